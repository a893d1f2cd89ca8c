import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf, told } from './ask.ts'
import { courier } from './models/courier.ts'

const planner = createPlanner(courier)
const where = (question: string): unknown => briefPlan(readingOf(planner, question).plan)['where']
const groups = (question: string): unknown => briefPlan(readingOf(planner, question).plan)['groupBy']

const origin = ['origin_depot__depot_name = Salt Quay']
const destination = ['destination_depot__depot_name = Salt Quay']

it.each([
  ['parcels from Salt Quay', origin],
  ['how many parcels went out of Salt Quay', origin],
  ['how many parcels left Salt Quay', origin],
  ['parcels departing from Salt Quay last month', origin],
  ['parcels with origin Salt Quay', origin],
  ['number of parcels with origin depot Salt Quay', origin],
  ['parcels going to Salt Quay', destination],
  ['how many parcels arrived at Salt Quay', destination],
  ['parcels sent to Salt Quay in 2025', destination],
  ['parcels bound for Salt Quay', destination],
  ['number of parcels with destination Salt Quay', destination],
])('%s: the words choose the end', (question, expected) => {
  expect(where(question)).toEqual(expected)
})

it.each([
  [
    'how many parcels arrived at Moor End from Birch Gate',
    ['destination_depot__depot_name = Moor End', 'origin_depot__depot_name = Birch Gate'],
  ],
  [
    'how many parcels went from Birch Gate to Moor End in 2025',
    ['origin_depot__depot_name = Birch Gate', 'destination_depot__depot_name = Moor End'],
  ],
  [
    'parcels from Birch Gate or Salt Quay to Wales',
    ['origin_depot__depot_name in Birch Gate, Salt Quay', 'destination_depot__land = Wales'],
  ],
])('%s: two values of one column go to two ends', (question, expected) => {
  expect(where(question)).toEqual(expected)
})

it.each([
  ['number of parcels by destination depot', ['destination_depot__depot', 'destination_depot__depot_name']],
  ['total postage per origin depot', ['origin_depot__depot', 'origin_depot__depot_name']],
  ['number of parcels by destination land', ['destination_depot__land']],
  ['number of clients by care agent', ['rider', 'rider__rider_name']],
  ['total postage by care agent', ['client__rider', 'client__rider__rider_name']],
])('%s: a key with a role groups, and names are shown', (question, expected) => {
  expect(groups(question)).toEqual(expected)
})

it('shows what belongs to each row beside it', () => {
  expect(briefPlan(readingOf(planner, 'clients with their care agent').plan)).toEqual({
    kind: 'list',
    root: 'clients',
    columns: ['client__client_name', 'rider__rider_name'],
  })
})

it.each(['number of parcels by depot', 'how many parcels in Kent', 'total postage by depot land'])(
  '%s: asks which end, in words',
  (question) => {
    const outcome = planner.plan(question, { now: NOW, previous: null })
    expect(outcome.kind, outcome.trail.join('\n')).toBe('clarify')
    expect(told(outcome)).toBe('Which do you mean: the origin depot or the destination depot?')
  },
)

it.each([
  ['average yearly wage by grade', { groupBy: ['rider__grade'] }],
  ['riders supervised by Ada Pike', { where: ['supervisor__rider_name = Ada Pike'] }],
  ['how many riders have grade Driver', { where: ['rider__grade = Driver'] }],
])('%s: a table that points to itself keeps its own columns', (question, expected) => {
  expect(briefPlan(readingOf(planner, question).plan)).toMatchObject(expected)
})
