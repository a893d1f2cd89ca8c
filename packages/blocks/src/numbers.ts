import type { Cell, Result, ResultColumn } from '@numize/semantic'

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** The number a cell holds (decimal strings included, to double precision); null for anything else. */
export function numberOf(cell: Cell | undefined): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null
  if (typeof cell !== 'string' || !DECIMAL.test(cell)) return null
  const value = Number(cell)
  return Number.isFinite(value) ? value : null
}

/** (now − before) / |before|; null where `before` is 0 or either is not known. */
export const percentChange = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before === 0 ? null : (now - before) / Math.abs(before)

const FIGURES: ReadonlySet<ResultColumn['role']> = new Set(['metric', 'previous', 'change', 'changePercent'])

/** Columns that hold figures, not labels. */
export const isFigure = (column: ResultColumn): boolean => FIGURES.has(column.role)

/** A time column whose cells are dates or timestamps (a date part is an ordinary dimension). */
export const isTime = (column: ResultColumn): boolean =>
  column.role === 'time' && (column.type === 'date' || column.type === 'timestamp')

/**
 * Whether the groups' values add up to the whole: sums and counts do; averages, ratios and distinct counts do not.
 * Told by the plan for inline measures and counts of rows, by the metric's definition otherwise; false when in doubt.
 */
export function isAdditive(result: Result, column: ResultColumn): boolean {
  if (column.unit?.kind === 'percent' || column.role !== 'metric') return false
  const inline = inlineAggregation(result, column)
  if (inline !== null) return inline === 'sum' || inline === 'count' || inline === 'sum_boolean'
  const metric = result.explanation.metrics.find(({ name }) => name === column.source || name === column.name)
  return metric !== undefined && sumsUp(metric.definition)
}

function inlineAggregation(result: Result, column: ResultColumn): string | null {
  if (result.plan.kind !== 'metrics') return null
  for (const ref of result.plan.metrics)
    if ('measure' in ref && (ref.as === column.name || ref.measure.over === column.source))
      return ref.measure.aggregation
  return null
}

/** Definitions open with their aggregation; running totals and conversions count a thing more than once. */
const sumsUp = (definition: string): boolean =>
  /^(?:sum of|number of(?! different\b))/i.test(definition) &&
  !/ over the last \d| since the (?:start|beginning)\b| followed by /i.test(definition)

/** Whether the rows are all groups there are: nothing cut, ranked away or filtered after aggregation. */
export function isWhole(result: Result): boolean {
  const { plan } = result
  if (result.truncated || plan.kind !== 'metrics') return false
  const cut = plan.limit !== null && result.rowCount >= plan.limit
  return !cut && plan.top === null && plan.having.length === 0
}
