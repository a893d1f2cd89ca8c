import type { Comparison } from '@numize/semantic'
import type { Span } from './report.ts'

/** Local ISO dates and moments, moved as calendars do; the day of the month is cut to the month's last. */
export function moveBack(
  at: string,
  count: number,
  grain: 'day' | 'week' | 'month' | 'quarter' | 'year',
): string {
  const date = new Date(`${at.slice(0, 10)}T00:00:00Z`)
  if (grain === 'day' || grain === 'week')
    date.setUTCDate(date.getUTCDate() - count * (grain === 'week' ? 7 : 1))
  else {
    const day = date.getUTCDate()
    const months = count * (grain === 'month' ? 1 : grain === 'quarter' ? 3 : 12)
    date.setUTCDate(1)
    date.setUTCMonth(date.getUTCMonth() - months)
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
    date.setUTCDate(Math.min(day, last))
  }
  return `${date.toISOString().slice(0, 10)}${at.slice(10)}`
}

/** The period a comparison sets beside `span`. */
export function previousSpan(span: Span, compare: Comparison): Span {
  if (compare.kind === 'range') return { start: compare.start, end: compare.end }
  return {
    start: moveBack(span.start, compare.count, compare.grain),
    end: moveBack(span.end, compare.count, compare.grain),
  }
}
