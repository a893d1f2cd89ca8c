import type { Result } from '@numize/semantic'
import { listedText } from './grammar.ts'

/** `Estimated from 1 % of the rows.` of an answer from a sample; null of one from all rows. */
export function sampleSentence({ explanation: { sample }, columns }: Result): string | null {
  if (!sample) return null
  const percent = percentOf(sample.share)
  return columns.some(({ estimate }) => estimate === 'scaled')
    ? `Estimated from ${percent} of the rows.`
    : `Only of ${percent} of the rows.`
}

/** What a reader must know of figures from a sample: how its rows were chosen, and which figures are of it alone. */
export function sampleCaveats(result: Result): string[] {
  const { sample } = result.explanation
  if (!sample) return []
  const figures = result.columns.filter(({ estimate, role }) => estimate && role === 'metric')
  const only = figures.filter(({ estimate }) => estimate === 'sample').map(({ label }) => label)
  const keys = [...new Set(sample.by.map(({ entity }) => entity.replaceAll('_', ' ')))]
  const chosen = `${percentOf(sample.share)} of the rows were read, chosen by ${listedText(keys)}, the same ones each time`
  return [
    only.length === figures.length
      ? `${chosen}.`
      : `${chosen}: sums and counts are scaled up to all rows, and the smaller a figure, the less certain it is.`,
    ...(only.length > 0
      ? [`${listedText(only)} ${only.length === 1 ? 'is' : 'are'} of the rows read, not of all.`]
      : []),
  ]
}

const percentOf = (share: number): string => `${Number((share * 100).toPrecision(6))} %`
