import type { Aggregation, DatePart } from './model.ts'

/**
 * What is wanted, in the words of a semantic model, with nothing about SQL. Plain JSON; every face of the product
 * produces one and nothing else reaches rows. Names are those of the model:
 * - a dimension is its entity path: `customer__country`, `card__account__type`; a unique suffix of a path is enough;
 * - `metric_time` is the time dimension of whatever metrics are asked;
 * - an entity used as a dimension is its own name (`customer`), or a path to it (`account__customer`).
 */
export type Plan = MetricsPlan | ListPlan
export const PLAN_VERSION = 1

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
}

/** A governed metric, or (where the slice permits) an aggregate over a dimension's column. `as` names the output column. */
export type MetricRef =
  | { readonly metric: string; readonly as?: string }
  | {
      readonly measure: {
        readonly over: string
        readonly aggregation: Aggregation
        readonly percentile?: number
      }
      readonly as?: string
    }
  /** Rows of an entity's own model (distinct entities when reached through a join). */
  | { readonly countOf: string; readonly as?: string }

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

/** The same rows for another period, beside them. Adds `<metric>__previous`, `__change`, `__change_percent` (a fraction). */
export type Comparison =
  | {
      readonly kind: 'shift'
      readonly count: number
      readonly grain: 'day' | 'week' | 'month' | 'quarter' | 'year'
    }
  | { readonly kind: 'range'; readonly start: string; readonly end: string }

export interface OrderBy {
  /** An output column of the plan. */
  readonly by: string
  readonly direction: 'asc' | 'desc'
}

/** The first `count` groups by a column, per value of `per`; ties at the edge are kept and said (`first` cuts by name). */
export interface TopN {
  readonly count: number
  readonly by: string
  readonly direction: 'asc' | 'desc'
  /** Output columns within which the ranking restarts; empty = over everything. */
  readonly per: readonly string[]
  readonly ties: 'all' | 'first'
}

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
  readonly orderBy: readonly OrderBy[]
  readonly limit: number | null
}

export type Scalar = string | number | boolean
export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>='

/** A dimension, an entity, or a metric aggregated by entities (`{metric: 'orders', by: ['customer']}`). */
export type Field =
  | { readonly dimension: string; readonly grain?: string; readonly datePart?: DatePart }
  | { readonly metric: string; readonly by: readonly string[] }

export type Filter =
  | { readonly kind: 'compare'; readonly field: Field; readonly op: CompareOp; readonly value: Operand }
  | {
      readonly kind: 'in'
      readonly field: Field
      readonly values: readonly Scalar[]
      readonly negate?: boolean
    }
  /** Membership in the first column of another plan (or in `column` of it). */
  | {
      readonly kind: 'inPlan'
      readonly field: Field
      readonly plan: Plan
      readonly column?: string
      readonly negate?: boolean
    }
  | {
      readonly kind: 'text'
      readonly field: Field
      readonly match: 'contains' | 'startsWith' | 'endsWith' | 'equalsIgnoringCase'
      readonly value: string
      readonly negate?: boolean
    }
  | { readonly kind: 'null'; readonly field: Field; readonly negate?: boolean }
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }

/** A value, or a plan that gives one row of one column. */
export type Operand = Scalar | { readonly plan: Plan }

export interface Having {
  readonly column: string
  readonly op: CompareOp
  readonly value: Operand
}

/** An empty metrics plan to spread over: every optional part absent. */
export const emptyMetricsPlan: MetricsPlan = {
  version: 1,
  kind: 'metrics',
  metrics: [],
  groupBy: [],
  where: [],
  having: [],
  time: null,
  compare: null,
  orderBy: [],
  limit: null,
  top: null,
}

export const emptyListPlan = (root: string): ListPlan => ({
  version: 1,
  kind: 'list',
  root,
  columns: [],
  distinct: false,
  where: [],
  time: null,
  orderBy: [],
  limit: null,
})
