import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf } from './ask.ts'
import { courier } from './models/courier.ts'
import { workshop } from './models/workshop.ts'

const planners = { courier: createPlanner(courier), workshop: createPlanner(workshop) }
const planOf = (name: keyof typeof planners, question: string) =>
  briefPlan(readingOf(planners[name], question).plan)

it.each([
  ['workshop', 'undelivered commissions', 'commission__progress_state != delivered'],
  ['workshop', 'how many undelivered commissions', 'commission__progress_state != delivered'],
  ['workshop', 'non-delivered commissions', 'commission__progress_state != delivered'],
  ['workshop', 'how many uncracked commissions', 'commission__cracked = no'],
  ['workshop', 'unaccepted commissions', 'commission__accepted_on is null'],
  ['workshop', 'how many unaccepted commissions', 'commission__accepted_on is null'],
  ['courier', 'unclosed clients', 'client__closed_on is null'],
] as const)('%s: %s are not those that are', (name, question, where) => {
  expect(planOf(name, question)['where']).toEqual([where])
})

it('finds who has one of any other state, not who has none of it', () => {
  const inner = { where: ['commission__progress_state != delivered'] }
  expect(planOf('workshop', 'which restorers have undelivered commissions')['where']).toEqual([
    ['restorer in', expect.objectContaining(inner)],
  ])
})

it('ranks by what is denied', () => {
  expect(planOf('workshop', 'which restorer has the most undelivered commissions')).toMatchObject({
    metrics: ['count commission'],
    where: ['commission__progress_state != delivered', 'restorer is known'],
  })
})

it.each(['unfinished commissions', 'union of commissions', 'unseen commissions'])(
  '%s: a denied word the data does not have is no slip of another',
  (question) => {
    expect(planners.workshop.plan(question, { now: NOW, previous: null }).kind).toBe('refuse')
  },
)
