import type { Catalog } from '@numize/planner'
import type { MetricsPlan, Plan, Result, Unit } from '@numize/semantic'
import { orNull } from '../daily.ts'
import { NO_MEMBER, type Segment } from '../drivers/leaves.ts'
import { moveBack } from '../explain/dates.ts'
import { explainChange } from '../explain/explain-change.ts'
import { segmentFilters } from '../explain/finding.ts'
import type { ChangeReport } from '../explain/report.ts'
import { type AnomalyRules, applyRules, type RuleHit } from './apply-rules.ts'
import { fetchSeries } from './fetch-series.ts'
import type { FetchedMetric } from './fetched-metric.ts'
import { type Anomaly, findAnomalies } from './find-anomalies.ts'
import { sayAnomaly } from './say-anomaly.ts'

/** An anomaly of a project's metric, in words, with what lies behind it. */
export interface MetricAnomaly extends Anomaly {
  readonly label: string
  readonly unit: Unit | null
  readonly text: string
  /** Against the same days a week before; null where that explains nothing or was not looked at. */
  readonly cause: ChangeReport | null
  /** Gives the days anew. */
  readonly plan: Plan
}

/** A metric (or one segment of it) nobody wants to hear of before a day. */
export interface Snooze {
  readonly metric: string
  /** `dimension=value`; null is all of the metric. */
  readonly segment: string | null
  /** `YYYY-MM-DD`; told again from this day on. */
  readonly until: string
}

export interface MetricScan {
  readonly anomalies: readonly MetricAnomaly[]
  /** What the project's own holidays did, where no earlier one is known to compare with: told in words, no alarm. */
  readonly holidays?: readonly string[]
  /** Metrics beyond a plain threshold. */
  readonly rules: readonly RuleHit[]
  /** Anomalies found and not told, as somebody asked. */
  readonly snoozed: number
  /** Days judged: the first, and the one after the last. */
  readonly since: string
  readonly until: string
  readonly series: number
  /** Metrics that have no daily figures. */
  readonly skipped: readonly string[]
}

export interface MetricScanOptions {
  readonly catalog: Catalog
  /** Governed answers: `ask`, bound to an asker. */
  readonly fetch: (plans: readonly Plan[]) => Promise<readonly Result[]>
  /** Today: it and later days are not over. */
  readonly today: string
  /** Days judged, default 90. */
  readonly days?: number
  /** Days at the end whose data is still coming in, default 1. */
  readonly settleDays?: number
  /** Plain thresholds beside the judgement. */
  readonly rules?: AnomalyRules
  /** What is not told until a day. */
  readonly snoozes?: readonly Snooze[]
}

const JUDGED_DAYS = 90
const HISTORY_DAYS = 120
const MOST_EXPLAINED = 5

/**
 * Every metric of a project day by day, of everything and of the members of its nearest dimensions, judged together.
 * What the segments of a metric show on the days of its own anomaly is not told again.
 */
export async function scanMetrics(options: MetricScanOptions): Promise<MetricScan> {
  const { catalog, today, days = JUDGED_DAYS, settleDays = 1, rules = {} } = options
  const until = today.slice(0, 10)
  const since = moveBack(until, days, 'day')
  const window = { start: moveBack(since, HISTORY_DAYS, 'day'), end: until }
  const { fetched, skipped } = await fetchSeries(catalog, window, options.fetch)
  const series = fetched.flatMap((one) => one.series)
  const { holidays = [] } = catalog.calendar
  const found = findAnomalies(series, { since, settleDays, holidays })
  const notable = found.filter((one, at) => !found.some((other, rank) => covers(other, one, rank < at)))
  const expected = notable.filter(({ isExpected }) => isExpected)
  const told = notable.filter((one) => !one.isExpected && !isSnoozed(one, options))
  const anomalies: MetricAnomaly[] = []
  for (const anomaly of told) {
    const metric = fetched.find(({ name }) => name === anomaly.metric)
    if (metric) anomalies.push(await completed(anomaly, metric, options, anomalies.length < MOST_EXPLAINED))
  }
  const hits = fetched.flatMap((one) => {
    const whole = one.series[0]
    const hit = whole && applyRules(whole, one, { rules, settleDays })
    return hit && !isSnoozed({ ...hit, segment: [] }, options) ? [hit] : []
  })
  const snoozed = notable.length - expected.length - told.length
  const said = expected.flatMap((one) => {
    const metric = fetched.find(({ name }) => name === one.metric)
    return metric ? [sayAnomaly(one, metric)] : []
  })
  const scan = { anomalies, rules: hits, snoozed, since, until, series: series.length, skipped }
  return said.length === 0 ? scan : { ...scan, holidays: said }
}

const isSnoozed = (
  { metric, segment }: Pick<Anomaly, 'metric' | 'segment'>,
  { snoozes = [], today }: Pick<MetricScanOptions, 'snoozes' | 'today'>,
): boolean =>
  snoozes.some(
    (one) =>
      one.metric === metric &&
      one.until > today.slice(0, 10) &&
      (one.segment === null || one.segment === segmentName(segment)),
  )

/** `country=DE`, as a snooze names it. */
export const segmentName = (segment: Segment): string =>
  segment.map(({ dimension, value }) => `${dimension.split('__').at(-1) ?? dimension}=${value}`).join(',')

/** Whether the whole of a metric shows what this segment of it shows, or rows without a member are told already. */
function covers(other: Anomaly, one: Anomaly, isStronger: boolean): boolean {
  if (other === one || other.metric !== one.metric) return false
  if (other.direction !== one.direction || other.first > one.last || one.first > other.last) return false
  if (one.isShare) return isStronger && other.isShare && isBlank(other) && isBlank(one)
  return other.segment.length === 0 && one.segment.length > 0
}

const isBlank = ({ segment }: Anomaly): boolean => segment.some(({ value }) => value === NO_MEMBER)

async function completed(
  anomaly: Anomaly,
  { label, unit, additive, daysOf }: FetchedMetric,
  { catalog, fetch }: MetricScanOptions,
  explain: boolean,
): Promise<MetricAnomaly> {
  const end = moveBack(anomaly.last, -1, 'day')
  const plan: MetricsPlan = {
    ...daysOf({ start: moveBack(anomaly.first, 28, 'day'), end }),
    where: segmentFilters(anomaly.segment),
  }
  const weeks = Math.ceil((Date.parse(end) - Date.parse(anomaly.first)) / (7 * 86_400_000))
  const change: MetricsPlan = {
    ...plan,
    groupBy: [],
    time: { start: anomaly.first, end },
    compare: { kind: 'shift', count: weeks, grain: 'week' },
  }
  // What one row is worth is a metric of nobody's: it has no drivers.
  const isMetric = plan.metrics.some((one) => 'metric' in one)
  const cause = explain && isMetric ? await orNull(explainChange({ plan: change, catalog, fetch })) : null
  return { ...anomaly, label, unit, text: sayAnomaly(anomaly, { label, unit, additive }), cause, plan }
}
