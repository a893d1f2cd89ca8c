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
