import type { CalendarHoliday } from '../model.ts'
import { children, complainAt, type Fields, requiredText, texts } from './yaml-reader.ts'

/** `holidays: [{name: Singles' Day, days: ['11-11']}, {name: Black Friday, days: ['2025-11-28', '2026-11-27']}]`. */
export const readHolidays = (fields: Fields): readonly CalendarHoliday[] =>
  children(fields, 'holidays', 'holiday', ['name', 'days']).map((entry) => {
    const written = texts(entry, 'days')
    const days = written.filter(isDay)
    const wrong = written.find((day) => !isDay(day))
    if (wrong !== undefined || days.length === 0)
      complainAt(
        entry,
        'days',
        `days of ${entry.what} are written as '11-11' (each year) or '2026-11-27' (once)${wrong === undefined ? '' : `, not ${wrong}`}.`,
      )
    return { name: requiredText(entry, 'name'), days }
  })

/** A day that is in the calendar; 29 February is one of each year. */
function isDay(written: string): boolean {
  const day = /^\d{2}-\d{2}$/.test(written) ? `2024-${written}` : written
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}
