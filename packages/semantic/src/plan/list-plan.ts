import type { Filter } from './filters.ts'
import type { GroupBy, OrderBy, TimeRange } from './parts.ts'

export interface ListPlan {
  readonly version: 1
  readonly kind: 'list'
  /** The semantic model whose rows are listed. */
  readonly root: string
  /** Dimensions of the root or reached from it by joins that cannot repeat a row. */
  readonly columns: readonly GroupBy[]
  readonly distinct: boolean
  readonly where: readonly Filter[]
  readonly time: TimeRange | null
  /** Columns, or any other dimension of the rows; of distinct rows its least value (ascending) or greatest counts. */
  readonly orderBy: readonly OrderBy[]
  readonly limit: number | null
  /**
   * Rows of other lists under these, in as many columns of the same types. `distinct`, `orderBy` (columns only) and
   * `limit` hold for all of them together; `where` and `time` are each list's own.
   */
  readonly also?: readonly ListedRows[]
}

export type ListedRows = Pick<ListPlan, 'root' | 'columns' | 'where' | 'time'>
