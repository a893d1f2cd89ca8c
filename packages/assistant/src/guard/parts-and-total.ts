import { formatCell } from '@numize/blocks'
import type { MetricsPlan, Result, ResultColumn } from '@numize/semantic'
import { figureOf } from './figures.ts'
import { type CheckTools, type Finding, noted, passed, proven, unfinished } from './finding.ts'

const CHECK = 'parts and total'
/** Sums of doubles differ by how they were added up. */
const TOLERANCE = 1e-6

/**
 * Sums and counts by a joined group add up to what they are without the join. More means that a key of the joined
 * table stands more than once: the groups are wrong. Less is noted. Null where it says nothing: groups that were cut, no
 * join, nothing that adds up.
 */
export async function partsAndTotal({ result, fetch }: CheckTools): Promise<Finding | null> {
  const places = placesOfSums(result)
  const { plan } = result
  if (places.length === 0 || plan.kind !== 'metrics') return null
  const total = await fetch(totalOf(plan, places))
  if (!total || total.dataVersion !== result.dataVersion) return unfinished(CHECK)
  if (total.columns.length !== places.length) return unfinished(CHECK)
  for (const [at, { column }] of places.entries()) {
    const finding = judged(column, figureOf(total.rows[0]?.[at]) ?? 0, result)
    if (finding) return finding
  }
  return passed(CHECK)
}

/** What the sum of a column says beside its total; null where they agree. */
function judged(at: number, whole: number, result: Result): Finding | null {
  const column = result.columns[at]
  const values = result.rows.map((row) => figureOf(row[at]) ?? 0)
  const parts = values.reduce((sum, value) => sum + value, 0)
  const scale = values.reduce((sum, value) => sum + Math.abs(value), 1)
  if (!column || Math.abs(parts - whole) <= TOLERANCE * Math.max(scale, Math.abs(whole))) return null
  // who may not see every row of a joined table sees fewer groups, and amounts left out may lie below zero
  const isPartial = result.explanation.policies.length > 0
  if (parts > whole && !(isPartial && values.some((value) => value < 0)))
    return proven(CHECK, multiplied(column, { parts, whole }, result))
  return isPartial ? null : noted(CHECK, lost(column, { parts, whole }))
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

interface Sums {
  readonly parts: number
  readonly whole: number
}

function multiplied(column: ResultColumn, sums: Sums, { columns, explanation }: Result): string {
  const groups = columns.filter(({ role }) => role === 'dimension' || role === 'entity' || role === 'time')
  const by = groups.map(({ label }) => label).join(', ')
  const { parts, whole } = told(column, sums)
  return `Not told, because it cannot be right: ${column.label} by ${by} adds up to ${parts}, and the total is ${whole}. In the join ${explanation.joins.join(', ')} a key that should stand once stands more than once, so rows are counted twice. Check the keys of these tables.`
}

function lost(column: ResultColumn, sums: Sums): string {
  const { parts, whole } = told(column, sums)
  return `The groups add up to ${parts}, and the total of ${column.label} is ${whole}: rows that no group has are not among them.`
}

const told = (column: ResultColumn, { parts, whole }: Sums) => ({
  parts: formatCell(parts, column),
  whole: formatCell(whole, column),
})
