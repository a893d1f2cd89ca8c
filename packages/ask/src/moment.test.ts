import { expect, it } from 'vitest'
import { localTime, momentOf } from './moment.ts'

const calendar = { timeZone: 'America/Los_Angeles', weekStart: 'monday', fiscalYearStartMonth: 1 } as const
const clock = Date.parse('2026-11-21T05:30:00Z')

it.each([
  ['data', '2026-10-31 23:41:10', '2026-10-31T23:59:59', '2026-11-01T00:00:00'],
  ['data', '2026-10-31 09:00:00', '2026-10-30T23:59:59', '2026-10-31T00:00:00'],
  ['data', '2026-10-31', '2026-10-31T23:59:59', '2026-11-01T00:00:00'],
  ['data', null, '2026-11-20T21:30:00', '2026-11-20T21:30:00'],
  ['clock', '2026-10-31', '2026-11-20T21:30:00', '2026-11-20T21:30:00'],
  ['2025-06-18', '2026-10-31', '2025-06-18T23:59:59', '2025-06-19T00:00:00'],
  ['2025-06-18T10:00:00', null, '2025-06-18T10:00:00', '2025-06-18T10:00:00'],
])('now: %s with data to %s reads questions at %s', (now, last, at, completeUntil) => {
  expect(momentOf(now, calendar, last, clock)).toMatchObject({ at, completeUntil })
})

it('keeps a zone with daylight saving apart from one without', () => {
  expect(localTime(Date.parse('2026-07-01T12:00:00Z'), 'Europe/Paris')).toBe('2026-07-01T14:00:00')
  expect(localTime(Date.parse('2026-07-01T12:00:00Z'), 'UTC')).toBe('2026-07-01T12:00:00')
})
