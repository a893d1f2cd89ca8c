import { byDay, type Hour } from './activity.ts'
import { type Check, holds, inBand, notChecked } from './check.ts'
import type { Subject } from './subject.ts'

/** T1 is a steady baseline; T2 plants five events inside of the window. */
export function trajectoryChecks({ stamp, oracle }: Subject, hours: readonly Hour[]): readonly Check[] {
  const { trajectory } = stamp.settings
  const days = byDay(hours)
  const events = oracle?.events ?? null
  const name = `events of ${trajectory}`
  const listed = events
    ? holds('trajectory', name, events.length === (trajectory === 'T1' ? 0 : 5), {
        measured: `${events.length} planted`,
        expected: `${trajectory === 'T1' ? 0 : 5} planted`,
      })
    : notChecked('trajectory', name, 'meta does not tell what was planted')
  const months = monthlyMeans(days)
  if (months.length < 3) return [listed, notChecked('trajectory', 'growth', 'fewer than three whole months')]
  const steps = months.slice(1).map((value, index) => 100 * (value / (months[index] ?? value) - 1))
  const total = (months.at(-1) ?? 1) / (months[0] ?? 1)
  return [
    listed,
    inBand('trajectory', 'mean monthly growth', 100 * (total ** (1 / (months.length - 1)) - 1), {
      low: -2,
      high: 8,
      unit: '%',
      digits: 1,
    }),
    inBand('trajectory', 'steepest fall from a month to the next', Math.min(...steps), {
      low: -40,
      unit: '%',
      digits: 1,
    }),
    inBand('trajectory', 'steepest rise from a month to the next', Math.max(...steps), {
      high: 40,
      unit: '%',
      digits: 1,
    }),
    ...(trajectory === 'T1' ? [calmDays(days)] : []),
  ]
}

/** Rows a day of every month of the calendar but the first and the last, which may be cut. */
function monthlyMeans(days: ReadonlyMap<string, number>): readonly number[] {
  const months = new Map<string, number[]>()
  for (const [day, rows] of days) {
    const month = day.slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), rows])
  }
  return [...months.values()]
    .filter((month) => month.length >= 28)
    .map((month) => month.reduce((sum, rows) => sum + rows, 0) / month.length)
}

/** A steady baseline has no day that is far from the same weekday a week before and after. */
function calmDays(days: ReadonlyMap<string, number>): Check {
  const rows = [...days.values()]
  let worst = 0
  for (let index = 7; index < rows.length - 7; index++) {
    const usual = ((rows[index - 7] ?? 0) + (rows[index + 7] ?? 0)) / 2
    const chance = 5 * Math.sqrt(usual)
    const off = Math.max(0, Math.abs((rows[index] ?? 0) - usual) - chance) / Math.max(usual, 1)
    worst = Math.max(worst, off)
  }
  return inBand('trajectory', 'furthest a day is from its neighbour weeks, beyond chance', 100 * worst, {
    high: 35,
    unit: '%',
    digits: 1,
  })
}
