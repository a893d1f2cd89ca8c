import type { Comparison, Grain } from '@numize/semantic'
import { civilOf, type Day, type Span, weekdayOf } from './calendar-date.ts'
import { DAY_NAMES } from './spoken.ts'

const SHORT = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** `14 Nov 2026` */
export function sayDay(day: Day): string {
  const { year, month, day: date } = civilOf(day)
  return `${date} ${SHORT[month - 1] ?? ''} ${year}`
}

/** `1–31 May 2026`, `1 Jan – 31 Mar 2025`, `week of 9 Nov 2026 (Mon–Sun)`: both ends are in it. */
export function saySpan(span: Span, grain: Grain | null = null): string {
  const first = civilOf(span.start)
  const last = civilOf(span.end - 1)
  if (span.end - span.start === 1) return sayDay(span.start)
  if (grain === 'week' && span.end - span.start === 7)
    return `week of ${sayDay(span.start)} (${shortDay(span.start)}–${shortDay(span.end - 1)})`
  if (first.year !== last.year) return `${sayDay(span.start)} – ${sayDay(span.end - 1)}`
  if (first.month !== last.month)
    return `${first.day} ${SHORT[first.month - 1] ?? ''} – ${sayDay(span.end - 1)}`
  return `${first.day}–${sayDay(span.end - 1)}`
}

const shortDay = (day: Day): string => (DAY_NAMES[weekdayOf(day)] ?? '').slice(0, 3)

/** `since 1 May 2026`, `up to 30 Apr 2026`. */
export function sayOpen(start: Day | null, end: Day | null): string {
  if (start !== null && end !== null) return saySpan({ start, end })
  if (start !== null) return `since ${sayDay(start)}`
  return end === null ? 'all time' : `up to ${sayDay(end - 1)}`
}

/** `compared with one year earlier` */
export function sayComparison(comparison: Comparison, span: Span | null): string {
  if (comparison.kind === 'range')
    return `compared with ${span ? saySpan(span) : `${comparison.start} – ${comparison.end}`}`
  const { count, grain } = comparison
  return `compared with ${count === 1 ? `one ${grain}` : `${count} ${grain}s`} earlier`
}
