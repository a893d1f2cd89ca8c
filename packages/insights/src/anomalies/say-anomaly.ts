import { formatNumber, formatTime } from '@numize/blocks'
import type { Unit } from '@numize/semantic'
import type { Anomaly } from './find-anomalies.ts'

/** "Declined payments of channel online were 4,210 on October 14, 2026, where like days have 980." */
export function sayAnomaly(
  { first, last, peak, value, expected, direction, segment }: Anomaly,
  label: string,
  unit: Unit | null,
): string {
  const shown = (figure: number): string => formatNumber(figure, unit, { prose: true })
  const day = (text: string): string => formatTime(text, 'day', 'en-US')
  const part = segment.map(({ dimension, value: member }) => `${plain(dimension)} ${member}`).join(' and ')
  const when = first === last ? `on ${day(first)}` : `from ${day(first)} to ${day(last)}`
  const most = first === last ? '' : `, most on ${day(peak)}`
  const side = direction === 'high' ? 'unusually high' : 'unusually low'
  return `${label}${part === '' ? '' : ` (${part})`} was ${side} ${when}${most}: ${shown(value)} where like days have ${shown(expected)}.`
}

const plain = (ref: string): string => (ref.split('__').at(-1) ?? ref).replaceAll('_', ' ')
