import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf, told } from './ask.ts'
import { workshop } from './models/workshop.ts'

const planner = createPlanner(workshop)
const planOf = (question: string) => briefPlan(readingOf(planner, question).plan)

const is = (dimension: string, value: string) => ({ kind: 'compare', field: { dimension }, op: '=', value })
const rateOf = (where: unknown) => [
  {
    as: 'share',
    ratio: {
      numerator: { countOf: 'commission', as: 'part', where: [where] },
      denominator: { countOf: 'commission', as: 'whole' },
    },
  },
]

it.each([
  ['abandonment rate', is('commission__progress_state', 'abandoned')],
  ['delivery rate', is('commission__progress_state', 'delivered')],
  ['declined rate', is('commission__progress_state', 'declined')],
  ['what is the cracked rate?', is('commission__cracked', 'yes')],
])('%s: of all rows the share in a state', (question, where) => {
  expect(readingOf(planner, question).plan).toMatchObject({ metrics: rateOf(where), where: [], groupBy: [] })
})

it('shows, ranks and bounds a rate like any other amount', () => {
  const abandoned = rateOf(is('commission__progress_state', 'abandoned'))
  expect(readingOf(planner, 'abandonment rate by month').plan).toMatchObject({
    metrics: abandoned,
    groupBy: [{ dimension: 'commission__accepted_on', grain: 'month' }],
  })
  expect(readingOf(planner, 'which patron has the highest abandonment rate').plan).toMatchObject({
    metrics: abandoned,
    top: { count: 1, by: 'share', direction: 'desc' },
  })
  expect(readingOf(planner, 'patrons with an abandonment rate above 20 %').plan).toMatchObject({
    metrics: abandoned,
    having: [{ column: 'share', op: '>', value: 0.2 }],
  })
})

it('leaves a rate that is a column alone', () => {
  expect(planOf('average piece rate by county')).toMatchObject({ metrics: ['average restorer__piece_rate'] })
})

const without = (root: string, column: string, where: readonly unknown[] = []) => [
  `${column} not in`,
  { kind: 'list', root, columns: [column], distinct: true, where: [...where, `${column} is known`] },
]

it.each([
  'restorers who never restored anything',
  'restorers that never restored',
  'restorers who never got any commissions',
])('%s: what they do is told by the only dated rows of theirs', (question) => {
  expect(planOf(question)['where']).toEqual([without('commissions', 'restorer')])
})

it('says what a deed is taken for', () => {
  const { assumed } = readingOf(planner, 'restorers who never restored anything')
  expect(assumed.map(({ reading }) => reading)).toContain('"restored" is read as: has commissions')
  expect(planOf('patrons who never ordered anything')['where']).toEqual([without('commissions', 'patron')])
})

it('tells what somebody did from where they are', () => {
  expect(planOf('restorers who never restored for Ada Pike')['where']).toEqual([
    without('commissions', 'restorer', ['patron__patron_name = Ada Pike']),
  ])
  expect(told(planner.plan('restorers who never restored in Kent', { now: NOW, previous: null }))).toMatch(
    /not a thing they are/,
  )
})

it('does not take a part of the rows for their number', () => {
  const outcome = planner.plan('top 10 % of patrons by price', { now: NOW, previous: null })
  expect(outcome.kind).toBe('refuse')
})
