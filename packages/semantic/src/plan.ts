import type { ElapsedUnit, InlineMeasure } from './inline-measure.ts'
import type { DatePart } from './model.ts'

/**
 * What is wanted, in the words of a semantic model, with nothing about SQL. Plain JSON; every face of the product
 * produces one and nothing else reaches rows. Names are those of the model:
 * - a dimension is its entity path: `customer__country`, `card__account__type`; a unique suffix of a path is enough;
 * - `metric_time` is the time dimension of whatever metrics are asked, and without any the calendar itself;
 * - an entity used as a dimension is its own name (`customer`), or a path to it (`account__customer`).
 */
export type Plan = MetricsPlan | ListPlan | RetentionPlan | FunnelPlan | CheckPlan | ProfilePlan
/** The kinds a question in words becomes. */
export type QuestionPlan = MetricsPlan | ListPlan
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
  /** Parts of a whole, of groups before `having`, `top` and `limit`. */
  readonly share?: readonly Share[]
  /** Running totals, rolling sums and ranks, of groups before `having`, `top` and `limit`. */
  readonly window?: readonly PlanWindow[]
  /** Instead of the groups themselves their number and sums; stands with no `having`, `top`, `share` or `window`. */
  readonly groupTotals?: GroupTotals
  /** Without metrics: `false` gives a row for each row that was read, not only the distinct values. */
  readonly distinct?: boolean
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
  /** An output column of the plan; of a list also a dimension that is not shown. */
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
  /** The groups left out are added up in one more row (per value of `per`), called "Other"; sums and counts only. */
  readonly other?: boolean
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

/**
 * Who comes back: members of a cohort by the periods after it. One row per cohort and period (`period` 0 is the cohort
 * itself); cells of periods that are not over at `until` are null. Columns: `cohort`, the breakdowns, `period`
 * (and `period_end` of brackets), `cohort_size`, `retained`, `retention` (a fraction).
 */
export interface RetentionPlan {
  readonly version: 1
  readonly kind: 'retention'
  /** A semantic model that declares an event stream. */
  readonly stream: string
  /** The events that make a member; empty = any event. */
  readonly start: readonly Filter[]
  /** The events that count as coming back; empty = any event. */
  readonly returning: readonly Filter[]
  /** Applied to every event before anything else. A filter on the stream's entity sees identities already merged. */
  readonly where: readonly Filter[]
  /** `firstTime`: the cohort of the first start event ever; `recurring`: the cohorts of all periods with one. */
  readonly membership: 'firstTime' | 'recurring'
  readonly grain: 'hour' | 'day' | 'week' | 'month'
  /** `calendar` periods of the project, or equal lengths `elapsed` since a member's first start event (not for months). */
  readonly periods: 'calendar' | 'elapsed'
  /** `on`: within the period; `onOrAfter`: within it or any later one of the range. */
  readonly match: 'on' | 'onOrAfter'
  /** How many periods after the cohort are shown. */
  readonly count: number
  /** Shown instead of single periods: from and to are counted from the cohort, both included; a null end is open. */
  readonly brackets: readonly { readonly from: number; readonly to: number | null }[]
  /** Returning events a period needs to count. */
  readonly minimumOccurrences: number
  /** Of the entity's first event. */
  readonly breakdown: readonly GroupBy[]
  /** Bounds cohorts and returns; the first start event is looked for before it too. */
  readonly time: EventRange | null
  /** The moment up to which events are known; null = the end of the stream's last day. */
  readonly until: string | null
  /** One row per period over all cohorts that reached it, instead of one per cohort. */
  readonly overall: boolean
}

/** `[start, end)` of the stream's own time, in the calendar's zone. */
export type EventRange = Omit<TimeRange, 'dimension'>

/**
 * How many entities reach each step. Columns: the breakdowns, `step` (1…n), `name`, `entities`, `from_previous` and
 * `from_first` (fractions), `median_time` (seconds from entry; null for unordered steps). With `members`: one column,
 * the entities that reached (or dropped at) a step.
 */
export interface FunnelPlan {
  readonly version: 1
  readonly kind: 'funnel'
  readonly stream: string
  readonly steps: readonly FunnelStep[]
  readonly where: readonly Filter[]
  /** `ordered`: other events may stand between; `strict`: none may; `unordered`: any order. */
  readonly order: 'ordered' | 'strict' | 'unordered'
  /** The first entry in the range only, or the best of all. */
  readonly entry: 'first' | 'any'
  /** From the entry to the last step, the bound included. */
  readonly window: { readonly count: number; readonly grain: 'second' | 'minute' | 'hour' | 'day' | 'week' }
  /** Whether a step may happen at the same instant as the one before. */
  readonly ties: 'allowed' | 'strict'
  /** Events within so many seconds of one another may stand in either order (ordered steps only). */
  readonly graceSeconds: number
  /** Events that end an entry where they stand between step `after` and the next one reached, up to step `before`. */
  readonly exclusions: readonly FunnelExclusion[]
  readonly breakdown: readonly GroupBy[]
  /** Bounds the entries; later steps may follow within the window. */
  readonly time: EventRange | null
  readonly members: { readonly step: number; readonly which: 'reached' | 'dropped' } | null
}

export interface FunnelStep {
  readonly name?: string
  /** Joined by AND. */
  readonly where: readonly Filter[]
}

export interface FunnelExclusion {
  readonly where: readonly Filter[]
  /** Steps between which it counts, from 1; absent = from the first to the last. */
  readonly after?: number
  readonly before?: number
}

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

export type Scalar = string | number | boolean
export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>='

/** A dimension, an entity, or a metric aggregated by entities (`{metric: 'orders', by: ['customer']}`). */
export type Field = DimensionField | { readonly metric: string; readonly by: readonly string[] }

export interface DimensionField {
  readonly dimension: string
  readonly grain?: string
  readonly datePart?: DatePart
}

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
  | ColumnsFilter
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }

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

export const emptyRetentionPlan = (stream: string): RetentionPlan => ({
  version: 1,
  kind: 'retention',
  stream,
  start: [],
  returning: [],
  where: [],
  membership: 'firstTime',
  grain: 'day',
  periods: 'calendar',
  match: 'on',
  count: 7,
  brackets: [],
  minimumOccurrences: 1,
  breakdown: [],
  time: null,
  until: null,
  overall: false,
})

export const emptyFunnelPlan = (stream: string): FunnelPlan => ({
  version: 1,
  kind: 'funnel',
  stream,
  steps: [],
  where: [],
  order: 'ordered',
  entry: 'any',
  window: { count: 7, grain: 'day' },
  ties: 'allowed',
  graceSeconds: 0,
  exclusions: [],
  breakdown: [],
  time: null,
  members: null,
})

export const emptyCheckPlan = (model: string): CheckPlan => ({
  version: 1,
  kind: 'check',
  model,
  checks: [],
  where: [],
  time: null,
})

export const emptyProfilePlan = (model: string): ProfilePlan => ({
  version: 1,
  kind: 'profile',
  model,
  dimensions: [],
  show: 'summary',
  top: 10,
  where: [],
  time: null,
})
