import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf, told } from './ask.ts'
import { workshop } from './models/workshop.ts'

const planner = createPlanner(workshop)
const planOf = (question: string) => briefPlan(readingOf(planner, question).plan)
const outcomeOf = (question: string) => planner.plan(question, { now: NOW, previous: null })

const in2025 = { start: '2025-01-01', end: '2026-01-01', dimension: 'commission__accepted_on' }
const abandoned = 'commission__progress_state = abandoned'

it.each([
  ['which restorer had the most abandonments in 2025?', 'desc', 1],
  ['restorers with the fewest abandonments in 2025', 'asc', 1],
  ['top 3 restorers with the most abandonments in 2025', 'desc', 3],
])('%s: the rows in that state are counted and dated, not the restorers', (question, direction, count) => {
  expect(planOf(question)).toMatchObject({
    metrics: ['count commission'],
    groupBy: ['restorer', 'restorer__restorer_name'],
    where: [abandoned, 'restorer is known'],
    time: in2025,
    top: { count, direction },
  })
})

it.each([
  ['how many abandonments were there in 2025?', abandoned],
  ['how many cracked were there in 2025?', 'commission__cracked = yes'],
  ['how many abandoned and declined in 2025', 'commission__progress_state in abandoned, declined'],
])('%s: a state without a noun counts its rows', (question, where) => {
  expect(planOf(question)).toMatchObject({ metrics: ['count commission'], where: [where], time: in2025 })
})

it('counts a state by what stands behind "by"', () => {
  expect(planOf('abandonments by restorer in 2025')).toMatchObject({
    metrics: ['count commission'],
    groupBy: ['restorer', 'restorer__restorer_name'],
    time: in2025,
  })
  expect(planOf('cracked by month')).toMatchObject({
    metrics: ['count commission'],
    groupBy: ['commission__accepted_on by month'],
    where: ['commission__cracked = yes'],
  })
})

it('leaves rows alone that a noun names', () => {
  expect(planOf('how many restorers are abandoned')).toMatchObject({ metrics: ['count restorer'] })
  expect(planOf('which restorer has the most declined commissions')).toMatchObject({
    metrics: ['count commission'],
    where: ['commission__progress_state = declined', 'restorer is known'],
  })
})

it('does not date rows by a period that may be said of others', () => {
  expect(outcomeOf('how many abandonments had gilding in 2025').kind).not.toBe('reading')
})

it.each([
  'how many restorers had abandoned commissions in 2025',
  'how many restorers had an abandonment in 2025',
])('%s: what they had is dated, not they', (question) => {
  expect(planOf(question)).toEqual({
    kind: 'metrics',
    metrics: ['count restorer'],
    where: [
      [
        'restorer in',
        expect.objectContaining({
          where: [
            abandoned,
            ['and', 'commission__accepted_on >= 2025-01-01', 'commission__accepted_on < 2026-01-01'],
          ],
        }),
      ],
    ],
  })
})

it('does not take one row above the average for what somebody has in all', () => {
  const question = 'restorers with price above the average of all restorers'
  expect(told(outcomeOf(question))).toMatch(/what each of the restorers has in all/)
})

it('compares rows with their average where they are named', () => {
  for (const question of [
    'commissions with price above the average of all commissions',
    'restorers with commissions with price above the average',
  ])
    expect(outcomeOf(question).kind).toBe('reading')
})

it('says that shares of the first few are of the total of all', () => {
  const { assumed } = readingOf(planner, 'share of commissions from the top 3 restorers')
  expect(assumed.map(({ reading }) => reading)).toContain(
    'Shares are of the total of all, also of what is not shown',
  )
})

it('says that the fewest are of those that have any', () => {
  const { assumed } = readingOf(planner, 'which restorer has the fewest commissions')
  expect(assumed.map(({ reading }) => reading)).toContain('Those without any commissions are not ranked')
})

it.each(['share of price by patron', 'what share of price comes from the top 3 patrons'])(
  '%s: what does not add up has no shares',
  (question) => {
    expect(told(outcomeOf(question))).toMatch(/needs an amount that adds up/)
  },
)
