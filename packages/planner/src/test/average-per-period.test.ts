import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { readingOf } from './ask.ts'
import { workshop } from './models/workshop.ts'

const planner = createPlanner(workshop)
const planOf = (question: string) => readingOf(planner, question).plan

const averageBy = (grain: string, part: unknown) => [
  {
    as: `average_per_${grain}`,
    ratio: {
      numerator: part,
      denominator: {
        measure: { over: `commission__accepted_on__${grain}`, aggregation: 'count_distinct' },
        as: 'whole',
      },
    },
  },
]
const count = { countOf: 'commission', as: 'part' }
const price = { measure: { over: 'commission__price', aggregation: 'sum' }, as: 'part' }

it.each([
  ['average number of commissions per month', 'month', count],
  ['average commissions per week', 'week', count],
  ['average monthly commissions', 'month', count],
  ['how many commissions per quarter on average', 'quarter', count],
  ['average number of commissions a day', 'day', count],
  ['average total price per month', 'month', price],
])('%s: all of it over the periods', (question, grain, part) => {
  expect(planOf(question)).toMatchObject({ metrics: averageBy(grain, part), groupBy: [], where: [] })
})

it('holds the period and the state of the rows, within each group', () => {
  expect(planOf('average number of abandoned commissions per month by restorer in 2025')).toMatchObject({
    metrics: averageBy('month', count),
    groupBy: [{ dimension: 'restorer' }, { dimension: 'restorer__restorer_name' }],
    where: [{ kind: 'compare', field: { dimension: 'commission__progress_state' }, value: 'abandoned' }],
    time: { start: '2025-01-01', end: '2026-01-01', dimension: 'commission__accepted_on' },
  })
})

it('says that periods without any are not counted', () => {
  const { assumed } = readingOf(planner, 'average number of commissions per month')
  expect(assumed.map(({ reading }) => reading)).toContain(
    'By Accepted on; a month without any is not counted',
  )
})

it('leaves an average that is told month by month', () => {
  expect(planOf('average price per month')).toMatchObject({
    metrics: [{ measure: { over: 'commission__price', aggregation: 'average' } }],
    groupBy: [{ dimension: 'commission__accepted_on', grain: 'month' }],
  })
})
