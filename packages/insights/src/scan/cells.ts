import type { Cell } from '@numize/semantic'

const DAY_MS = 86_400_000

/** NaN where there is none. */
export function numberOf(cell: Cell): number {
  if (typeof cell === 'number') return cell
  if (typeof cell === 'string' && cell.trim() !== '') return Number(cell)
  return Number.NaN
}

/** Days since 1970, with their fraction, of a date or local timestamp; NaN where there is none. */
export function momentOf(cell: Cell): number {
  if (typeof cell !== 'string' || cell === '') return Number.NaN
  const text = cell.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1')
  return Date.parse(text.includes('T') ? `${text}Z` : `${text}T00:00:00Z`) / DAY_MS
}

/** Months since year 0 of a day since 1970. */
export function monthOf(day: number): number {
  const date = new Date(day * DAY_MS)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** `2024-03` of months since year 0. */
export const monthName = (month: number): string =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`

/** The first day of a month, since 1970. */
export const monthStart = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS
