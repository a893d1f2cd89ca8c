import type { Calendar } from '@numize/semantic'

/** The moment questions are read at. */
export interface Moment {
  /** Local date-time in the calendar's zone, `YYYY-MM-DDTHH:MM:SS`. */
  readonly at: string
  /** Local date-time up to which rows are expected to be there; a period that ends later is incomplete. */
  readonly completeUntil: string
  readonly because: string
}

/** Data that reaches past this hour of its last day counts as a whole day. */
const WHOLE_DAY_HOUR = 20

/**
 * `now: data` stands at the end of the last complete loaded day, `clock` at the wall clock in the project's zone,
 * a date at the end of that day. `lastLoaded` is the latest local time in the data (`YYYY-MM-DD[ HH:MM:SS]`) or null.
 */
export function momentOf(
  now: string,
  calendar: Calendar,
  lastLoaded: string | null,
  clockMs: number,
): Moment {
  if (now === 'data' && lastLoaded !== null) {
    const day = lastCompleteDay(lastLoaded)
    return { ...endOf(day), because: `the data ends with ${day}, its last complete day` }
  }
  if (now === 'data' || now === 'clock') {
    const at = localTime(clockMs, calendar.timeZone)
    return { at, completeUntil: at, because: `the clock in ${calendar.timeZone}` }
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(now)) return { ...endOf(now), because: `the day given, ${now}` }
  const at = now.replace(' ', 'T').slice(0, 19).padEnd(19, ':00')
  return { at, completeUntil: at, because: 'the moment given' }
}

const endOf = (day: string) => ({ at: `${day}T23:59:59`, completeUntil: `${addDays(day, 1)}T00:00:00` })

function lastCompleteDay(lastLoaded: string): string {
  const day = lastLoaded.slice(0, 10)
  const hour = lastLoaded.length > 10 ? Number(lastLoaded.slice(11, 13)) : 24
  return hour >= WHOLE_DAY_HOUR ? day : addDays(day, -1)
}

const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)

/** Wall-clock time of a moment in a zone. */
export function localTime(ms: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(ms)
  return parts.replace(' ', 'T')
}
