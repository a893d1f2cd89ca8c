import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { NOW, readingOf } from './ask.ts'
import { courier } from './models/courier.ts'
import { workshop } from './models/workshop.ts'

const planner = createPlanner(workshop)
const planOf = (question: string) => readingOf(planner, question).plan

const lasting = (aggregation: string) => ({
  metrics: [
    {
      measure: {
        over: 'commission__delivered_on',
        aggregation,
        since: { dimension: 'commission__accepted_on', unit: 'day' },
      },
    },
  ],
})

it.each([
  'turnaround time',
  'average turnaround time of commissions',
  'average delivery time',
  'average time to deliver',
  'average days to deliver',
  'how long does it take to deliver commissions',
  'how long do commissions take',
  'how long does a commission take to be delivered',
  'how many days does it take to deliver commissions',
])('%s: from when rows begin to be to what is done to them', (question) => {
  expect(planOf(question)).toMatchObject({ ...lasting('average'), groupBy: [], where: [] })
})

it('says from which date to which', () => {
  const { assumed } = readingOf(planner, 'how long do commissions take')
  expect(assumed.map(({ reading }) => reading)).toContain('From Accepted on to Delivered on')
})

it.each([
  ['turnaround time by restorer', 'average'],
  ['time to delivery by restorer', 'average'],
  ['median delivery time by restorer', 'median'],
])('%s: of each group', (question, aggregation) => {
  expect(planOf(question)).toMatchObject({
    ...lasting(aggregation),
    groupBy: [{ dimension: 'restorer' }, { dimension: 'restorer__restorer_name' }],
  })
})

it('ranks and bounds it like any other amount', () => {
  expect(planOf('which restorer has the shortest turnaround time')).toMatchObject({
    ...lasting('average'),
    top: { count: 1, direction: 'asc' },
  })
  expect(planOf('restorers with average turnaround time above 30')).toMatchObject({
    where: [{ plan: { ...lasting('average'), having: [{ op: '>', value: 30 }] } }],
  })
})

it('knows no such time of rows that nothing is done to', () => {
  const outcome = createPlanner(courier).plan('how long do depots take', { now: NOW, previous: null })
  expect(outcome.kind).toBe('refuse')
})
