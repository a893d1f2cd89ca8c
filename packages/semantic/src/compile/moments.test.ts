import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  formatMoment,
  offsetAt,
  offsetsBetween,
  parseMoment,
  shiftMoment,
  toUtc,
  wholeMonths,
} from './moments.ts'

const at = (text: string): number => parseMoment(text)

it.each([
  ['2026-03-29', 'Europe/Paris', '2026-03-28 23:00:00'],
  ['2026-03-30', 'Europe/Paris', '2026-03-29 22:00:00'],
  ['2026-10-26', 'Europe/Paris', '2026-10-25 23:00:00'],
  ['2026-11-02', 'America/New_York', '2026-11-02 05:00:00'],
  ['2026-11-01', 'America/New_York', '2026-11-01 04:00:00'],
  ['2026-01-01', 'Asia/Kolkata', '2025-12-31 18:30:00'],
])('%s in %s begins at %s UTC', (local, zone, utc) => expect(formatMoment(toUtc(at(local), zone))).toBe(utc))

it('lists the clock changes between two moments', () => {
  const changes = offsetsBetween(at('2026-01-01'), at('2026-12-31'), 'Europe/Paris')
  expect(changes.map(({ until, offsetMs }) => [until && formatMoment(until), offsetMs / 3_600_000])).toEqual([
    ['2026-03-29 01:00:00', 1],
    ['2026-10-25 01:00:00', 2],
    [null, 1],
  ])
})

it('agrees with the zone at every moment of the range', () => {
  const [start, end] = [at('2024-01-01'), at('2027-01-01')]
  const changes = offsetsBetween(start, end, 'Australia/Lord_Howe')
  fc.assert(
    fc.property(fc.integer({ min: start, max: end }), (moment) => {
      const change = changes.find(({ until }) => until === null || moment < until)
      expect(change?.offsetMs).toBe(offsetAt(moment, 'Australia/Lord_Howe'))
    }),
  )
})

it('keeps the last day of a month within the month', () => {
  expect(formatMoment(shiftMoment(at('2024-03-31'), -1, 'month'))).toBe('2024-02-29')
  expect(formatMoment(shiftMoment(at('2024-02-29'), 1, 'year'))).toBe('2025-02-28')
  expect(wholeMonths(at('2025-01-01'), at('2026-01-01'))).toBe(12)
  expect(wholeMonths(at('2025-01-01'), at('2026-01-02'))).toBeNull()
})
