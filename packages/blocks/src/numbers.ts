import type { Cell, Result, ResultColumn } from '@numize/semantic'
import { epochOf } from './format-time.ts'

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** The number a cell holds (decimal strings included, to double precision); null for anything else. */
export function numberOf(cell: Cell | undefined): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null
  if (typeof cell !== 'string' || !DECIMAL.test(cell)) return null
  const value = Number(cell)
  return Number.isFinite(value) ? value : null
}

/** What a cell of a column compares by: its number, of dates and timestamps their moment. */
export const figureIn = (cell: Cell, column: ResultColumn): number | null =>
  isMoment(column) ? epochOf(cell) : numberOf(cell)

export const isMoment = ({ type }: ResultColumn): boolean => type === 'date' || type === 'timestamp'

/** (now − before) / |before|; null where `before` is 0 or either is not known. */
export const percentChange = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before === 0 ? null : (now - before) / Math.abs(before)

const FIGURES: ReadonlySet<ResultColumn['role']> = new Set(['metric', 'previous', 'change', 'changePercent'])

/** Columns that hold figures, not labels. */
export const isFigure = (column: ResultColumn): boolean => FIGURES.has(column.role)

/** A time, or a year that is written as a number: rows of it follow one another. */
export const isPeriod = (column: ResultColumn): boolean =>
  isTime(column) || (isYear(column) && !isFigure(column))

const isYear = ({ type, name, source, label }: ResultColumn): boolean =>
  type === 'integer' && (label === 'Year' || /(?:^|_)year$/i.test(name) || /(?:^|_)year$/i.test(source))

/** A time column whose cells are dates or timestamps (a date part is an ordinary dimension). */
export const isTime = (column: ResultColumn): boolean => column.role === 'time' && isMoment(column)

/** Whether the groups' values add up to the whole: the compiler says so of sums and counts; false when in doubt. */
export const isAdditive = (column: ResultColumn): boolean =>
  column.role === 'metric' && column.unit?.kind !== 'percent' && column.additive === true

/** Whether the rows are all groups there are: nothing cut, ranked away or filtered after aggregation. */
export function isWhole(result: Result): boolean {
  const { plan } = result
  if (result.truncated || result.explanation.hiddenGroups || plan.kind !== 'metrics') return false
  const cut = plan.limit !== null && result.rowCount >= plan.limit
  return !cut && plan.top === null && plan.having.length === 0
}
