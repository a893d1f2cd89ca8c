import type { Cell, DataType, MetricRef, Result, Unit } from '@numize/semantic'

/** Rows of one model, column by column, as `ask` gave them. */
export interface ScanTable {
  /** The semantic model whose rows they are. */
  readonly root: string
  /** What the rows are, in the plural: "orders". */
  readonly noun: string
  readonly columns: readonly ScanColumn[]
  readonly rows: number
  /** How a plan counts the rows; `countOf` of the root unless said. */
  readonly count?: MetricRef
}

export interface ScanColumn {
  /** What a plan calls it. */
  readonly ref: string
  readonly label: string
  readonly type: DataType
  readonly unit: Unit | null
  readonly cells: readonly Cell[]
  /** Came from another table by a join that plans over `root` cannot repeat. */
  readonly joined?: boolean
}

/** The table a list plan answered with. */
export const tableOfResult = (
  result: Result,
  { root, noun, count }: Pick<ScanTable, 'root' | 'noun'> & { readonly count: MetricRef },
): ScanTable => ({
  root,
  noun,
  count,
  rows: result.rows.length,
  columns: result.columns.map(({ name, label, type, unit }, at) => ({
    ref: name,
    label,
    type,
    unit,
    cells: result.rows.map((row) => row[at] ?? null),
  })),
})
