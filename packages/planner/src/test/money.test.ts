import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf, told } from './ask.ts'
import { rentals } from './models/rentals.ts'
import { surveys } from './models/surveys.ts'

const planners = { rentals: createPlanner(rentals), surveys: createPlanner(surveys) }
type Data = keyof typeof planners

it.each<[Data, string, string]>([
  ['surveys', 'costs by parish', 'material_cost'],
  ['surveys', 'what did we spend by parish', 'material_cost'],
  ['surveys', 'total spent in 2025', 'material_cost'],
  ['surveys', 'revenue by parish', 'bill_total'],
  ['surveys', 'sales last year', 'bill_total'],
  ['rentals', 'what did we pay out on damages for each renter, top 10', 'sum_paid'],
  ['rentals', 'costs by boat class', 'fuel_cost'],
  ['rentals', 'turnover by month', 'hire_charge'],
])('%s: "%s" is the one amount that fits', (data, question, metric) => {
  expect(briefPlan(readingOf(planners[data], question).plan)).toMatchObject({ metrics: [metric] })
})

it('asks where several amounts fit', () => {
  const outcome = planners.rentals.plan('how much did we spend in 2025', { now: NOW, previous: null })
  expect(outcome.kind === 'clarify' && outcome.options.map(({ label }) => label)).toEqual([
    'Fuel cost',
    'Sum paid',
  ])
})

it.each(['fuel cost last quarter', 'how many rentals last quarter'])(
  '"%s" says by which date',
  (question) => {
    const { assumed } = readingOf(planners.rentals, question)
    expect(assumed.map(({ reading }) => reading)).toContain('Counted by Rented on')
  },
)

it('refuses by name where none fits', () => {
  const outcome = planners.surveys.plan('profit by parish', { now: NOW, previous: null })
  expect(outcome.kind).toBe('refuse')
  expect(told(outcome)).toMatch(/"profit"/)
})

it.each<[Data, string, Record<string, unknown>]>([
  [
    'surveys',
    'surveyors with an average feedback score below 4',
    {
      groupBy: ['field_survey__surveyor'],
      having: [{ column: 'average_feedback_score', op: '<', value: 4 }],
    },
  ],
  [
    'surveys',
    'parishes with more than 200 surveys',
    {
      groupBy: ['field_survey__parish'],
      having: [{ column: 'number_of_field_surveys', op: '>', value: 200 }],
    },
  ],
  [
    'surveys',
    'parishes with more than $10,000 of bill total in 2025',
    {
      groupBy: ['field_survey__parish'],
      having: [{ column: 'bill_total', op: '>', value: 10000 }],
      time: { start: '2025-01-01', end: '2026-01-01' },
    },
  ],
  [
    'surveys',
    'surveyors who billed more than 1000 in 2025',
    {
      groupBy: ['field_survey__surveyor'],
      having: [{ column: 'bill_total', op: '>', value: 1000 }],
      time: { start: '2025-01-01', end: '2026-01-01' },
    },
  ],
  [
    'surveys',
    'top surveyor in each parish by bill total',
    { top: { count: 1, by: 'bill_total', direction: 'desc', per: ['field_survey__parish'], ties: 'all' } },
  ],
  [
    'surveys',
    'most common abandon reason in 2025',
    { groupBy: ['field_survey__abandon_reason'], where: ['field_survey__abandon_reason is known'] },
  ],
])('%s: "%s" chooses groups', (data, question, expected) => {
  expect(briefPlan(readingOf(planners[data], question).plan)).toMatchObject({ kind: 'metrics', ...expected })
})

it.each<[string, string]>([
  ['surveys with a feedback score of at least 4', '>='],
  ['surveys with 4 or more feedback score', '>='],
  ['surveys with a 4+ feedback score', '>='],
  ['feedback score of at least 4 how many', '>='],
  ['how many surveys got a score of 4 or better', '>='],
])('"%s" narrows rows', (question, op) => {
  expect(briefPlan(readingOf(planners.surveys, question).plan)).toMatchObject({
    where: [`field_survey__feedback_score ${op} 4`],
  })
})

it('has no top 0', () => {
  expect(told(planners.surveys.plan('top 0 surveyors by bill total', { now: NOW, previous: null }))).toMatch(
    /one or more/,
  )
})
