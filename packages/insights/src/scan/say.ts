import { formatNumber } from '@numize/blocks'
import type { Unit } from '@numize/semantic'

export const sayNumber = (value: number, unit: Unit | null): string =>
  formatNumber(value, unit, { prose: true })

export const sayShare = (share: number): string =>
  `${(share * 100).toFixed(share > 0.1 && share < 0.995 ? 0 : 1)} %`

export const sayList = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

export const sentence = (text: string): string => {
  const plain = text.replace(/\s+/g, ' ').trim()
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}.`
}

/** A coefficient of correlation as people read it. */
export const sayCoefficient = (rho: number): string => rho.toFixed(2).replace('-', '−')
