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

/** A holiday on a day. */
export interface HolidayOn {
  readonly name: string
  /** Declared by the project; the others are those of many countries, and may be no holiday here. */
  readonly isOwn: boolean
  /** The days of the same holiday in the years before, latest first. */
  readonly earlier: readonly string[]
}

const YEARS_BACK = 5

/** The holiday that falls on a day (`YYYY-MM-DD`), the project's own first; null of a day that is none. */
export function holidayOn(day: string, own: readonly CalendarHoliday[] = []): HolidayOn | null {
  const year = Number(day.slice(0, 4))
  const declared = own.find(({ days }) => days.includes(day) || days.includes(day.slice(5)))
  if (declared) {
    const days = declared.days.flatMap((one) =>
      one.length > 5 ? [one] : yearsBefore(year).map((before) => `${before}-${one}`),
    )
    const isRecurring = declared.days.includes(day.slice(5))
    const same = isRecurring ? days.filter((one) => one.endsWith(day.slice(5))) : days
    return { name: declared.name, isOwn: true, earlier: before(day, same) }
  }
  const common = RULES.find(([, rule]) => holidayDay(rule, year) === dayNumber(day))
  if (!common) return null
  const [name, rule] = common
  const earlier = yearsBefore(year).map((one) => dayNamed(holidayDay(rule, one)))
  return { name, isOwn: false, earlier: before(day, earlier) }
}

const yearsBefore = (year: number): number[] => Array.from({ length: YEARS_BACK }, (_, at) => year - 1 - at)

const before = (day: string, days: readonly string[]): string[] =>
  days.filter((one) => one < day).toSorted((a, b) => b.localeCompare(a))

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
