import type { TimeRange } from '@numize/semantic'

/** Ranges up to the last whole day. */
export const RANGES = ['1D', '7D', '1M', '3M', '6M', '1Y', 'all'] as const
export type RangeName = (typeof RANGES)[number]

export const isRangeName = (range: unknown): range is RangeName => RANGES.some((name) => name === range)

/** Days by which a range begins before its end, or months. */
const BACK: Readonly<Record<Exclude<RangeName, 'all'>, { days?: number; months?: number }>> = {
  '1D': { days: 1 },
  '7D': { days: 7 },
  '1M': { months: 1 },
  '3M': { months: 3 },
  '6M': { months: 6 },
  '1Y': { months: 12 },
}

/** `[start, end)` in local dates; null = everything. `now` is a local moment: a day that is over counts whole. */
export function rangeOf(
  range: RangeName | { readonly start: string | null; readonly end: string | null },
  now: string,
): TimeRange | null {
  if (range === 'all') return null
  if (typeof range === 'object') return range.start === null && range.end === null ? null : range
  const end = endOf(now)
  const { days = 0, months = 0 } = BACK[range]
  return { start: isoDay(monthsBefore(end, months) - days * DAY_MS), end: isoDay(end.getTime()) }
}

const DAY_MS = 86_400_000
const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The beginning of today, or of tomorrow where today is over. */
function endOf(now: string): Date {
  const today = new Date(`${now.slice(0, 10)}T00:00:00Z`)
  return now.slice(11, 16) === '23:59' ? new Date(today.getTime() + DAY_MS) : today
}

/** The same day some months before, or the last of that month where it has no such day. */
function monthsBefore(date: Date, months: number): number {
  const month = date.getUTCMonth() - months
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate()
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), last))
}
