import type { ColumnChoice } from '../typing/column-choice.ts'

/** A cell or a row that was not taken over as it stands, by the row of the file. Never what is in it. */
export interface RowProblem {
  readonly row: number
  /** Null = the row as a whole: it was left out. */
  readonly column: string | null
  readonly problem: string
}

export interface Ingested {
  readonly rows: number
  /** Rows with nothing in them, which were left out. */
  readonly emptyRows: number
  readonly rejectedRows: number
  /** Of the first problems each. */
  readonly problems: readonly RowProblem[]
  /** Cells that are not what their column was said to hold, by column: they are empty now. */
  readonly misfits: Readonly<Record<string, number>>
  /** Columns kept as text for the sake of a few cells. */
  readonly almost: readonly AlmostTyped[]
  readonly warnings: readonly string[]
}

export interface AlmostTyped {
  readonly column: string
  readonly choice: ColumnChoice
  /** Cells that are not of it. */
  readonly misfits: number
}
