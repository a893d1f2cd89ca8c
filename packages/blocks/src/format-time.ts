import type { TimeRange } from '@numize/semantic'

const SHAPE = /^(\d{4,})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?$/

/** Milliseconds of a date or timestamp cell read as if in UTC (cells are already local); null when it is neither. */
export function epochOf(cell: unknown): number | null {
  const parts = typeof cell === 'string' ? SHAPE.exec(cell) : null
  if (parts === null) return null
  const [year = 0, month = 1, date = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part || 0))
  return Date.UTC(year, month - 1, date, hour, minute, second)
}

/** A date or timestamp by its grain: `2026`, `Q2 2026`, `May 2026`, `week of 9 Nov 2026`, `14 Nov 2026, 13:00`. */
export function formatTime(cell: string, grain: string | null, locale = 'en-US'): string {
  const at = epochOf(cell)
  if (at === null) return cell
  const show = grain === null ? moments(cell) : (BY_GRAIN[grain] ?? day)
  return show(at, locale)
}

type Show = (at: number, locale: string) => string

const yearOf = (at: number): number => new Date(at).getUTCFullYear()
const toMinute: Show = (at, locale) => `${day(at, locale)}, ${clock(at, 5)}`
const toSecond: Show = (at, locale) => `${day(at, locale)}, ${clock(at, 8)}`

const BY_GRAIN: Readonly<Record<string, Show>> = {
  year: (at) => `${yearOf(at)}`,
  quarter: (at) => `Q${Math.floor(new Date(at).getUTCMonth() / 3) + 1} ${yearOf(at)}`,
  month: (at, locale) => `${monthName(at, locale)} ${yearOf(at)}`,
  week: (at, locale) => `week of ${day(at, locale)}`,
  hour: toMinute,
  minute: toMinute,
  second: toSecond,
}

/** A cell without a grain is shown as exactly as it was written. */
const moments = (cell: string): Show =>
  cell.length <= 10 ? day : /:00(?:\.0+)?$/.test(cell) ? toMinute : toSecond

const day: Show = (at, locale) => {
  const date = new Date(at)
  return `${date.getUTCDate()} ${monthName(at, locale)} ${date.getUTCFullYear()}`
}

const clock = (at: number, length: number): string => new Date(at).toISOString().slice(11, 11 + length)

const monthNames = new Map<string, Intl.DateTimeFormat>()

function monthName(at: number, locale: string): string {
  const format =
    monthNames.get(locale) ?? new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' })
  monthNames.set(locale, format)
  return format.format(at)
}

const DAY_MS = 86_400_000

/** A period as prose says it: `in 2025`, `in May 2026`, `on 14 Nov 2026`, `from 1 Jan to 14 Mar 2026`, `since …`. */
export function formatPeriod(time: Pick<TimeRange, 'start' | 'end'> | null): string {
  const start = epochOf(time?.start)
  const end = epochOf(time?.end)
  if (start !== null && end !== null) return between(start, end)
  if (start !== null) return `since ${moment(start)}`
  return end === null ? '' : `before ${moment(end)}`
}

function between(start: number, end: number): string {
  for (const grain of ['year', 'quarter', 'month', 'day'] as const)
    if (startOf(start, grain) === start && after(start, grain) === end)
      return `${grain === 'day' ? 'on' : 'in'} ${formatTime(new Date(start).toISOString().slice(0, 10), grain)}`
  const wholeDays = start % DAY_MS === 0 && end % DAY_MS === 0
  if (!wholeDays) return `from ${moment(start)} to ${moment(end)}`
  return `from ${withoutCommonEnd(start, end - DAY_MS)} to ${moment(end - DAY_MS)}`
}

/** The first day, without the month and year it shares with the last: `19 to 25 Oct 2026`, `1 Jan to 14 Mar 2026`. */
function withoutCommonEnd(start: number, last: number): string {
  const [date, month, year] = moment(start).split(' ')
  const [, lastMonth, lastYear] = moment(last).split(' ')
  if (year !== lastYear) return moment(start)
  return month === lastMonth ? `${date}` : `${date} ${month}`
}

const moment = (at: number): string => {
  const text = new Date(at).toISOString()
  return formatTime(at % DAY_MS === 0 ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' '), null)
}

export type CalendarGrain = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year'

const startOf = (at: number, grain: CalendarGrain): number => {
  const date = new Date(at)
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth()
  if (grain === 'year') return Date.UTC(year, 0, 1)
  if (grain === 'quarter') return Date.UTC(year, month - (month % 3), 1)
  if (grain === 'month') return Date.UTC(year, month, 1)
  return at - (at % DAY_MS)
}

/** The start of the next period of a calendar grain, in the same reckoning as `epochOf`. */
export function after(at: number, grain: CalendarGrain): number {
  const date = new Date(at)
  const months = grain === 'year' ? 12 : grain === 'quarter' ? 3 : grain === 'month' ? 1 : 0
  if (months > 0) return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate())
  return at + (grain === 'week' ? 7 * DAY_MS : grain === 'day' ? DAY_MS : 3_600_000)
}
