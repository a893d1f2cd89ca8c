import { type Holiday, type HolidayRule, holidayDay } from '@numize/statistics'
import { dayNamed, dayNumber } from './steps.ts'

/** Days that move business in many countries. One that does nothing to a series is worked out to do nothing. */
const RULES: readonly (readonly [string, HolidayRule])[] = [
  ["New Year's Day", { kind: 'date', month: 1, day: 1 }],
  ['Good Friday', { kind: 'easter', offset: -2 }],
  ['Easter Sunday', { kind: 'easter', offset: 0 }],
  ['Easter Monday', { kind: 'easter', offset: 1 }],
  ['1 May', { kind: 'date', month: 5, day: 1 }],
  ['4 July', { kind: 'date', month: 7, day: 4 }],
  ['Thanksgiving', { kind: 'weekday', month: 11, weekday: 4, nth: 4 }],
  ['Christmas Eve', { kind: 'date', month: 12, day: 24 }],
  ['Christmas Day', { kind: 'date', month: 12, day: 25 }],
  ['26 December', { kind: 'date', month: 12, day: 26 }],
  ["New Year's Eve", { kind: 'date', month: 12, day: 31 }],
]
/** One past occurrence cannot be told from any other odd day. */
const LEAST_SEEN = 2

/** Rows of a daily series and of the `horizon` days after it that common holidays fall on. */
export function commonHolidays(first: string, length: number, horizon: number): Holiday[] {
  const origin = dayNumber(first)
  const from = Number(first.slice(0, 4))
  const to = Number(dayNamed(origin + length + horizon).slice(0, 4))
  const years = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  return RULES.map(([name, rule]) => ({
    name,
    rows: years
      .map((year) => holidayDay(rule, year) - origin)
      .filter((row) => row >= 0 && row < length + horizon),
  })).filter(({ rows }) => rows.filter((row) => row < length).length >= LEAST_SEEN)
}
