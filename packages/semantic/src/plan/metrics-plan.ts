import type { InlineMeasure } from '../inline-measure.ts'
import type { CompareOp, Filter, Operand } from './filters.ts'
import type { GroupBy, OrderBy, TimeRange } from './parts.ts'
import type { Sample } from './sample.ts'

export interface MetricsPlan {
  readonly version: 1
  readonly kind: 'metrics'
  /** May be empty: then the distinct values of the group-bys are wanted. */
  readonly metrics: readonly MetricRef[]
  readonly groupBy: readonly GroupBy[]
  /** Joined by AND, applied to rows before aggregation. */
  readonly where: readonly Filter[]
  /** Joined by AND, applied to groups after aggregation; fields are output columns. */
  readonly having: readonly Having[]
  readonly time: TimeRange | null
  readonly compare: Comparison | null
  readonly orderBy: readonly OrderBy[]
  readonly limit: number | null
  readonly top: TopN | null
  /** Parts of a whole, of groups before `having`, `top` and `limit`. */
  readonly share?: readonly Share[]
  /** Running totals, rolling sums and ranks, of groups before `having`, `top` and `limit`. */
  readonly window?: readonly PlanWindow[]
  /** Instead of the groups themselves their number and sums; stands with no `having`, `top`, `share` or `window`. */
  readonly groupTotals?: GroupTotals
  /** Without metrics: `false` gives a row for each row that was read, not only the distinct values. */
  readonly distinct?: boolean
  /** Figures are estimated from a part of the rows; of the outermost plan only. */
  readonly sample?: Sample
}

/** A governed metric, or (where the slice permits) an aggregate over a dimension's column. */
export type MetricRef =
  | ({ readonly metric: string; readonly via?: Bridge } & MetricOptions)
  | ({
      readonly measure: InlineMeasure
    } & MetricOptions)
  /** Rows of an entity's own model (distinct entities when reached through a join). */
  | ({ readonly countOf: string } & MetricOptions)
  /** One over the other, in double precision; null where the denominator is 0 or null, 0 where only the numerator has no rows. */
  | ({ readonly ratio: { readonly numerator: MetricRef; readonly denominator: MetricRef } } & MetricOptions)
  /** Joined by one operator, in order. In a sum or difference a part without rows counts as 0. */
  | ({
      readonly formula: { readonly op: '+' | '-' | '*'; readonly of: readonly MetricRef[] }
    } & MetricOptions)

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

interface MetricOptions {
  /** Names the output column. */
  readonly as?: string
  /** Joined by AND, applied to the rows of this metric only (of a ratio: to both sides). A count of none of them is 0. */
  readonly where?: readonly Filter[]
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

export interface Having {
  readonly column: string
  readonly op: CompareOp
  readonly value: Operand
}
