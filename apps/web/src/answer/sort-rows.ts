import type { Cell, Result } from '@numize/semantic'

export interface Sort {
  /** Index of the column. */
  readonly column: number
  readonly direction: 'ascending' | 'descending'
}

const NUMERIC = new Set(['integer', 'decimal', 'double'])

/** Indexes of the rows in the wanted order; as they came without one. Unknown values come last either way. */
export function sortedRows({ rows, columns }: Result, sort: Sort | null): readonly number[] {
  const order = rows.map((_, row) => row)
  if (!sort) return order
  const compare = NUMERIC.has(columns[sort.column]?.type ?? '') ? byNumber : byText
  const sign = sort.direction === 'ascending' ? 1 : -1
  const cellOf = (row: number): Cell => rows[row]?.[sort.column] ?? null
  return order.toSorted((a, b) => {
    const [left, right] = [cellOf(a), cellOf(b)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return sign * compare(left, right)
  })
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
const byText = (a: Cell, b: Cell): number => collator.compare(String(a), String(b))
const byNumber = (a: Cell, b: Cell): number => Number(a) - Number(b)

/** A first click sorts upwards, a second downwards, a third puts the rows back. */
export function nextSort(sort: Sort | null, column: number): Sort | null {
  if (sort?.column !== column) return { column, direction: 'ascending' }
  return sort.direction === 'ascending' ? { column, direction: 'descending' } : null
}
