import type { CalendarHoliday } from '@numize/semantic'
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

/** Rows of a daily series and of the `horizon` days after it that common holidays, and the project's own, fall on. */
export function holidaysOf(
  first: string,
  { length, horizon }: { readonly length: number; readonly horizon: number },
  own: readonly CalendarHoliday[] = [],
): Holiday[] {
  const origin = dayNumber(first)
  const from = Number(first.slice(0, 4))
  const to = Number(dayNamed(origin + length + horizon).slice(0, 4))
  const years = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  const common = RULES.map(([name, rule]) => ({ name, days: years.map((year) => holidayDay(rule, year)) }))
  const declared = own.map(({ name, days }) => ({
    name,
    days: days
      .flatMap((day) => (day.length > 5 ? [day] : years.map((year) => `${year}-${day}`)))
      .map(dayNumber),
  }))
  const isDeclared = (day: number): boolean => declared.some(({ days }) => days.includes(day))
  const all = [
    ...declared,
    ...common.map((one) => ({ ...one, days: one.days.filter((day) => !isDeclared(day)) })),
  ]
  return all
    .map(({ name, days }) => ({
      name,
      rows: days.map((day) => day - origin).filter((row) => row >= 0 && row < length + horizon),
    }))
    .filter(({ rows }) => rows.filter((row) => row < length).length >= LEAST_SEEN)
}
