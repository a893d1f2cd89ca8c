import type { Catalog } from '@numize/planner'
import type { Filter, MetricsPlan, Plan, Result, Unit } from '@numize/semantic'
import { attempt, type DayWindow, dayFigures, daysPlan } from '../daily.ts'
import type { Segment } from '../drivers/leaves.ts'
import { segmentFilters } from '../explain/finding.ts'
import type { ChangeReport } from '../explain/report.ts'

/** What every look of a dive is given. */
export interface Scene {
  readonly report: ChangeReport
  /** The plan of the change. */
  readonly plan: MetricsPlan
  readonly catalog: Catalog
  readonly fetch: (plans: readonly Plan[]) => Promise<readonly Result[]>
}

/** A metric day by day. */
export interface Days {
  readonly label: string
  readonly unit: Unit | null
  readonly additive: boolean
  readonly window: DayWindow
  readonly values: Float64Array
  readonly plan: Plan
}

const LEAST_DAYS = 14

/** Null where the metric has no daily figures under these filters. */
export async function daysOf(
  metric: string,
  window: DayWindow,
  where: readonly Filter[],
  { fetch }: Pick<Scene, 'fetch'>,
): Promise<Days | null> {
  const plan = { ...daysPlan(metric, window), where }
  const result = await attempt(fetch, plan)
  const column = result?.columns.find(({ role }) => role === 'metric')
  if (!result || !column || result.rows.length < LEAST_DAYS) return null
  const additive = column.additive === true
  return {
    label: column.label,
    unit: column.unit,
    additive,
    window,
    values: dayFigures(result.rows, window, additive),
    plan,
  }
}

/** The filters of the change, and those that keep to a segment. */
export const inside = ({ plan }: Pick<Scene, 'plan'>, segment: Segment): readonly Filter[] => [
  ...plan.where,
  ...segmentFilters(segment),
]

interface Figures {
  readonly before: number | null
  readonly after: number | null
}

/** 1 of a rise, −1 of a fall, 0 where there is nothing to compare. */
export const directionOf = ({ before, after }: Figures): number =>
  before === null || after === null ? 0 : Math.sign(after - before)

export const plainSegment = (segment: Segment): string =>
  segment
    .map(
      ({ dimension, value }) =>
        `${(dimension.split('__').at(-1) ?? dimension).replaceAll('_', ' ')} ${value}`,
    )
    .join(' and ')
