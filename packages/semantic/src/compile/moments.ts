import { fail } from '../errors.ts'

/** Local moments as milliseconds "as if UTC": plain calendar arithmetic without a zone. */
export type LocalMs = number
const DAY = 86_400_000

/**
 * `2026-01-31`, `2026-01-31T18:00`, `2026-01-31 18:00:00.5` as local milliseconds.
 * @throws `semantic/bad-time`
 */
export function parseMoment(text: string): LocalMs {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d{1,6})?)?)?$/.exec(text)
  if (!match) throw fail('bad-time', { text })
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? 0))
  const ms = Date.UTC(
    year ?? 0,
    (month ?? 1) - 1,
    day,
    hour,
    minute,
    second,
    Math.round(Number(match[7] ?? 0) * 1000),
  )
  if (formatMoment(ms).slice(0, 10) !== text.slice(0, 10)) throw fail('bad-time', { text })
  return ms
}

/** `YYYY-MM-DD` at midnight, else `YYYY-MM-DD HH:MM:SS[.fff]`. */
export function formatMoment(ms: LocalMs): string {
  const iso = new Date(ms).toISOString()
  if (ms % DAY === 0) return iso.slice(0, 10)
  return `${iso.slice(0, 10)} ${iso.slice(11, ms % 1000 === 0 ? 19 : 23)}`
}

const MONTHS: Readonly<Record<string, number>> = {
  month: 1,
  quarter: 3,
  year: 12,
  fiscal_quarter: 3,
  fiscal_year: 12,
}
const LENGTHS: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: DAY,
  week: 7 * DAY,
}

/** Moves a moment by whole grains; the last days of a month stay within the month reached. */
export function shiftMoment(ms: LocalMs, count: number, grain: string): LocalMs {
  const months = MONTHS[grain]
  if (months === undefined) return ms + count * (LENGTHS[grain] ?? DAY)
  const date = new Date(ms)
  const month = date.getUTCMonth() + count * months
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate()
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), last)) + (ms % DAY)
}

/** Whether a moment is the first of a period; of a grain that is not known here, it is not. */
export function isPeriodStart(
  ms: LocalMs,
  grain: string,
  calendar: { readonly weekStart: number; readonly fiscalYearStartMonth: number },
): boolean {
  const length = grain === 'week' ? DAY : (LENGTHS[grain] ?? DAY)
  if (ms % length !== 0) return false
  const date = new Date(ms)
  if (grain === 'week') return (date.getUTCDay() + 6) % 7 === calendar.weekStart
  const months = MONTHS[grain]
  if (months === undefined) return grain in LENGTHS
  const first = grain.startsWith('fiscal_') ? calendar.fiscalYearStartMonth - 1 : 0
  return date.getUTCDate() === 1 && (date.getUTCMonth() - first + 12) % months === 0
}

/** Months between two moments when both stand on the same day of a month at the same time; null otherwise. */
export function wholeMonths(from: LocalMs, to: LocalMs): number | null {
  const [a, b] = [new Date(from), new Date(to)]
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth()
  return a.getUTCDate() === b.getUTCDate() && shiftMoment(from, months, 'month') === to ? months : null
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, made)
  return made
}

/** Milliseconds a zone is ahead of UTC at a UTC moment. */
export function offsetAt(utcMs: number, zone: string): number {
  if (zone === 'UTC') return 0
  const parts: Record<string, number> = {}
  for (const { type, value } of formatFor(zone).formatToParts(utcMs)) parts[type] = Number(value)
  const local = Date.UTC(
    parts['year'] ?? 0,
    (parts['month'] ?? 1) - 1,
    parts['day'],
    parts['hour'],
    parts['minute'],
    parts['second'],
  )
  return local - Math.floor(utcMs / 1000) * 1000
}

/** The UTC moment of a local one. A moment a clock change skips is read with the offset before it; a doubled one is the first. */
export function toUtc(local: LocalMs, zone: string): number {
  const early = local - offsetAt(local - DAY, zone)
  if (early + offsetAt(early, zone) === local) return early
  const late = local - offsetAt(local + DAY, zone)
  return late + offsetAt(late, zone) === local ? late : early
}

export interface Transition {
  /** UTC. */
  readonly until: number | null
  readonly offsetMs: number
}

/** The offsets a zone has between two UTC moments, in order, each until the next begins (the last without end). */
export function offsetsBetween(start: number, end: number, zone: string): readonly Transition[] {
  const found: Transition[] = []
  for (let year = new Date(start).getUTCFullYear(); year <= new Date(end).getUTCFullYear(); year++)
    for (const change of changesOf(year, zone))
      if (change.until > start && change.until <= end) found.push(change)
  return [...found, { until: null, offsetMs: offsetAt(end, zone) }]
}

interface Change extends Transition {
  readonly until: number
}

const years = new Map<string, readonly Change[]>()

/** The clock changes of a year, looked for once. */
function changesOf(year: number, zone: string): readonly Change[] {
  const key = `${year} ${zone}`
  const known = years.get(key)
  if (known) return known
  const found: Change[] = []
  const end = Date.UTC(year + 1, 0)
  let from = Date.UTC(year, 0)
  let offset = offsetAt(from, zone)
  while (from < end) {
    const to = Math.min(from + 20 * DAY, end)
    const next = offsetAt(to, zone)
    if (next !== offset) found.push({ until: changeBetween(from, to, zone), offsetMs: offset })
    offset = next
    from = to
  }
  years.set(key, found)
  return found
}

/** First second of the new offset, by bisection. */
function changeBetween(from: number, to: number, zone: string): number {
  const before = offsetAt(from, zone)
  let low = Math.floor(from / 1000)
  let high = Math.ceil(to / 1000)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle * 1000, zone) === before) low = middle
    else high = middle
  }
  return high * 1000
}
