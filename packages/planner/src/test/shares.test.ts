import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { NOW, readingOf, told } from './ask.ts'
import { courier } from './models/courier.ts'
import { rentals } from './models/rentals.ts'
import { surveys } from './models/surveys.ts'

const planners = {
  courier: createPlanner(courier),
  rentals: createPlanner(rentals),
  surveys: createPlanner(surveys),
}
type Data = keyof typeof planners

const is = (dimension: string, value: string) => ({ kind: 'compare', field: { dimension }, op: '=', value })
const part = (where: unknown) => [{ as: 'share', ratio: { numerator: { where: [where] }, denominator: {} } }]
const abandoned = part(is('field_survey__result', 'abandoned'))

it.each<[Data, string, Record<string, unknown>]>([
  ['surveys', 'what share of surveys got abandoned', { metrics: abandoned, groupBy: [], where: [] }],
  [
    'surveys',
    'percentage of surveys abandoned per year',
    { metrics: abandoned, groupBy: [{ dimension: 'field_survey__surveyed_on', grain: 'year' }] },
  ],
  [
    'surveys',
    'share of surveys that were not fully insured by survey kind',
    {
      metrics: part(is('field_survey__fully_insured', 'no')),
      groupBy: [{ dimension: 'field_survey__survey_kind' }],
      where: [],
    },
  ],
  [
    'rentals',
    'what share of hire charge was from dinghies last quarter',
    { metrics: part(is('boat__boat_class', 'dinghy')), time: { start: '2026-01-01', end: '2026-04-01' } },
  ],
  ['rentals', 'what percentage of rentals are sloops', { metrics: part(is('boat__boat_class', 'sloop')) }],
  [
    'surveys',
    'material cost as a percentage of bill total per survey kind',
    {
      metrics: [{ ratio: { numerator: { metric: 'material_cost' }, denominator: { metric: 'bill_total' } } }],
      groupBy: [{ dimension: 'field_survey__survey_kind' }],
    },
  ],
  ['courier', '% delivered', { metrics: part(is('parcel__state', 'delivered')), groupBy: [], where: [] }],
  [
    'courier',
    'percent lost by speed class',
    { metrics: part(is('parcel__state', 'lost')), groupBy: [{ dimension: 'parcel__speed_class' }] },
  ],
  [
    'rentals',
    'share of each boat class in hire charge',
    { metrics: [{ metric: 'hire_charge' }], share: [{ of: 'hire_charge', within: [] }] },
  ],
])('%s: "%s" is a share', (data, question, expected) => {
  expect(readingOf(planners[data], question).plan).toMatchObject(expected)
})

it.each([
  ['share of abandoned surveys by parish', 'clarify', /spread over the groups/],
  ['percentage of surveys in Alder Vale that were abandoned', 'clarify', /of those with "Alder Vale"/],
  ['share of surveys', 'refuse', /a part and a whole/],
])('%s → %s', (question, kind, sentence) => {
  const outcome = planners.surveys.plan(question, { now: NOW, previous: null })
  expect(outcome.kind).toBe(kind)
  expect(told(outcome)).toMatch(sentence)
})

it('reads a word of its own as no slip of part of a name', () => {
  const outcome = planners.rentals.plan('% returned late', { now: NOW, previous: null })
  expect(outcome.kind).toBe('refuse')
  expect(told(outcome)).toMatch(/"late"/)
})
