import type { Catalog } from '@numize/planner'
import { type Metric, type MetricsPlan, type Plan, type Result, type Unit } from '@numize/semantic'
import { attempt, type DayWindow, dayFigures, daysPlan, orNull } from '../daily.ts'
import type { Segment } from '../drivers/leaves.ts'
import { axesOf } from '../explain/breakdown.ts'
import { moveBack } from '../explain/dates.ts'
import { explainChange } from '../explain/explain-change.ts'
import { segmentFilters } from '../explain/finding.ts'
import type { ChangeReport } from '../explain/report.ts'
import { type AnomalyRules, applyRules, type RuleHit } from './apply-rules.ts'
import { type Anomaly, type DaySeries, findAnomalies } from './find-anomalies.ts'
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
const MOST_METRICS = 40
const MOST_MEMBERS = 20
const MOST_AXES = 2
const MOST_EXPLAINED = 5
/** A segment with less than this a day, or with many empty days, says nothing of a day. */
const BUSY = 0.9
const LEAST_A_DAY = 10

/**
 * Every metric of a project day by day, of everything and of the members of its nearest dimensions, judged together.
 * What the segments of a metric show on the days of its own anomaly is not told again.
 */
export async function scanMetrics(options: MetricScanOptions): Promise<MetricScan> {
  const { catalog, today, days = JUDGED_DAYS, settleDays = 1, rules = {} } = options
  const until = today.slice(0, 10)
  const since = moveBack(until, days, 'day')
  const window = { start: moveBack(since, HISTORY_DAYS, 'day'), end: until }
  const fetched: FetchedMetric[] = []
  const skipped: string[] = []
  for (const metric of catalog.model.metrics.slice(0, MOST_METRICS)) {
    const one = await fetchMetric(metric, window, options)
    if (one) fetched.push(one)
    else skipped.push(metric.label ?? metric.name)
  }
  const series = fetched.flatMap((one) => one.series)
  const found = findAnomalies(series, { since, settleDays })
  const notable = found.filter(
    (one) => one.segment.length === 0 || !found.some((other) => covers(other, one)),
  )
  const told = notable.filter((one) => !isSnoozed(one, options))
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
  const snoozed = notable.length - told.length
  return { anomalies, rules: hits, snoozed, since, until, series: series.length, skipped }
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

interface FetchedMetric {
  readonly name: string
  readonly label: string
  readonly unit: Unit | null
  readonly additive: boolean
  readonly series: readonly DaySeries[]
}

/** Null where the metric cannot be had by the day. */
async function fetchMetric(
  metric: Metric,
  window: DayWindow,
  { catalog, fetch }: MetricScanOptions,
): Promise<FetchedMetric | null> {
  const total = await attempt(fetch, daysPlan(metric.name, window))
  const column = total?.columns.find(({ role }) => role === 'metric')
  if (!total || !column || total.rows.length < 28) return null
  const scale = column.unit?.kind === 'percent' ? ('points' as const) : ('proportional' as const)
  const of = (segment: Segment, rows: Result['rows']): DaySeries => ({
    metric: metric.name,
    segment,
    start: window.start,
    values: dayFigures(rows, window, column.additive === true),
    scale,
  })
  const parts = column.additive === true ? await partsOf(metric.name, window, { catalog, fetch }) : []
  const series = [of([], total.rows), ...parts.map(({ segment, rows }) => of(segment, rows)).filter(isBusy)]
  const { unit } = column
  return {
    name: metric.name,
    label: metric.label ?? metric.name,
    unit,
    additive: column.additive === true,
    series,
  }
}

interface PartRows {
  readonly segment: Segment
  readonly rows: Result['rows']
}

/** The days of the members of the nearest dimensions. */
async function partsOf(
  metric: string,
  window: DayWindow,
  { catalog, fetch }: Pick<MetricScanOptions, 'catalog' | 'fetch'>,
): Promise<PartRows[]> {
  const parts: PartRows[] = []
  for (const axis of axesOf(metric, catalog, new Set()).slice(0, MOST_AXES)) {
    if (axis.members > MOST_MEMBERS) continue
    const result = await attempt(fetch, daysPlan(metric, window, axis.ref))
    for (const [value, rows] of membersOf(result))
      parts.push({ segment: [{ dimension: axis.ref, value }], rows })
  }
  return parts
}

/** Whether hardly any day is empty, and the days have enough in them. */
function isBusy({ values }: DaySeries): boolean {
  const known = Array.from(values).filter((value) => Number.isFinite(value))
  const filled = known.filter((value) => value !== 0).length
  return known.length > 0 && filled >= BUSY * known.length && meanOf(known) >= LEAST_A_DAY
}

function membersOf(result: Result | null): Map<string, Result['rows'][number][]> {
  const members = new Map<string, Result['rows'][number][]>()
  for (const row of result?.rows ?? []) {
    const member = row[0]
    if (member === null || member === undefined) continue
    members.set(String(member), [...(members.get(String(member)) ?? []), row])
  }
  return members
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** Whether the whole of a metric shows what this segment of it shows. */
const covers = (whole: Anomaly, part: Anomaly): boolean =>
  whole.segment.length === 0 &&
  whole.metric === part.metric &&
  whole.direction === part.direction &&
  whole.first <= part.last &&
  part.first <= whole.last

async function completed(
  anomaly: Anomaly,
  { label, unit }: FetchedMetric,
  { catalog, fetch }: MetricScanOptions,
  explain: boolean,
): Promise<MetricAnomaly> {
  const end = moveBack(anomaly.last, -1, 'day')
  const plan: MetricsPlan = {
    ...daysPlan(anomaly.metric, { start: moveBack(anomaly.first, 28, 'day'), end }),
    where: segmentFilters(anomaly.segment),
  }
  const weeks = Math.ceil((Date.parse(end) - Date.parse(anomaly.first)) / (7 * 86_400_000))
  const change: MetricsPlan = {
    ...plan,
    groupBy: [],
    time: { start: anomaly.first, end },
    compare: { kind: 'shift', count: weeks, grain: 'week' },
  }
  const cause = explain ? await orNull(explainChange({ plan: change, catalog, fetch })) : null
  return { ...anomaly, label, unit, text: sayAnomaly(anomaly, label, unit), cause, plan }
}
