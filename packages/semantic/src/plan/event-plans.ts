import type { Filter } from './filters.ts'
import type { GroupBy, TimeRange } from './parts.ts'

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
