import type { Calendar, DataType, Lexicon, Model } from '@numize/semantic'

/**
 * What the planner may know: a model already narrowed to the asker's slice, the values of its categorical columns
 * (never of PII columns) and the project's words. Built and kept by `ask`, one per policy.
 */
export interface Catalog {
  readonly model: Model
  readonly calendar: Calendar
  readonly lexicon: Lexicon
  readonly values: readonly ColumnValues[]
  /** Whether aggregates over plain columns are allowed. */
  readonly inlineMeasures: boolean
  /** First and last local day of the data, where known (`YYYY-MM-DD`). */
  readonly dataRange: { readonly start: string; readonly end: string } | null
  /** Example questions of the project, for suggestions. */
  readonly examples: readonly string[]
}

/** Distinct values of one dimension, most frequent first, cut at a bound. */
export interface ColumnValues {
  readonly model: string
  readonly dimension: string
  readonly dataType: DataType
  readonly values: readonly string[]
  /** False when the bound cut it: then a word that is not found may still be a value. */
  readonly complete: boolean
}
