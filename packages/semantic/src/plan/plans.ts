import type { InlineMeasure } from '../inline-measure.ts'
import type {
  Bridge,
  ColumnsFilter,
  CompareOp,
  Comparison,
  DimensionField,
  GroupBy,
  GroupTotals,
  OrderBy,
  PlanWindow,
  Scalar,
  Share,
  TimeRange,
  TopN,
} from './parts.ts'
import type { Sample } from './sample.ts'

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

interface MetricOptions {
  /** Names the output column. */
  readonly as?: string
  /** Joined by AND, applied to the rows of this metric only (of a ratio: to both sides). A count of none of them is 0. */
  readonly where?: readonly Filter[]
}

export interface Having {
  readonly column: string
  readonly op: CompareOp
  readonly value: Operand
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

/** A dimension, an entity, or a metric aggregated by entities (`{metric: 'orders', by: ['customer']}`). */
export type Field = DimensionField | { readonly metric: string; readonly by: readonly string[] }

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

/** A value, or a plan that gives one row of one column. */
export type Operand = Scalar | { readonly plan: Plan }
