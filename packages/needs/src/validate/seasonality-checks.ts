import { preciseSum } from '@numize/statistics'
import type { Archetype } from '../options.ts'
import { addDays } from '../window.ts'
import { byDay, type Hour } from './activity.ts'
import { type Check, inBand, notChecked } from './check.ts'

/** Weekdays (1 = Monday) that are busier than the others, and by how much at least. */
const BUSY: Readonly<
  Record<Archetype, { readonly busy: readonly number[]; readonly quiet: readonly number[] }>
> = {
  neobank: { busy: [5, 6], quiet: [1, 2] },
  marketplace: { busy: [6, 7], quiet: [2, 3, 4] },
}

/** Hours of the day, weekdays, December, and counts that scatter as a Poisson process does. */
export function seasonalityChecks(archetype: Archetype, hours: readonly Hour[]): readonly Check[] {
  const perHour = Array.from({ length: 24 }, (_, hour) => rowsIn(hours, (each) => each.hour === hour))
  const of = (list: readonly number[]) => list.reduce((sum, hour) => sum + (perHour[hour] ?? 0), 0)
  const peak = perHour.indexOf(Math.max(...perHour))
  const { busy, quiet } = BUSY[archetype]
  const perWeekday = (days: readonly number[]) =>
    mean([...byDay(hours.filter(({ weekday }) => days.includes(weekday))).values()])
  return [
    inBand('seasonality', 'busiest local hour', peak, { low: 17, high: 21, digits: 0 }),
    inBand('seasonality', 'evening (18 to 20) over night (2 to 4)', ratio(of([18, 19, 20]), of([2, 3, 4])), {
      low: 5,
    }),
    inBand('seasonality', 'hours of the day without rows', perHour.filter((rows) => rows === 0).length, {
      low: 0,
      high: 0,
    }),
    inBand('seasonality', 'busy weekdays over quiet ones', ratio(perWeekday(busy), perWeekday(quiet)), {
      low: 1.08,
    }),
    december(hours),
    dispersion(hours),
  ]
}

function december(hours: readonly Hour[]): Check {
  const name = 'a day of December over one of the January after'
  const days = byDay(hours)
  const years = new Set([...days.keys()].map((day) => Number(day.slice(0, 4))))
  const ratios = [...years].flatMap((year) => {
    const [before, after] = [monthOf(days, `${year}-12`), monthOf(days, `${year + 1}-01`)]
    return before === null || after === null ? [] : [before / after]
  })
  if (ratios.length === 0) return notChecked('seasonality', name, 'no December and January are whole in it')
  return inBand('seasonality', name, mean(ratios), { low: 1.08 })
}

/** Mean rows of a month's days; null where a day of it is missing. */
function monthOf(days: ReadonlyMap<string, number>, month: string): number | null {
  const rows: number[] = []
  for (let day = `${month}-01`; day.startsWith(month); day = addDays(day, 1)) {
    const count = days.get(day)
    if (count === undefined) return null
    rows.push(count)
  }
  return mean(rows)
}

/**
 * Of the same hour a week apart, within a month, (a − b)² / (a + b) has the mean 1 for Poisson counts of equal rates; the
 * growth from week to week adds a little.
 */
function dispersion(hours: readonly Hour[]): Check {
  const rowsAt = new Map(hours.map(({ day, hour, rows }) => [`${day} ${hour}`, rows]))
  const scatter = hours.flatMap(({ day, hour, rows }) => {
    const later = addDays(day, 7)
    const other = rowsAt.get(`${later} ${hour}`)
    const isClose = later.slice(0, 7) === day.slice(0, 7)
    return !isClose || other === undefined || rows + other < 20 ? [] : [(rows - other) ** 2 / (rows + other)]
  })
  if (scatter.length < 100)
    return notChecked('seasonality', 'scatter of hourly counts', 'too few hours with ten rows or more')
  return inBand('seasonality', 'scatter of hourly counts (Poisson = 1)', mean(scatter), {
    low: 0.8,
    high: 1.5,
  })
}

const rowsIn = (hours: readonly Hour[], keep: (hour: Hour) => boolean): number =>
  hours.reduce((sum, hour) => sum + (keep(hour) ? hour.rows : 0), 0)

const ratio = (above: number | null, below: number | null): number | null =>
  above === null || below === null || below === 0 ? null : above / below

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : preciseSum(values) / values.length
