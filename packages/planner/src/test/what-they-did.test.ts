import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf } from './ask.ts'
import { courier } from './models/courier.ts'
import { shop } from './models/shop.ts'

const planner = createPlanner(shop)
const year2025 = { start: '2025-01-01', end: '2026-01-01' }

it.each(['how many customers have had orders in 2025', 'how many customers had visits in 2025'])(
  '"%s": what they had says which of them, and is dated by its own day',
  (question) => {
    const metric = question.includes('visits') ? 'visits' : 'orders'
    const theirs = {
      kind: 'metrics',
      metrics: [metric],
      groupBy: ['customer'],
      having: [{ column: metric, op: '>', value: 0 }],
      time: year2025,
    }
    expect(briefPlan(readingOf(planner, question).plan)).toEqual({
      kind: 'metrics',
      metrics: ['new_customers'],
      where: [['customer in', theirs]],
    })
  },
)

it('two figures that are joined stay two', () => {
  const { plan } = readingOf(planner, 'how many customers and orders in 2025')
  expect(briefPlan(plan)).toEqual({ kind: 'metrics', metrics: ['new_customers', 'orders'], time: year2025 })
})

it.each(['how many clients made a transfer', 'how many clients never made a transfer'])(
  '"%s": a deed that nothing here tells of is not passed over as a verb',
  (question) => {
    const outcome = createPlanner(courier).plan(question, { now: NOW, previous: null })
    expect(outcome.kind).toBe('refuse')
  },
)
