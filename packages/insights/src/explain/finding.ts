import { formatNumber } from '@numize/blocks'
import type { Filter, MetricsPlan, Unit } from '@numize/semantic'
import { NO_MEMBER, type Segment } from '../drivers/leaves.ts'
import type { Axis } from './breakdown.ts'
import type { Subject } from './search.ts'

/** "Country DE and plan team": members by the labels of their dimensions. */
export function saySegment(segment: Segment, axes: readonly Axis[]): string {
  const words = segment.map(({ dimension, value }) => {
    const label = axes.find(({ ref }) => ref === dimension)?.label ?? dimension
    return `${label} ${value}`
  })
  const text = words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** "fell from $120 K to $80 K (−33 %)". */
export function sayFigures(before: number, after: number, unit: Unit | null): string {
  const verb = after === before ? 'stayed at' : after > before ? 'rose' : 'fell'
  const shown = (value: number): string => formatNumber(value, unit, { prose: true })
  if (after === before) return `${verb} ${shown(after)}`
  const percent = before === 0 ? null : ((after - before) / Math.abs(before)) * 100
  const change = percent === null ? '' : ` (${percent > 0 ? '+' : '−'}${Math.abs(percent).toFixed(0)} %)`
  return `${verb} from ${shown(before)} to ${shown(after)}${change}`
}

/** Of the whole change; left unsaid where a part runs against it or does not show. */
export const sayShare = (share: number | null): string =>
  share === null || share < 0.005 ? '' : `, ${(share * 100).toFixed(0)} % of the change`

/** Evidence in nats against chance, as a probability. */
export const confidenceOf = (evidence: number): number =>
  Math.round((1 / (1 + Math.exp(-evidence))) * 100) / 100

/** Filters that keep to a segment. */
export const segmentFilters = (segment: Segment): readonly Filter[] =>
  segment.map(({ dimension, value }) =>
    value === NO_MEMBER
      ? { kind: 'null', field: { dimension } }
      : { kind: 'compare', field: { dimension }, op: '=', value },
  )

/** The metric inside a segment, in both periods. */
export const openPlan = ({ plan }: Subject, segment: Segment): MetricsPlan => ({
  ...plan,
  groupBy: [],
  where: [...plan.where, ...segmentFilters(segment)],
  orderBy: [],
  limit: null,
  top: null,
  having: [],
})
