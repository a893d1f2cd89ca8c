import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf } from './ask.ts'
import { rentals } from './models/rentals.ts'
import { surveys } from './models/surveys.ts'

const planners = { rentals: createPlanner(rentals), surveys: createPlanner(surveys) }
type Data = keyof typeof planners
const year2025 = { start: '2025-01-01', end: '2026-01-01' }

it.each<[Data, string, Record<string, unknown>]>([
  [
    'rentals',
    'damages per boat',
    { metrics: ['count damage'], groupBy: ['rental__boat', 'rental__boat__boat_name'] },
  ],
  ['rentals', 'damages by kind', { metrics: ['count damage'], groupBy: ['damage__damage_kind'] }],
  ['rentals', 'rentals by boat class', { metrics: ['count rental'], groupBy: ['boat__boat_class'] }],
  [
    'rentals',
    'rentals by state and boat class in 2025',
    { metrics: ['count rental'], groupBy: ['rental__rental_state', 'boat__boat_class'], time: year2025 },
  ],
  [
    'rentals',
    'called off rentals by year',
    {
      metrics: ['count rental'],
      groupBy: ['rental__rented_on by year'],
      where: ['rental__rental_state = called off'],
    },
  ],
  [
    'rentals',
    'rentals for each renter',
    { metrics: ['count rental'], groupBy: ['renter', 'renter__renter_name'] },
  ],
  ['rentals', 'renters by land', { metrics: ['count renter'], groupBy: ['renter__land'] }],
  ['surveys', 'surveys by parish', { metrics: ['count field_survey'], groupBy: ['field_survey__parish'] }],
  [
    'surveys',
    'abandoned surveys per surveyor',
    {
      metrics: ['count field_survey'],
      groupBy: ['field_survey__surveyor'],
      where: ['field_survey__result = abandoned'],
    },
  ],
  [
    'surveys',
    'field surveys in Alder Vale, how many',
    { metrics: ['count field_survey'], where: ['field_survey__parish = Alder Vale'] },
  ],
  [
    'surveys',
    'how many surveys were fully insured',
    { metrics: ['count field_survey'], where: ['field_survey__fully_insured = yes'] },
  ],
  [
    'surveys',
    'how many surveys are not fully insured',
    { metrics: ['count field_survey'], where: ['field_survey__fully_insured = no'] },
  ],
])('%s: "%s" counts', (data, question, expected) => {
  expect(plan(data, question)).toMatchObject({ kind: 'metrics', ...expected })
})

it.each<[Data, string, Record<string, unknown>]>([
  [
    'rentals',
    'distance by boat class',
    { metrics: ['sum rental__distance_km'], groupBy: ['boat__boat_class'] },
  ],
  ['rentals', 'distance per rental', { metrics: ['average rental__distance_km'] }],
  [
    'rentals',
    'hire charge per rental by boat class',
    { metrics: ['average rental__hire_charge'], groupBy: ['boat__boat_class'] },
  ],
  [
    'rentals',
    'top 5 renters by hire charge this year',
    { metrics: ['hire_charge'], groupBy: ['renter', 'renter__renter_name'] },
  ],
  [
    'rentals',
    'top 3 boats by distance',
    { metrics: ['sum rental__distance_km'], groupBy: ['boat', 'boat__boat_name'] },
  ],
  [
    'surveys',
    'feedback by surveyor',
    { metrics: ['average field_survey__feedback_score'], groupBy: ['field_survey__surveyor'] },
  ],
])('%s: "%s" puts an amount together', (data, question, expected) => {
  expect(plan(data, question)).toMatchObject({ kind: 'metrics', ...expected })
})

it('asks whether a size is added up or averaged', () => {
  expect(options('rentals', 'mast height by boat class')).toEqual([
    'the sum of mast height',
    'the average mast height',
  ])
})

it('keeps a list a list, in order', () => {
  expect(plan('rentals', 'list the renters by land')).toMatchObject({
    kind: 'list',
    root: 'renters',
    orderBy: [{ by: 'renter__land', direction: 'asc' }],
  })
})

it.each<[Data, string, string]>([
  ['rentals', 'best boat', 'Number of rentals'],
  ['rentals', 'worst boat', 'Hire charge'],
  ['rentals', 'top 5 renters', 'Number of rentals'],
  ['surveys', 'best surveyor', 'Average feedback score'],
  ['surveys', 'most expensive survey', 'Bill total'],
  ['surveys', 'soil core over 400', 'Bill total'],
])('%s: "%s" asks by what', (data, question, option) => {
  const labels = options(data, question)
  expect(labels).toContain(option)
  expect(new Set(labels).size).toBe(labels.length)
})

it.each<[Data, string, Record<string, unknown>]>([
  [
    'rentals',
    'oldest boat',
    { root: 'boats', orderBy: [{ by: 'boat__built_on', direction: 'asc' }], limit: 1 },
  ],
  [
    'rentals',
    'latest rental',
    { root: 'rentals', orderBy: [{ by: 'rental__rented_on', direction: 'desc' }], limit: 1 },
  ],
  [
    'surveys',
    'longest survey',
    {
      root: 'field_surveys',
      orderBy: [{ by: 'field_survey__minutes_on_site', direction: 'desc' }],
      limit: 1,
    },
  ],
])('%s: "%s" is ordered by what the word measures', (data, question, expected) => {
  expect(plan(data, question)).toMatchObject({ kind: 'list', ...expected })
})

it('ranks the kinds of a file by their average', () => {
  expect(plan('surveys', 'lowest rated survey kind')).toMatchObject({
    metrics: ['average field_survey__feedback_score'],
    groupBy: ['field_survey__survey_kind'],
    top: { count: 1, direction: 'asc' },
  })
})

const plan = (data: Data, question: string) => briefPlan(readingOf(planners[data], question).plan)

function options(data: Data, question: string): string[] {
  const outcome = planners[data].plan(question, { now: NOW, previous: null })
  return outcome.kind === 'clarify' ? outcome.options.map(({ label }) => label) : []
}

it.each<[Data, string]>([
  ['rentals', 'boat classes with more than $100,000 of hire charge in 2025'],
  ['rentals', 'best boat'],
  ['surveys', 'most expensive survey'],
])('%s: "%s" offers no name of the machine', (data, question) => {
  const labels = options(data, question)
  expect(labels.join(' ')).not.toMatch(/_|\bnothing\b/)
  expect(new Set(labels).size).toBe(labels.length)
})

it.each<[Data, string, string]>([
  ['surveys', 'pick-up runs in Alder Vale', 'field_survey__survey_kind = pick-up run'],
  ['surveys', 'pick up runs in Alder Vale', 'field_survey__survey_kind = pick-up run'],
  ['surveys', 'tree cuont in Alder Vale', 'field_survey__survey_kind = tree count'],
])('%s: "%s" finds the value', (data, question, filter) => {
  expect((plan(data, question)['where'] as string[])[0]).toBe(filter)
})
