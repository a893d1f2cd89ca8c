import type { ElapsedUnit } from '../inline-measure.ts'
import type { DatePart } from '../model.ts'

export interface GroupBy {
  readonly dimension: string
  /** Of a time dimension: a grain or custom grain; absent = its own (for metric_time, the coarsest of the metrics). */
  readonly grain?: string
  readonly datePart?: DatePart
  /** Names the output column. */
  readonly as?: string
}

/** `[start, end)` in the calendar's zone; ISO dates or timestamps without offset. An absent end is open. */
export interface TimeRange {
  readonly start: string | null
  readonly end: string | null
  /** The dimension it bounds; absent = metric_time. */
  readonly dimension?: string
}

export interface OrderBy {
  /** An output column of the plan; of a list also a dimension that is not shown. */
  readonly by: string
  readonly direction: 'asc' | 'desc'
}

/**
 * A metric of another fact, met through an entity: the sum of its value for each different entity that rows of `model`
 * lead to ("the premium of the coverages claimed on"). Sums and counts only.
 */
export interface Bridge {
  /** The semantic model whose rows the groups are formed on. */
  readonly model: string
  /** The entity both lead to, as a path from either. */
  readonly entity: string
}

/** Adds `<of>__share`: a fraction of the sum of `of` over the rows that agree in `within` (empty = over all rows). */
export interface Share {
  /** An output column: a sum or a count. */
  readonly of: string
  /** Output columns. */
  readonly within: readonly string[]
  readonly as?: string
}

/**
 * What a test needs to know of many groups (the units of an experiment) without their rows. One row for each combination
 * of `by`: the groups' number (`group_count`), of each figure in `of` the sum over the groups (`<of>__sum`, unknown = 0) and of
 * each two of them, in order, the sum of their product (`<a>__times__<b>`). In double precision.
 */
export interface GroupTotals {
  /** Output columns that name a group in part; empty = one row. */
  readonly by: readonly string[]
  /** Output columns. */
  readonly of: readonly string[]
  /** Only groups where this output column is above 0 are counted. */
  readonly where?: string
}

/**
 * A column computed along the rows of the answer; `within` are output columns, empty = over all rows.
 * - `running` adds `<of>__running`: the sum of a sum or count from the first period to the row's own;
 * - `rolling` adds `<of>__rolling_<periods>`: the same over the last periods, its own included. Periods before the
 *   plan's range, which must begin with a period, are counted in; the first ones of the data are as short as the data;
 * - `rank` adds `<of>__rank`: 1 for the first by `direction`, equal for equals; null where `of` is.
 */
export type PlanWindow =
  | {
      readonly kind: 'running'
      readonly of: string
      readonly within: readonly string[]
      readonly as?: string
    }
  | {
      readonly kind: 'rolling'
      readonly of: string
      readonly periods: number
      readonly within: readonly string[]
      /** Their mean by period instead of their sum (`<of>__average_<periods>`, a double); null until there are so many. */
      readonly average?: boolean
      readonly as?: string
    }
  | {
      readonly kind: 'rank'
      readonly of: string
      readonly direction: 'asc' | 'desc'
      readonly within: readonly string[]
      readonly as?: string
    }

/** The same rows for another period, beside them. Adds `<metric>__previous`, `__change`, `__change_percent` (a fraction). */
export type Comparison =
  | {
      readonly kind: 'shift'
      readonly count: number
      readonly grain: 'day' | 'week' | 'month' | 'quarter' | 'year'
    }
  | { readonly kind: 'range'; readonly start: string; readonly end: string }

/** The first `count` groups by a column, per value of `per`; ties at the edge are kept and said (`first` cuts by name). */
export interface TopN {
  readonly count: number
  readonly by: string
  readonly direction: 'asc' | 'desc'
  /** Output columns within which the ranking restarts; empty = over everything. */
  readonly per: readonly string[]
  readonly ties: 'all' | 'first'
  /** The groups left out are added up in one more row (per value of `per`), called "Other"; sums and counts only. */
  readonly other?: boolean
}

export type Scalar = string | number | boolean
export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>='

export interface DimensionField {
  readonly dimension: string
  readonly grain?: string
  readonly datePart?: DatePart
}

/**
 * Two dimensions of one row compared; of a date and a moment the days are. With `apart` it is the time from `to` to
 * `field` that is compared with so many units. A row where either is unknown is left out.
 */
export interface ColumnsFilter {
  readonly kind: 'columns'
  readonly field: DimensionField
  readonly op: CompareOp
  readonly to: DimensionField
  readonly apart?: { readonly count: number; readonly unit: ElapsedUnit }
}
