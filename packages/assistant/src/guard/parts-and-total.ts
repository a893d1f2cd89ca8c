import { formatCell } from '@numize/blocks'
import type { MetricsPlan, Result, ResultColumn } from '@numize/semantic'
import { figureOf } from './figures.ts'
import { type CheckTools, type Finding, passed, proven, unfinished } from './finding.ts'

const CHECK = 'parts and total'
/** Sums of doubles differ by how they were added up. */
const TOLERANCE = 1e-6

/**
 * Sums and counts by a joined group add up to what they are without the join. More means that a key of the joined
 * table stands more than once, less that rows were lost; either way the groups are wrong. Null where it says nothing:
 * groups that were cut, no join, nothing that adds up.
 */
export async function partsAndTotal({ result, fetch }: CheckTools): Promise<Finding | null> {
  const places = placesOfSums(result)
  const { plan } = result
  if (places.length === 0 || plan.kind !== 'metrics') return null
  const total = await fetch(totalOf(plan, places))
  if (!total) return unfinished(CHECK)
  for (const [at, place] of places.entries()) {
    const column = result.columns[place.column]
    const whole = total.columns.length === places.length ? figureOf(total.rows[0]?.[at] ?? 0) : null
    if (column === undefined || whole === null) return unfinished(CHECK)
    const parts = result.rows.reduce((sum, row) => sum + (figureOf(row[place.column]) ?? 0), 0)
    const scale = result.rows.reduce((sum, row) => sum + Math.abs(figureOf(row[place.column]) ?? 0), 0)
    if (Math.abs(parts - whole) > TOLERANCE * Math.max(1, scale, Math.abs(whole)))
      return proven(CHECK, differing(column, { parts, whole }, result))
  }
  return passed(CHECK)
}

interface Place {
  /** Place among the plan's metrics. */
  readonly metric: number
  /** Place among the result's columns. */
  readonly column: number
}

function placesOfSums(result: Result): readonly Place[] {
  const { plan, columns, explanation } = result
  if (plan.kind !== 'metrics' || plan.groupBy.length === 0 || explanation.joins.length === 0) return []
  if (result.truncated || plan.limit !== null || plan.top !== null || plan.having.length > 0) return []
  const figures = columns.flatMap((column, at) =>
    column.role === 'metric' && isAsked(column, plan) ? [at] : [],
  )
  if (figures.length !== plan.metrics.length) return []
  return figures.flatMap((column, metric) => (columns[column]?.additive === true ? [{ metric, column }] : []))
}

/** Not a share, running total or rank that the plan adds to a metric. */
const isAsked = ({ name }: ResultColumn, { share = [], window = [] }: MetricsPlan): boolean =>
  ![...share, ...window].some(({ of, as }) => name === as || name.startsWith(`${of}__`))

const totalOf = (plan: MetricsPlan, places: readonly Place[]): MetricsPlan => {
  const { share: _share, window: _window, ...rest } = plan
  return {
    ...rest,
    metrics: places.flatMap(({ metric }) => plan.metrics[metric] ?? []),
    groupBy: [],
    compare: null,
    orderBy: [],
  }
}

function differing(
  column: ResultColumn,
  { parts, whole }: { readonly parts: number; readonly whole: number },
  { columns, explanation }: Result,
): string {
  const groups = columns.filter(({ role }) => role === 'dimension' || role === 'entity' || role === 'time')
  const by = groups.map(({ label }) => label).join(', ')
  const cause =
    parts > whole
      ? 'a key that should stand once stands more than once, so rows are counted twice'
      : 'rows without a match are lost'
  return `Not told, because it cannot be right: ${column.label} by ${by} adds up to ${formatCell(parts, column)}, and the total is ${formatCell(whole, column)}. In the join ${explanation.joins.join(', ')} ${cause}. Check the keys of these tables.`
}
