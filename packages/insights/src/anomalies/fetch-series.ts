import type { Catalog } from '@numize/planner'
import type { Metric, MetricsPlan, Plan, Result } from '@numize/semantic'
import { attempt, type DayWindow, dayAfter, dayFigures, daysBetween, daysPlan } from '../daily.ts'
import { NO_MEMBER, type Segment } from '../drivers/leaves.ts'
import { type Axis, axesOf } from '../explain/breakdown.ts'
import { segmentFilters } from '../explain/finding.ts'
import { averageOf, sumsWithCounts } from './averages.ts'
import type { DaySeries } from './day-series.ts'
import type { FetchedMetric } from './fetched-metric.ts'

type Fetch = (plans: readonly Plan[]) => Promise<readonly Result[]>

const MOST_METRICS = 40
const LEAST_DAYS = 28
const MOST_MEMBERS = 20
const MOST_AXES = 6
/** Days × members of one answer; more are asked for in parts. */
const MOST_ROWS = 9000
/** A segment with less than this a day, or with many empty days, says nothing of a day. */
const BUSY = 0.9
const LEAST_A_DAY = 10
/** Shares of fewer rows jump about. */
const LEAST_FOR_SHARES = 50

/**
 * The days of a project's metrics. Metrics that add up over a window of days are left out: they tell late and blurred what
 * their days tell. How much of a table has no member of a dimension is asked of one metric a table. Of sums whose rows are
 * counted too there is the average.
 */
export async function fetchSeries(
  catalog: Catalog,
  window: DayWindow,
  fetch: Fetch,
): Promise<{ readonly fetched: readonly FetchedMetric[]; readonly skipped: readonly string[] }> {
  const fetched: FetchedMetric[] = []
  const skipped: string[] = []
  const plain = catalog.model.metrics.filter(({ kind }) => kind !== 'cumulative').slice(0, MOST_METRICS)
  const counting = countingMetrics(plain, catalog)
  for (const metric of plain) {
    const one = await fetchMetric(metric, { catalog, window, fetch, withBlanks: counting.has(metric.name) })
    if (one) fetched.push(one)
    else skipped.push(metric.label ?? metric.name)
  }
  const averages = sumsWithCounts(catalog.model).flatMap((pair) => averageOf(pair, fetched) ?? [])
  return { fetched: [...fetched, ...averages], skipped }
}

/** One metric for each table that counts its rows, the one with the fewest filters. */
function countingMetrics(metrics: readonly Metric[], { model }: Catalog): ReadonlySet<string> {
  const best = new Map<string, { readonly name: string; readonly cost: number }>()
  for (const metric of metrics) {
    if (metric.kind !== 'simple') continue
    const { measure: name, filters } = metric.input
    for (const table of model.semanticModels) {
      const measure = table.measures.find((one) => one.name === name)
      if (!measure) continue
      const counts =
        measure.aggregation === 'count' || (measure.aggregation === 'sum' && measure.expr === '1')
      const cost = filters.length + metric.filters.length
      if (counts && cost < (best.get(table.name)?.cost ?? Infinity))
        best.set(table.name, { name: metric.name, cost })
    }
  }
  return new Set([...best.values()].map(({ name }) => name))
}

interface Asking {
  readonly catalog: Catalog
  readonly window: DayWindow
  readonly fetch: Fetch
  readonly withBlanks: boolean
}

/** Null where the metric cannot be had by the day. */
async function fetchMetric(metric: Metric, asking: Asking): Promise<FetchedMetric | null> {
  const { window, fetch } = asking
  const total = await attempt(fetch, daysPlan(metric.name, window))
  const column = total?.columns.find(({ role }) => role === 'metric')
  if (!total || !column || total.rows.length < LEAST_DAYS) return null
  const { unit } = column
  const additive = column.additive === true
  const whole: DaySeries = {
    metric: metric.name,
    segment: [],
    start: window.start,
    values: dayFigures(total.rows, window, additive),
    scale: unit?.kind === 'percent' ? 'points' : 'proportional',
  }
  const parts = additive ? await partsOf(whole, asking) : []
  const label = metric.label ?? metric.name
  const daysOf = (days: DayWindow): MetricsPlan => daysPlan(metric.name, days)
  return { name: metric.name, label, unit, additive, series: [whole, ...parts], daysOf }
}

/** The days of the members of the nearest dimensions; of those with few rows, and of rows without a member, their share. */
async function partsOf(whole: DaySeries, asking: Asking): Promise<DaySeries[]> {
  const { catalog, withBlanks } = asking
  const parts: DaySeries[] = []
  for (const [at, axis] of axesOf(whole.metric, catalog, new Set()).entries()) {
    if (at < MOST_AXES && axis.members <= MOST_MEMBERS) parts.push(...(await membersOf(whole, axis, asking)))
    else if (withBlanks) parts.push(...(await blanksOf(whole, axis, asking)))
  }
  return parts.filter((one, at) => !one.counted || !parts.slice(0, at).some((other) => isTwin(one, other)))
}

/** The same days: dimensions reached by one key are empty together where the key is. */
const isTwin = (one: DaySeries, other: DaySeries): boolean =>
  other.counted !== undefined &&
  Array.from(one.values).every((value, day) => Object.is(value, other.values[day]))

async function membersOf(whole: DaySeries, axis: Axis, asking: Asking): Promise<DaySeries[]> {
  const rowsOf = new Map<string, Result['rows'][number][]>()
  for (const row of await daysOfMembers(whole.metric, axis, asking)) {
    const member = row[0] === null || row[0] === undefined ? NO_MEMBER : String(row[0])
    const rows = rowsOf.get(member)
    if (rows) rows.push(row)
    else rowsOf.set(member, [row])
  }
  return [...rowsOf].flatMap(([value, rows]) => {
    const segment = [{ dimension: axis.ref, value }]
    const part = { ...whole, segment, values: dayFigures(rows, asking.window, true), whole: whole.values }
    if (value !== NO_MEMBER && isBusy(part)) return [part]
    return asking.withBlanks && isBusy(whole, LEAST_FOR_SHARES) ? [shareOf(part, whole)] : []
  })
}

async function blanksOf(whole: DaySeries, { ref }: Axis, { window, fetch }: Asking): Promise<DaySeries[]> {
  const segment: Segment = [{ dimension: ref, value: NO_MEMBER }]
  const plan = { ...daysPlan(whole.metric, window), where: segmentFilters(segment) }
  const result = await attempt(fetch, plan)
  if (!result || result.rows.length === 0 || !isBusy(whole, LEAST_FOR_SHARES)) return []
  return [shareOf({ ...whole, segment, values: dayFigures(result.rows, window, true) }, whole)]
}

/** Days without any row of the part count as none of it. */
const shareOf = (part: DaySeries, whole: DaySeries): DaySeries => ({
  ...part,
  scale: 'points',
  counted: whole.values,
  values: Float64Array.from(whole.values, (all, day) => {
    const value = part.values[day]!
    return all > 0 ? (Number.isFinite(value) ? value : 0) / all : Number.NaN
  }),
})

/** Asked for in so many parts of the time that none of them is cut. */
async function daysOfMembers(
  metric: string,
  { ref, members }: Axis,
  { window, fetch }: Asking,
): Promise<Result['rows']> {
  const days = Math.max(1, Math.floor(MOST_ROWS / (members + 1)))
  const rows: Result['rows'][number][] = []
  for (let from = 0; from < daysBetween(window.start, window.end); from += days) {
    const end = [dayAfter(window.start, from + days), window.end].toSorted()[0]!
    const result = await attempt(fetch, daysPlan(metric, { start: dayAfter(window.start, from), end }, ref))
    rows.push(...(result?.rows ?? []))
  }
  return rows
}

/** Whether hardly any day is empty, and the days have enough in them. */
function isBusy({ values }: DaySeries, leastADay = LEAST_A_DAY): boolean {
  const known = Array.from(values).filter((value) => Number.isFinite(value))
  const filled = known.filter((value) => value !== 0).length
  const sum = known.reduce((all, value) => all + value, 0)
  return known.length > 0 && filled >= BUSY * known.length && sum >= leastADay * known.length
}
