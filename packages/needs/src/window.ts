/** The days a warehouse covers, as local ISO dates; `end` is the day after the last. */
export interface Window {
  readonly start: string
  readonly end: string
  readonly months: number
}

const asDate = (day: string): Date => new Date(`${day}T00:00:00Z`)
const asDay = (date: Date): string => date.toISOString().slice(0, 10)

export const addDays = (day: string, days: number): string => {
  const date = asDate(day)
  date.setUTCDate(date.getUTCDate() + days)
  return asDay(date)
}

/** The same day of another month, or its last day where it has no such day. */
export const addMonths = (day: string, months: number): string => {
  const date = asDate(day)
  const dayOfMonth = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(dayOfMonth, lastDay))
  return asDay(date)
}

export const daysBetween = (from: string, to: string): number =>
  Math.round((asDate(to).getTime() - asDate(from).getTime()) / 86_400_000)

export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(asDate(text).getTime()) && asDay(asDate(text)) === text

/** `months` months that end with the day `until`. */
export const windowUntil = (until: string, months: number): Window => {
  const end = addDays(until, 1)
  return { start: addMonths(end, -months), end, months }
}

/** The first day of a month this far (0 to 1) into the window. */
export const monthAt = ({ start, months }: Window, share: number): string =>
  addMonths(start, Math.round(share * months))
