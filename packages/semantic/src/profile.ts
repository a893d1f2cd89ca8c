import type { DataType, Relation } from './model.ts'

/** What was measured on one table, for discovery, catalogs and the reader. Counts are exact unless said. */
export interface TableProfile {
  readonly relation: Relation
  readonly rowCount: number
  readonly columns: readonly ColumnProfile[]
  /** As declared by the source; empty where it declares none (files). */
  readonly primaryKey: readonly string[]
  readonly foreignKeys: readonly {
    readonly columns: readonly string[]
    readonly table: string
    readonly referenced: readonly string[]
  }[]
}

export interface ColumnProfile {
  readonly name: string
  readonly type: DataType
  readonly nativeType: string
  readonly nulls: number
  /** Approximate above 100,000 rows, except that `unique` is always exact. */
  readonly distinct: number
  readonly unique: boolean
  /** As text, ISO for times; null for an all-null or unordered column. */
  readonly min: string | null
  readonly max: string | null
  /** Most frequent values of text, boolean and small-integer columns; at most 50. */
  readonly topValues: readonly { readonly value: string; readonly count: number }[]
  /** Mean characters of a text column; null otherwise. */
  readonly averageLength: number | null
}

/** How much of one column's distinct values are found in another: the measured sign of a foreign key. */
export interface Inclusion {
  readonly table: string
  readonly column: string
  readonly referencedTable: string
  readonly referencedColumn: string
  /** 0–1 of the distinct non-null values. */
  readonly share: number
}
