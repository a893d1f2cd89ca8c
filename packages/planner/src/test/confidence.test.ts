import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { readingOf } from './ask.ts'
import { courier } from './models/courier.ts'
import { shop } from './models/shop.ts'

const shops = createPlanner(shop)
const couriers = createPlanner(courier)

it.each([
  [shops, 'revene by categry', 'revenue by category'],
  [couriers, 'number of parcels with state delivred', 'number of parcels with state delivered'],
])('%#: "%s" is less certain than what it means', (planner, loose, plain) => {
  const one = readingOf(planner, loose).confidence
  expect(one.score).toBeLessThan(readingOf(planner, plain).confidence.score)
  expect(one.reasons.length).toBeGreaterThan(1)
})

it('has a reading confirmed where the data itself may mislead', () => {
  const padded = courier.values.map((one) => ({ ...one, values: one.values.map((value) => `${value} `) }))
  const question = 'how many parcels are lost'
  const outcome = createPlanner({ ...courier, values: padded }).plan(question, {
    now: '2026-11-14T10:00:00',
    previous: null,
  })
  if (outcome.kind !== 'clarify') throw new Error(outcome.kind)
  expect(outcome.question).toContain('"lost" is stored with blanks around it')
  const [only] = outcome.options
  expect(outcome.options).toHaveLength(1)
  expect(only?.reading.confidence.score).toBeLessThan(readingOf(couriers, question).confidence.score)
})
