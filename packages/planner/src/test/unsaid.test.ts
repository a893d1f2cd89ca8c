import { describe, expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf } from './ask.ts'
import { courier } from './models/courier.ts'
import { inspections } from './models/inspections.ts'

const planners = { courier: createPlanner(courier), inspections: createPlanner(inspections) }

it.each([
  ['courier', 'how many care agents are there'],
  ['courier', 'which riders worked in every land'],
  ['courier', 'parcels posted or lost by van'],
  ['courier', 'clients enrolled or closed by trade'],
  ['inspections', 'which inspectors worked in every quarter of town'],
  ['inspections', 'inspectors who checked in every quarter of town'],
  ['inspections', 'costs by quarter of town'],
  ['inspections', 'how many 5 star lift inspections in 2025'],
] as const)('%s: "%s" is not answered with a part left out', (name, question) => {
  const outcome = planners[name].plan(question, { now: NOW, previous: null })
  expect(outcome.kind, JSON.stringify(outcome.kind === 'reading' ? outcome.reading.plan : null)).not.toBe(
    'reading',
  )
})

it.each([
  ['courier', 'please show me the number of parcels we posted in 2025'],
  ['courier', 'please give us the total postage for express parcels'],
  ['courier', 'names of every client in books'],
  ['inspections', 'the average bill of brake test inspections in 2025 please'],
] as const)('%s: "%s" has only words that carry nothing besides', (name, question) => {
  const outcome = planners[name].plan(question, { now: NOW, previous: null })
  expect(outcome.kind, outcome.kind === 'refuse' ? outcome.reason : '').toBe('reading')
})

describe('words that are not quite others', () => {
  const lifts = createPlanner(inspections)
  it('reads what a column of yes and no says of the rows', () => {
    const { plan } = readingOf(lifts, 'how many lift inspections under contract')
    expect(briefPlan(plan)).toEqual({
      kind: 'metrics',
      metrics: ['count lift_inspection'],
      where: ['lift_inspection__under_contract = yes'],
    })
  })
  it('takes no word two letters away for one it knows', () => {
    const outcome = lifts.plan('travel distance per inspector in 2025', { now: NOW, previous: null })
    expect(outcome.kind).toBe('refuse')
  })
})
