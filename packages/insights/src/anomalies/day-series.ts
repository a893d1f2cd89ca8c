import type { CalendarHoliday } from '@numize/semantic'
import type { Segment } from '../drivers/leaves.ts'
import type { Scale } from './transform.ts'

/** One metric, of everything or of a segment, day by day. */
export interface DaySeries {
  readonly metric: string
  readonly segment: Segment
  /** `YYYY-MM-DD` of the first value; the others follow day by day. */
  readonly start: string
  readonly values: ArrayLike<number>
  readonly scale: Scale
  /** Where the values are the segment's share of the metric: how many rows each day's is a share of. */
  readonly counted?: ArrayLike<number>
  /** Of a segment that adds up to the metric with the others: the metric's days. A level that moves is looked for beside them. */
  readonly whole?: ArrayLike<number>
  /** Whether weeks that lie apart from the weeks before are looked for, beside odd days. Default true. */
  readonly shifts?: boolean
}

export interface AnomalyOptions {
  /** The first day judged; earlier ones are history. Absent: all that can be. */
  readonly since?: string
  /** Days at the end that are still settling and are not judged: late data would look like a fall. Default 1. */
  readonly settleDays?: number
  /** Days of the project's own on which business is not as usual. */
  readonly holidays?: readonly CalendarHoliday[]
  /** The smallest effect told: a fraction of sums and counts, default 0.1. */
  readonly leastChange?: number
  /** The same for shares, as a fraction, default 0.01: one point. */
  readonly leastPoints?: number
}
