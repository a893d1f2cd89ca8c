import type { ResultColumn } from '@numize/semantic'
import { expect, it } from 'vitest'
import { incompleteFrom } from './incomplete.ts'

const time = (grain: string): readonly ResultColumn[] => [
  { name: 't', label: 'T', type: 'date', unit: null, role: 'time', grain, source: 't' },
]

it.each([
  ['month', ['2026-09-01', '2026-10-01'], '2026-10-31T10:00:00', '2026-10-01'],
  ['month', ['2026-09-01', '2026-10-01'], '2026-11-01T00:00:00', null],
  ['month', ['2026-10-01', '2026-11-01'], '2026-11-01T00:00:00', null],
  ['week', ['2026-10-19', '2026-10-26'], '2026-10-31T10:00:00', '2026-10-26'],
  ['quarter', ['2026-07-01', '2026-10-01'], '2026-10-31T10:00:00', '2026-10-01'],
  ['day', ['2026-10-30', '2026-10-31'], '2026-10-31T10:00:00', '2026-10-31'],
  ['hour', ['2026-10-31 09:00:00', '2026-10-31 10:00:00'], '2026-10-31T10:15:00', '2026-10-31 10:00:00'],
  ['year', ['2025-01-01', '2026-01-01', '2027-01-01'], '2026-10-31T10:00:00', '2026-01-01'],
  ['retail_week', ['2026-10-26'], '2026-10-31T10:00:00', null],
])('by %s, rows %j at %s: incomplete from %s', (grain, cells, until, expected) => {
  expect(
    incompleteFrom(
      time(grain),
      cells.map((cell) => [cell]),
      until,
    ),
  ).toBe(expected)
})
