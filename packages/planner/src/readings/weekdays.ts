import { DAYS, type Field, type Filter } from '@numize/semantic'
import type { Frame } from '../structure/frame.ts'

/** Days of the week a recurrence names ("every weekend", "every monday"), 1 = Monday; empty where it names none. */
function daysOf(reading: string): readonly number[] {
  if (/\bweekend/i.test(reading)) return [6, 7]
  if (/\bweekday|\bworking day/i.test(reading)) return [1, 2, 3, 4, 5]
  const day = DAYS.findIndex((name) => new RegExp(`\\b${name}`, 'i').test(reading))
  return day === -1 ? [] : [day + 1]
}

/** "on weekends", "on Mondays and Fridays": rows of those days of the week only. */
export function weekdayFilter(frame: Frame, field: Field): readonly Filter[] {
  const said = frame.periods.filter(({ match }) => match.kind === 'every')
  const days = [...new Set(said.flatMap(({ match }) => daysOf(match.reading)))]
  return days.length === 0 ? [] : [{ kind: 'in', field: { ...field, datePart: 'dow' }, values: days }]
}

/** Whether a plan's numbers hold the days a recurrence names. */
export const holdsDays = (reading: string, numbers: ReadonlySet<number>): boolean => {
  const days = daysOf(reading)
  return days.length > 0 && days.every((day) => numbers.has(day))
}
