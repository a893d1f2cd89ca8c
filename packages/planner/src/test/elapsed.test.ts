import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { readingOf } from './ask.ts'
import { courier } from './models/courier.ts'

const planner = createPlanner(courier)

it.each<[string, Record<string, unknown>, readonly string[]]>([
  [
    'average days between parcel posted date and complaint raised date by speed class',
    {
      measure: {
        over: 'complaint__raised_on',
        aggregation: 'average',
        since: { dimension: 'parcel__posted_on', unit: 'day' },
      },
    },
    ['parcel__speed_class'],
  ],
  [
    'median client duration in weeks by trade',
    {
      measure: {
        over: 'client__closed_on',
        aggregation: 'median',
        since: { dimension: 'client__enrolled_on', unit: 'week' },
      },
    },
    ['client__trade'],
  ],
])('%s', (question, metric, groups) => {
  expect(readingOf(planner, question).plan).toMatchObject({
    metrics: [metric],
    groupBy: groups.map((dimension) => ({ dimension })),
  })
})
