import { formatNumber, formatTime } from '@numize/blocks'
import type { Unit } from '@numize/semantic'
import { NO_MEMBER } from '../drivers/leaves.ts'
import type { FetchedMetric } from './fetched-metric.ts'
import type { Anomaly } from './find-anomalies.ts'

/** "Declined payments (channel online) was unusually high on 14 Oct 2026: 4,210 where like days have 980." */
export function sayAnomaly(
  anomaly: Anomaly,
  { label, unit, additive }: Pick<FetchedMetric, 'label' | 'unit' | 'additive'>,
): string {
  const { kind, first, last, peak, direction, isShare, segment } = anomaly
  const shown = (figure: number): string => formatNumber(figure, isShare ? SHARE : unit, { prose: true })
  const day = (text: string): string => formatTime(text, 'day', 'en-US')
  const part = segment.map(saidMember).join(' and ')
  const what = isShare ? `The share of ${label} ${part}` : `${label}${part === '' ? '' : ` (${part})`}`
  const when = first === last ? `on ${day(first)}` : `from ${day(first)} to ${day(last)}`
  const named = anomaly.holiday === null ? '' : ` (${anomaly.holiday})`
  const side = direction === 'high' ? 'unusually high' : 'unusually low'
  const figures = [shown(anomaly.value), shown(anomaly.expected)] as const
  if (kind === 'shift')
    return `${what} was ${side} ${when}: about ${figures[0]}${additive && !isShare ? ' a day' : ''} where the weeks before had ${figures[1]}.`
  const most = first === last ? '' : `, most on ${day(peak)}`
  return `${what} was ${side} ${when}${most}${named}: ${figures[0]} where like days have ${figures[1]}.`
}

const SHARE: Unit = { kind: 'percent' }

const saidMember = ({ dimension, value }: Anomaly['segment'][number]): string =>
  value === NO_MEMBER ? `without a ${plain(dimension)}` : `${plain(dimension)} ${value}`

const plain = (ref: string): string => (ref.split('__').at(-1) ?? ref).replaceAll('_', ' ')
