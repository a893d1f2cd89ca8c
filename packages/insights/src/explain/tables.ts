import type { Cell, Result, ResultColumn } from '@numize/semantic'

/** A breakdown in two periods, column by column. */
export interface Table {
  /** Text columns in the order of the plan's groups. */
  readonly members: readonly (readonly (string | null)[])[]
  /** Metric columns in the order of the plan. */
  readonly after: readonly Float64Array[]
  readonly before: readonly Float64Array[]
}

export function tableOfPeriods({ columns, rows }: Result): Table {
  const at = (role: ResultColumn['role']): number[] =>
    columns.flatMap((column, index) => (column.role === role ? [index] : []))
  const groups = columns.flatMap(({ role }, index) =>
    role === 'dimension' || role === 'entity' || role === 'time' ? [index] : [],
  )
  const figures = (indexes: readonly number[]): Float64Array[] =>
    indexes.map((index) => Float64Array.from(rows, (row) => figure(row[index]) ?? 0))
  return {
    members: groups.map((index) => rows.map((row) => textOf(row[index]))),
    after: figures(at('metric')),
    before: figures(at('previous')),
  }
}

/** The one figure of a one-row result in a column of this role; null when there is none. */
export function numberAt(result: Result | undefined, role: ResultColumn['role']): number | null {
  const index = result?.columns.findIndex((column) => column.role === role) ?? -1
  return figure(result?.rows[0]?.[index])
}

export function figure(cell: Cell | undefined): number | null {
  const value = typeof cell === 'number' ? cell : typeof cell === 'string' ? Number(cell) : Number.NaN
  return Number.isFinite(value) ? value : null
}

const textOf = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell)
