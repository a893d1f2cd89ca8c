import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { readingOf } from './ask.ts'
import { courier } from './models/courier.ts'

const planner = createPlanner(courier)
const on = (dimension: string, values: readonly number[]) => ({
  kind: 'in',
  field: { dimension, datePart: 'dow' },
  values,
})

it.each<[string, Record<string, unknown>]>([
  [
    'how many parcels were posted on weekends in 2025',
    {
      where: [on('parcel__posted_on', [6, 7])],
      time: { start: '2025-01-01', end: '2026-01-01' },
    },
  ],
  ['number of complaints on Mondays and Fridays', { where: [on('complaint__raised_on', [1, 5])] }],
  [
    'How many parcels were posted on weekends by speed class? Weekends are Saturdays and Sundays.',
    { where: [on('parcel__posted_on', [6, 7])], groupBy: [{ dimension: 'parcel__speed_class' }] },
  ],
  ['number of parcels by day of week', { groupBy: [{ dimension: 'parcel__posted_on', datePart: 'dow' }] }],
])('%s', (question, expected) => {
  expect(readingOf(planner, question).plan).toMatchObject(expected)
})
