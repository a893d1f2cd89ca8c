import { addDays, daysBetween, type Window } from '../window.ts'
import type { Random } from './random.ts'

/** When people write: moments in UTC milliseconds, drawn by the local clock of the warehouse's zone. */
export interface Calendar {
  readonly window: Window
  /** The first moment after the window. */
  readonly endMs: number
  /** Weekdays in office hours, a few in the evening or at a weekend. */
  workingMoment(random: Random): number
  /** Waking hours of a day or of the morning after it; never beyond the window. */
  momentNear(day: string, random: Random): number
}

/** Shares of what is not written on a weekday between 8 and 18 o'clock. */
const EVENING = 0.04
const WEEKEND = 0.03
const MINUTE_MS = 60_000

export function makeCalendar(window: Window, timeZone: string): Calendar {
  const offsets = makeOffsets(timeZone)
  const days = Array.from({ length: daysBetween(window.start, window.end) }, (_, index) =>
    addDays(window.start, index),
  )
  const weekdays = days.filter((day) => !isWeekend(day))
  const weekends = days.filter(isWeekend)
  const at = (day: string, minute: number): number =>
    Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS - offsets(day)
  return {
    window,
    endMs: at(window.end, 0),
    workingMoment: (random) => {
      const kind = random.next()
      if (kind < WEEKEND && weekends.length > 0)
        return at(random.one(weekends), random.whole(9 * 60, 21 * 60))
      if (kind < WEEKEND + EVENING) return at(random.one(weekdays), random.whole(18 * 60, 22 * 60))
      return at(random.one(weekdays), officeMinute(random))
    },
    momentNear: (day, random) => {
      const next = addDays(day, 1)
      const later = next < window.end && random.chance(0.35)
      return later ? at(next, random.whole(8 * 60, 14 * 60)) : at(day, random.whole(9 * 60, 19 * 60))
    },
  }
}

/** Most around eleven and three o'clock. */
function officeMinute(random: Random): number {
  const peak = random.chance(0.55) ? 10.75 : 15
  const hour = peak + (random.next() + random.next() + random.next() - 1.5) * 3.6
  return Math.round(Math.min(17.98, Math.max(8, hour)) * 60)
}

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/** Milliseconds that a zone is ahead of UTC at noon of a local day; clocks change at night. */
function makeOffsets(timeZone: string): (day: string) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  const known = new Map<string, number>()
  return (day) => {
    const found = known.get(day) ?? offsetIn(format, Date.parse(`${day}T12:00:00Z`))
    known.set(day, found)
    return found
  }
}

function offsetIn(format: Intl.DateTimeFormat, moment: number): number {
  const name = format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE_MS
}

/** `2026-10-31 17:04:00`, UTC. */
export const momentText = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
