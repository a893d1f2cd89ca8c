import { type Cell, emptyMetricsPlan, type MetricsPlan, type Plan, type Result } from '@numize/semantic'
import { moveBack } from './explain/dates.ts'
import { figure } from './explain/tables.ts'

/** Local days, `[start, end)`. */
export interface DayWindow {
  readonly start: string
  readonly end: string
}

/** A metric day by day, of everything or of each member of a dimension. */
export const daysPlan = (metric: string, { start, end }: DayWindow, dimension?: string): MetricsPlan => ({
  ...emptyMetricsPlan,
  metrics: [{ metric }],
  groupBy: [...(dimension === undefined ? [] : [{ dimension }]), { dimension: 'metric_time', grain: 'day' }],
  time: { start, end },
})

/** The result, or null where the model cannot give such a plan: that is no fault of the asker's. */
export async function attempt<P extends Plan>(
  fetch: (plans: readonly P[]) => Promise<readonly Result[]>,
  plan: P,
): Promise<Result | null> {
  return orNull(fetch([plan]).then(([result]) => result ?? null))
}

/** The model has no such plan, or the engine cannot add up what a column holds. */
const CANNOT = /^(?:semantic\/|engines\/query$)/

/** What is asked for, or null where the model or the data cannot give it. */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Error && 'code' in error && CANNOT.test(String(error.code))) return null
    throw error
  }
}

/** One value a day; a day without rows is 0 of a sum or count and unknown (NaN) of anything else. */
export function dayFigures(rows: Result['rows'], { start, end }: DayWindow, additive: boolean): Float64Array {
  const known = rows.map((row) => daysBetween(start, dayOf(row.at(-2))))
  const first = Math.min(...known)
  const values = new Float64Array(daysBetween(start, end)).map((_, day) =>
    additive && day >= first ? 0 : Number.NaN,
  )
  for (const [at, day] of known.entries())
    if (day >= 0 && day < values.length) values[day] = figure(rows[at]?.at(-1)) ?? Number.NaN
  return values
}

export const daysBetween = (start: string, end: string): number =>
  Math.round((Date.parse(start10(end)) - Date.parse(start10(start))) / 86_400_000)

/** The day `count` days after `start`. */
export const dayAfter = (start: string, count: number): string => moveBack(start10(start), -count, 'day')

const start10 = (at: string): string => at.slice(0, 10)

const dayOf = (cell: Cell | undefined): string => start10(String(cell))
