import type { Calendar } from './model.ts'
import type { Explanation, ResultColumn } from './result.ts'

/** Row filters and masks of whoever asks; made by `access`, enforced by `compile`, shown to the reader. */
export interface Policies {
  readonly rowFilters: readonly RowFilter[]
  readonly masks: readonly Mask[]
  /** Whether aggregates over dimensions (inline measures) may be asked beside governed metrics. */
  readonly inlineMeasures: boolean
  /** Groups of fewer are left out of every figure; absent = none is. */
  readonly minGroup?: MinGroup
  /** Models of which only rows of a time exist. */
  readonly windows?: readonly TimeWindow[]
  /** `false`: no single row is shown; absent = rows may be listed. */
  readonly rawRows?: boolean
}

export interface MinGroup {
  readonly size: number
  /** Different ones of this entity are counted, where a fact leads to it; null = rows of the fact. */
  readonly entity: string | null
}

/** `[start, end)` of a model's own time, as `TimeRange`. */
export interface TimeWindow {
  readonly model: string
  readonly dimension: string
  readonly start: string | null
  readonly end: string | null
  readonly text: string
}

/** A dbt where-template over the model's own dimensions, attributes already bound to literals. */
export interface RowFilter {
  readonly model: string
  readonly where: string
  readonly text: string
}

export interface Mask {
  readonly model: string
  readonly dimension: string
  readonly mask: 'hide' | 'null' | 'hash' | 'truncate'
}

export const noPolicies: Policies = { rowFilters: [], masks: [], inlineMeasures: true }

/** The engines whose SQL the compiler prints. */
export type DialectName = 'bigquery' | 'clickhouse' | 'duckdb' | 'postgres'

export interface CompileOptions {
  readonly dialect: DialectName
  readonly calendar: Calendar
  readonly policies: Policies
  /** `exact`: only whole paths name a dimension, as dbt's semantic layer has it; otherwise a unique end of one does too. */
  readonly names?: 'exact'
  /** `any`: rows come in no order of their own, as they stand inside another statement. */
  readonly order?: 'any'
  /** First and last moment of the data (UTC, ISO), where known: lets a zone be applied by its offsets alone. */
  readonly dataRange?: { readonly start: string; readonly end: string }
  /** Where-templates authored with the model (those of a saved query), joined by AND to the plan's own; never a caller's text. */
  readonly authoredWhere?: readonly string[]
}

/** A compiled plan. `stages` run in order, each may read the ones before by name; today the last one holds all of it. */
export interface Compiled {
  readonly stages: readonly Stage[]
  readonly columns: readonly ResultColumn[]
  readonly explanation: Explanation
  /** Every relation that is read, dotted. */
  readonly relations: readonly string[]
  /**
   * Where small groups are left out: the statement of `stages` has a last column beside `columns` that says in every row
   * how many were; this one gives that number alone, for an answer that has no row left.
   */
  readonly hiddenSql?: string
}

export interface Stage {
  readonly name: string
  /** One SELECT statement, formatted for a reader. */
  readonly sql: string
}
