import type { Table } from '@numize/engines'
import type { Cell } from '@numize/semantic'

export type Column = Table['columns'][number]

/** One column's figures from a single pass over its table. */
export interface Measured {
  readonly column: Column
  readonly filled: number
  readonly distinct: number
  /** Counted, not estimated. */
  readonly exact: boolean
  readonly min: Cell
  readonly max: Cell
  readonly averageLength: number | null
}
