import type { Calendar } from '@numize/semantic'
import type { Span } from '../explain/report.ts'
import { coarser, type MetricSeries } from './metric-series.ts'
import { type CannotForecast, type Outlook, outlookOf } from './outlook.ts'
import { daysBetween, isWhole, stepsFrom } from './steps.ts'

/** A series, what is ahead of it, and which of its steps ahead make the part of a period that is not known. */
export interface Chosen {
  readonly series: MetricSeries
  readonly outlook: Outlook
  readonly from: number
  readonly to: number
}

/** A coarser series forgets what is known of an open period: worth it only early in one. */
const EARLY = 0.15
/** A coarser series is taken where it did at least this much better. */
const BETTER = 0.95

/**
 * The series a period is best forecast by: days of what adds up, or its months (with their yearly season) where past
 * forecasts of as long a sum were closer that way; of anything else the grain it was fetched at.
 */
export function chooseOutlook(
  series: MetricSeries,
  period: Span,
  calendar: Calendar,
): Chosen | { readonly kind: 'unknown'; readonly reason: CannotForecast } {
  const own = lookAhead(series, period, calendar)
  if (!series.additive || series.grain !== 'day') return own
  const others = (['month', 'quarter'] as const)
    .filter((grain) => isWhole(period, grain, calendar) && isEarly(series, period, grain, calendar))
    .map((grain) => lookAhead(coarser(series, grain, { calendar }), period, calendar))
  const found = [own, ...others].filter((one) => 'outlook' in one)
  const [first] = found
  if (!first) return own
  return found.slice(1).reduce((best, one) => (scoreOf(one) < BETTER * scoreOf(best) ? one : best), first)
}

function isEarly(
  series: MetricSeries,
  period: Span,
  grain: 'month' | 'quarter',
  calendar: Calendar,
): boolean {
  const open = coarser(series, grain, { calendar }).end
  return daysBetween(open, series.end) <= EARLY * daysBetween(period.start, period.end)
}

function lookAhead(
  series: MetricSeries,
  period: Span,
  { holidays }: Calendar,
): ReturnType<typeof chooseOutlook> {
  const { values, grain, starts, additive, column, end } = series
  const from = Math.max(0, stepsFrom(end, period.start, grain).length)
  const to = stepsFrom(end, period.end, grain).length
  const outlook = outlookOf({
    values,
    grain,
    start: starts[0] ?? end,
    horizon: Math.max(1, to),
    additive,
    isShare: column.unit?.kind === 'percent',
    ...(holidays ? { holidays } : {}),
  })
  return outlook.kind === 'unknown' ? outlook : { series, outlook, from, to: Math.max(from + 1, to) }
}

/** Error of past sums as a part of the sum; infinite where none was checked. */
function scoreOf({ outlook, from, to }: Chosen): number {
  const error = outlook.sumError(from, to)
  const size = Math.abs(outlook.sum(from, to).value)
  return error === null || size === 0 ? Infinity : error / size
}
