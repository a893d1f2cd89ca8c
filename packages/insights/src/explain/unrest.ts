import { emptyMetricsPlan } from '@numize/semantic'
import { MAD_TO_SD, median } from '@numize/statistics'
import { moveBack } from './dates.ts'
import type { Change } from './report.ts'
import type { Fetch, Subject } from './search.ts'
import { figure } from './tables.ts'

/** How much a metric moves from one period to the next anyway. */
export interface Unrest {
  /** Typical relative change between neighbouring periods (robust standard deviation of its logarithm). */
  readonly usual: number
  /** How many times that the present change is. */
  readonly times: number
  readonly periods: number
}

const HISTORY = 13
const LEAST_HISTORY = 6
/** A dozen steps tell little of a spread: it is not taken to be less than this part of their plain deviation. */
const CAUTION = 0.75
/** A calmer history than this is not believed. */
const LEAST_SPREAD = 0.005

/** Null where the periods compared are no neighbours of the calendar, or the history is too short to tell. */
export async function unrestOf(subject: Subject, change: Change, fetch: Fetch): Promise<Unrest | null> {
  const { plan, metric, previous } = subject
  const grain = stepOf(subject)
  if (grain === null) return null
  if (change.before === null || change.after === null || !(change.before > 0 && change.after > 0)) return null
  const [result] = await fetch([
    {
      ...emptyMetricsPlan,
      metrics: [metric],
      groupBy: [{ dimension: 'metric_time', grain }],
      where: plan.where,
      time: { start: moveBack(previous.start, HISTORY - 1, grain), end: previous.end },
      orderBy: [{ by: 'metric_time', direction: 'asc' }],
    },
  ])
  const values = (result?.rows ?? []).map((row) => figure(row[1]) ?? 0)
  const steps = values.slice(1).flatMap((value, i) => {
    const earlier = values[i] ?? 0
    return value > 0 && earlier > 0 ? [Math.log(value / earlier)] : []
  })
  if (steps.length < LEAST_HISTORY) return null
  const centre = median(steps) ?? 0
  const distances = steps.map((step) => Math.abs(step - centre))
  const usual = Math.max(
    LEAST_SPREAD,
    MAD_TO_SD * (median(distances) ?? 0),
    CAUTION * rootMeanSquare(distances),
  )
  const times = Math.abs(Math.log(change.after / change.before) - centre) / usual
  return { usual, times, periods: values.length }
}

/** The calendar's own step between the two periods; null where they are no neighbours of one kind. */
function stepOf({ compare, period, previous }: Subject) {
  if (compare.kind === 'shift') return compare.count === 1 ? compare.grain : null
  const steps = ['day', 'week', 'month', 'quarter', 'year'] as const
  return (
    steps.find(
      (grain) =>
        moveBack(period.start, 1, grain) === previous.start &&
        moveBack(period.end, 1, grain) === previous.end &&
        previous.end === period.start,
    ) ?? null
  )
}

const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
