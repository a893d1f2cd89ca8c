import type { Catalog } from '@numize/planner'
import { emptyMetricsPlan, type MetricsPlan, type Result, type ResultColumn } from '@numize/semantic'
import { figure } from '../explain/tables.ts'
import {
  addSteps,
  dayNumber,
  daysBetween,
  STEP_GRAINS,
  type StepGrain,
  stepStart,
  stepsFrom,
} from './steps.ts'

/** One metric step by step, up to the last step that is over and loaded. */
export interface MetricSeries {
  readonly column: ResultColumn
  /** Whether values of steps may be added up. */
  readonly additive: boolean
  readonly grain: StepGrain
  /** First day of each step, consecutive. */
  readonly starts: readonly string[]
  /** NaN where nothing is known. */
  readonly values: Float64Array
  /** First day that is not known. */
  readonly end: string
  /** Steps without a row between the first and the last, and what they were taken for. */
  readonly empty: { readonly count: number; readonly as: 'zero' | 'gap' }
  /** The governed answer this is made of. */
  readonly result: Result
}

export interface SeriesInput {
  /** One metric; its filters are kept, everything else is replaced. */
  readonly plan: MetricsPlan
  readonly catalog: Catalog
  readonly fetch: (plans: readonly MetricsPlan[]) => Promise<readonly Result[]>
  /** Local moment of asking; later days are not known. */
  readonly now: string
}

/** A series with so many of its steps filled has holes, not zeros, where rows are missing. */
const BUSY = 0.9
const MOST_DAYS = 9000
const TOO_FINE: ReadonlySet<string> = new Set(['semantic/grain-not-available', 'semantic/no-time-spine'])

/** Plan of a metric step by step; run again, it gives the series anew. */
export function seriesPlan(
  { plan, catalog, now }: Omit<SeriesInput, 'fetch'>,
  grain: StepGrain,
): MetricsPlan {
  const end = stepStart(knownUntil(catalog, now), grain, catalog.calendar)
  return {
    ...emptyMetricsPlan,
    metrics: plan.metrics,
    groupBy: [{ dimension: 'metric_time', grain }],
    where: plan.where,
    time: { start: grain === 'day' ? addSteps(end, -MOST_DAYS, 'day') : null, end },
    orderBy: [{ by: 'metric_time', direction: 'asc' }],
  }
}

/** The first day whose rows are not all there: today, or the day after the last one loaded. */
export function knownUntil({ dataRange }: Pick<Catalog, 'dataRange'>, now: string): string {
  const today = now.slice(0, 10)
  const open = now.slice(11, 19) >= '23:59:59' ? addSteps(today, 1, 'day') : today
  const loaded = dataRange ? addSteps(dataRange.end.slice(0, 10), 1, 'day') : open
  return loaded < open ? loaded : open
}

/**
 * The series at the wanted grain, or at the finest coarser one the metric can be grouped by. Null where there is none or
 * no row. A step without a row is 0 of a sum or count with many such steps, unknown of anything else.
 */
export async function fetchSeries(input: SeriesInput, wanted: StepGrain): Promise<MetricSeries | null> {
  for (const grain of STEP_GRAINS.slice(STEP_GRAINS.indexOf(wanted))) {
    const result = await attempt(input, seriesPlan(input, grain))
    if (result) return seriesOf(result, grain, input)
  }
  return null
}

/** A metric that cannot be grouped by so fine a step is no fault of the asker's. */
async function attempt({ fetch }: SeriesInput, plan: MetricsPlan): Promise<Result | null> {
  try {
    const [result] = await fetch([plan])
    return result ?? null
  } catch (error) {
    if (error instanceof Error && 'code' in error && TOO_FINE.has(String(error.code))) return null
    throw error
  }
}

/** Null of no rows. */
export function seriesOf(
  result: Result,
  grain: StepGrain,
  { catalog }: Pick<SeriesInput, 'catalog'>,
): MetricSeries | null {
  const at = result.columns.findIndex(({ role }) => role === 'metric')
  const column = result.columns[at]
  const rows = result.rows.flatMap((row): [string, number][] =>
    typeof row[0] === 'string' ? [[row[0].slice(0, 10), figure(row[at]) ?? Number.NaN]] : [],
  )
  const [first, last] = [rows[0], rows.at(-1)]
  if (!column || !first || !last) return null
  const additive = column.additive === true
  const end = endOf(result, grain)
  const span = Math.max(1, stepsFrom(first[0], addSteps(last[0], 1, grain), grain).length)
  const isBusy = rows.length >= BUSY * span
  const until = isBusy || !additive ? addSteps(last[0], 1, grain) : end
  const starts = stepsFrom(stepStart(first[0], grain, catalog.calendar), until, grain)
  const known = new Map(rows)
  const empty = additive && !isBusy ? 0 : Number.NaN
  return {
    column,
    additive,
    grain,
    starts,
    values: Float64Array.from(starts, (start) => known.get(start) ?? empty),
    end: until < end ? until : end,
    empty: { count: starts.filter((start) => !known.has(start)).length, as: empty === 0 ? 'zero' : 'gap' },
    result,
  }
}

const endOf = ({ plan, incompleteFrom }: Result, grain: StepGrain): string => {
  const asked = plan.kind === 'metrics' ? (plan.time?.end ?? null) : null
  const ends = [asked, incompleteFrom?.slice(0, 10) ?? null].filter((end) => end !== null)
  return ends.toSorted()[0] ?? addSteps('1970-01-01', 0, grain)
}

/** An additive series by days, added up to whole steps of a coarser grain; a first step that is not whole is left out. */
export function coarser(
  series: MetricSeries,
  grain: StepGrain,
  { calendar }: Pick<Catalog, 'calendar'>,
): MetricSeries {
  const first = series.starts[0] ?? series.end
  const start = stepStart(first, grain, calendar)
  const from = start === first || series.empty.as === 'zero' ? start : addSteps(start, 1, grain)
  const starts = stepsFrom(from, stepStart(series.end, grain, calendar), grain)
  const origin = dayNumber(first)
  const values = Float64Array.from(starts, (step) => {
    const at = dayNumber(step) - origin
    return sumOf(series.values, at, at + daysBetween(step, addSteps(step, 1, grain)))
  })
  return { ...series, grain, starts, values, end: stepStart(series.end, grain, calendar) }
}

/** Sum of the values from `from` to before `to`; gaps count as the mean of the others, NaN where all are gaps. */
export function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0
  let n = 0
  for (let at = Math.max(0, from); at < Math.min(values.length, to); at++)
    if (Number.isFinite(values[at])) {
      sum += values[at]!
      n++
    }
  const length = Math.min(values.length, to) - Math.max(0, from)
  return n === 0 ? Number.NaN : (sum / n) * length
}
