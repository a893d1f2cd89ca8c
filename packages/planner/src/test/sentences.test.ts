import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, readingOf } from './ask.ts'
import { courier } from './models/courier.ts'

const planner = createPlanner(courier)

it.each<[string, Record<string, unknown>]>([
  [
    'Which clients in the tea trade have lost parcels? Return the client_name and the number of lost parcels.',
    {
      metrics: ['count parcel'],
      groupBy: ['client', 'client__client_name'],
      where: ['client__trade = tea', 'parcel__state = lost'],
    },
  ],
  [
    'How many parcels were delivered in the past 30 days (inclusive of 30 days ago)?',
    { time: { start: '2026-05-16', end: '2026-06-16' } },
  ],
  [
    'How many parcels were posted in the last 3 months excluding the current month?',
    { time: { start: '2026-03-01', end: '2026-06-01' } },
  ],
  [
    'How many parcels were posted from 2026-05-01 inclusive to 2026-05-08 exclusive?',
    { time: { start: '2026-05-01', end: '2026-05-08' } },
  ],
  [
    'Which parcels have the largest weight in kilograms, ordered from largest to smallest?',
    { root: 'parcels', orderBy: [{ by: 'parcel__weight', direction: 'desc' }] },
  ],
])('%s', (question, expected) => {
  expect(briefPlan(readingOf(planner, question).plan)).toMatchObject(expected)
})
