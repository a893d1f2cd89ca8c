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

it('says where the data itself may mislead, and is less certain', () => {
  const padded = courier.values.map((one) => ({ ...one, values: one.values.map((value) => `${value} `) }))
  const question = 'how many parcels are lost'
  const { score, reasons } = readingOf(createPlanner({ ...courier, values: padded }), question).confidence
  expect(reasons[0]).toBe('"lost" is stored with blanks around it')
  expect(score).toBeLessThan(readingOf(couriers, question).confidence.score)
})
