import type { Calendar } from '@numize/semantic'
import { moveBack } from '../explain/dates.ts'
import type { Span } from '../explain/report.ts'

/** Calendar steps a series may go by, finest first. */
export const STEP_GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const
export type StepGrain = (typeof STEP_GRAINS)[number]

/** Steps of a season: weekdays, weeks of a year, months, quarters. */
export const SEASON: Readonly<Record<StepGrain, number>> = {
  day: 7,
  week: 52,
  month: 12,
  quarter: 4,
  year: 1,
}

const DAY_MS = 86_400_000
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** Days since 1970-01-01 of a local ISO day. */
export const dayNumber = (day: string): number =>
  Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / DAY_MS)

export const dayNamed = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10)

export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/** The day `count` steps after `day`. */
export const addSteps = (day: string, count: number, grain: StepGrain): string => moveBack(day, -count, grain)

/** First day of the step that holds `day`. */
export function stepStart(day: string, grain: StepGrain, { weekStart }: Pick<Calendar, 'weekStart'>): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  const first = (of: number): string => new Date(Date.UTC(year, of, 1)).toISOString().slice(0, 10)
  switch (grain) {
    case 'day':
      return day.slice(0, 10)
    case 'week':
      return moveBack(day.slice(0, 10), (date.getUTCDay() - WEEKDAYS.indexOf(weekStart) + 7) % 7, 'day')
    case 'month':
      return first(month)
    case 'quarter':
      return first(month - (month % 3))
    case 'year':
      return first(0)
  }
}

/** First days of all steps that begin in `[from, to)`; `from` is a step's first day. */
export function stepsFrom(from: string, to: string, grain: StepGrain): string[] {
  const steps: string[] = []
  for (let at = from; at < to; at = addSteps(from, steps.length, grain)) steps.push(at)
  return steps
}

/** Whether a span begins and ends where steps do. */
export const isWhole = (
  { start, end }: Span,
  grain: StepGrain,
  calendar: Pick<Calendar, 'weekStart'>,
): boolean => stepStart(start, grain, calendar) === start && stepStart(end, grain, calendar) === end
