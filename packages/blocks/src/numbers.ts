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

/** Whether the groups' values add up to the whole: the compiler says so of sums and counts; false when in doubt. */
export const isAdditive = (column: ResultColumn): boolean =>
  column.role === 'metric' && column.unit?.kind !== 'percent' && column.additive === true

/** Whether the rows are all groups there are: nothing cut, ranked away or filtered after aggregation. */
export function isWhole(result: Result): boolean {
  const { plan } = result
  if (result.truncated || plan.kind !== 'metrics') return false
  const cut = plan.limit !== null && result.rowCount >= plan.limit
  return !cut && plan.top === null && plan.having.length === 0
}
