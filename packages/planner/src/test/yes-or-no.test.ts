import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf } from './ask.ts'
import { workshop } from './models/workshop.ts'

const planner = createPlanner(workshop)
const planOf = (question: string) => briefPlan(readingOf(planner, question).plan)

const years = {
  time: { start: '2025-01-01', end: '2026-01-01', dimension: 'commission__accepted_on' },
  compare: { kind: 'range', start: '2024-01-01', end: '2025-01-01' },
}

it.each([
  ['was total price higher in 2025 than in 2024', ['sum commission__price'], []],
  ['was total price in 2025 greater than in 2024', ['sum commission__price'], []],
  ['were there more commissions in 2025 than in 2024', ['count commission'], []],
  [
    'were there fewer abandoned commissions in 2025 than in 2024',
    ['count commission'],
    ['commission__progress_state = abandoned'],
  ],
])('%s: both periods side by side', (question, metrics, where) => {
  const { where: narrowed = [], ...plan } = planOf(question)
  expect(plan).toMatchObject({ metrics, ...years })
  expect(narrowed).toEqual(where)
})

const restorers = 'restorer__restorer_name in Tom Sayer, Ines Moor'

it.each([
  ['did Tom Sayer have more commissions than Ines Moor', [restorers]],
  [
    'did Tom Sayer deliver more commissions than Ines Moor',
    [restorers, 'commission__progress_state = delivered'],
  ],
  [
    'are there more abandoned commissions than declined commissions',
    ['commission__progress_state in abandoned, declined'],
  ],
  ['are more commissions abandoned than declined', ['commission__progress_state in abandoned, declined']],
])('%s: both members side by side', (question, where) => {
  expect(planOf(question)).toMatchObject({ metrics: ['count commission'], where })
  expect(planOf(question)['groupBy']).toHaveLength(1)
})

it('asks of whom the county is, and compares either', () => {
  const outcome = planner.plan('is total price higher in Kent than in Devon', { now: NOW, previous: null })
  const plans =
    outcome.kind === 'clarify' ? outcome.options.map(({ reading }) => briefPlan(reading.plan)) : []
  expect(plans.map(({ groupBy }) => groupBy)).toEqual([['patron__county'], ['restorer__county']])
})

it('does not list both of two members where those above one are asked for', () => {
  const question = 'which restorers have more commissions than Ines Moor'
  expect(planner.plan(question, { now: NOW, previous: null }).kind).toBe('refuse')
})
