import type { Filter } from './filters.ts'
import type { TimeRange } from './parts.ts'

/**
 * Whether data can be trusted: a row per check (a lag has three). Columns: `check`, `subject`, `checked`, `violations`,
 * `share` (a fraction), `seconds` (of lags and freshness).
 */
export interface CheckPlan {
  readonly version: 1
  readonly kind: 'check'
  readonly model: string
  readonly checks: readonly Check[]
  readonly where: readonly Filter[]
  readonly time: TimeRange | null
}

export type Check =
  | { readonly kind: 'nulls'; readonly dimension: string }
  /** Rows beyond the first of a key; rows with an unknown part of it are left out. */
  | { readonly kind: 'duplicates'; readonly dimensions: readonly string[] }
  /** Rows that name an entity its own model does not have. */
  | { readonly kind: 'orphans'; readonly entity: string }
  /** Rows whose `later` time lies before their `earlier` one. */
  | { readonly kind: 'order'; readonly earlier: string; readonly later: string }
  /** How long after `event` a row was `recorded`: median, 95th and 99th percentile. */
  | { readonly kind: 'lag'; readonly event: string; readonly recorded: string }
  /** Periods between the first and the last that have no row. */
  | { readonly kind: 'gaps'; readonly dimension: string; readonly grain: 'hour' | 'day' | 'week' | 'month' }
  /** How long before `asOf` the newest row lies. */
  | { readonly kind: 'freshness'; readonly dimension: string; readonly asOf: string }

/**
 * What columns hold. `summary`: a row per dimension (`dimension`, `type`, `rows`, `nulls`, `null_share`, `distinct_values`,
 * `minimum`, `maximum`, `mean`, `quartile_1`, `median`, `quartile_3`); `values`: the most frequent values of each
 * (`dimension`, `value`, `rows`, `share`).
 */
export interface ProfilePlan {
  readonly version: 1
  readonly kind: 'profile'
  readonly model: string
  /** Empty = all of the model's own that may be seen. */
  readonly dimensions: readonly string[]
  readonly show: 'summary' | 'values'
  /** Values shown of each dimension. */
  readonly top: number
  readonly where: readonly Filter[]
  readonly time: TimeRange | null
}
