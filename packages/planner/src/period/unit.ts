import type { Calendar, Grain } from '@numize/semantic'
import { DAYS } from '@numize/semantic'
import { addMonths, civilOf, type Day, dayOf, type Span } from './calendar-date.ts'

/** A stretch of the calendar that repeats: so many days, or so many months. */
export type UnitName =
  | 'day'
  | 'week'
  | 'fortnight'
  | 'weekend'
  | 'workweek'
  | 'month'
  | 'quarter'
  | 'half'
  | 'year'
  | 'decade'
  | 'century'
  | 'fiscal quarter'
  | 'fiscal half'
  | 'fiscal year'

interface Unit {
  readonly days?: number
  readonly months?: number
  /** The part of each repetition that belongs to it: first day and number of days after the start of the week. */
  readonly within?: { readonly from: number; readonly days: number }
  readonly fiscal?: true
  readonly grain: Grain
}

export const UNITS: Readonly<Record<UnitName, Unit>> = {
  day: { days: 1, grain: 'day' },
  week: { days: 7, grain: 'week' },
  fortnight: { days: 14, grain: 'week' },
  weekend: { days: 7, within: { from: 5, days: 2 }, grain: 'day' },
  workweek: { days: 7, within: { from: 0, days: 5 }, grain: 'day' },
  month: { months: 1, grain: 'month' },
  quarter: { months: 3, grain: 'quarter' },
  half: { months: 6, grain: 'quarter' },
  year: { months: 12, grain: 'year' },
  decade: { months: 120, grain: 'year' },
  century: { months: 1200, grain: 'year' },
  'fiscal quarter': { months: 3, fiscal: true, grain: 'quarter' },
  'fiscal half': { months: 6, fiscal: true, grain: 'quarter' },
  'fiscal year': { months: 12, fiscal: true, grain: 'year' },
}

/** The unit that contains `day`, moved `offset` units on. */
export function unitSpan(name: UnitName, day: Day, calendar: Calendar, offset = 0): Span {
  const unit = UNITS[name]
  if (unit.months !== undefined) return monthsSpan(unit.months, unit.fiscal ? calendar : null, day, offset)
  const days = unit.days ?? 1
  const first =
    (days === 1 ? day : weekStartOf(day, unit.within ? 'monday' : calendar.weekStart)) + offset * days
  return unit.within
    ? { start: first + unit.within.from, end: first + unit.within.from + unit.within.days }
    : { start: first, end: first + days }
}

function monthsSpan(months: number, calendar: Calendar | null, day: Day, offset: number): Span {
  const { year, month } = civilOf(day)
  const shift = calendar ? calendar.fiscalYearStartMonth - 1 : 0
  const first = (Math.floor((year * 12 + month - 1 - shift) / months) + offset) * months + shift
  return { start: dayOf(0, first + 1, 1), end: dayOf(0, first + months + 1, 1) }
}

/** The first day of the week that contains `day`. */
export function weekStartOf(day: Day, weekStart: Calendar['weekStart']): Day {
  const first = DAYS.indexOf(weekStart)
  return day - ((((day + 3 - first) % 7) + 7) % 7)
}

/** `count` units on from a day, keeping the day of the month where it exists. */
export function addUnits(day: Day, name: UnitName, count: number): Day {
  const unit = UNITS[name]
  return unit.months === undefined
    ? day + Math.round(count * (unit.days ?? 1))
    : addMonths(day, Math.round(count * unit.months))
}
