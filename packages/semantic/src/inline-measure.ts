import type { Aggregation } from './model.ts'

/** An aggregate made up for one question. */
export interface InlineMeasure {
  /** A dimension, or an entity to be counted; its own model's rows are taken unless `rows` names others. */
  readonly over: string
  readonly aggregation: Aggregation
  readonly percentile?: number
  /** The semantic model whose rows are taken: `over` is then any dimension they reach by joins that cannot repeat them. */
  readonly rows?: string
  /** Instead of `over` itself the time from this dimension to it, in a unit; null where either is. */
  readonly since?: { readonly dimension: string; readonly unit: ElapsedUnit }
}

export const ELAPSED_UNITS = ['second', 'minute', 'hour', 'day', 'week'] as const
export type ElapsedUnit = (typeof ELAPSED_UNITS)[number]
