import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { readingOf } from './ask.ts'
import { workshop } from './models/workshop.ts'

const planner = createPlanner(workshop)

const count = { countOf: 'commission' }
const leaders = (owner: string, top: number) => ({
  kind: 'inPlan',
  field: { dimension: owner },
  plan: { metrics: [count], groupBy: [{ dimension: owner }], top: { count: top, direction: 'desc' } },
})

it.each([
  ['what share of commissions do the top 3 restorers have together', 'restorer', 3],
  ['what percentage of commissions come from the top 5 patrons', 'patron', 5],
])('%s: one number', (question, owner, top) => {
  const { plan } = readingOf(planner, question)
  expect(plan).toMatchObject({
    metrics: [
      { as: 'share', ratio: { numerator: { ...count, where: [leaders(owner, top)] }, denominator: count } },
    ],
    groupBy: [],
    where: [],
    top: null,
  })
})

it('ranks and adds up within the same rows', () => {
  const { plan } = readingOf(
    planner,
    'what share of abandoned commissions comes from the top 2 restorers in 2025',
  )
  const state = { kind: 'compare', field: { dimension: 'commission__progress_state' }, value: 'abandoned' }
  const time = { start: '2025-01-01', end: '2026-01-01' }
  expect(plan).toMatchObject({
    metrics: [
      {
        ratio: {
          numerator: {
            where: [{ plan: { where: expect.arrayContaining([expect.objectContaining(state)]), time } }],
          },
        },
      },
    ],
    groupBy: [],
    where: [state],
    time,
  })
})

it('keeps the share of each where nobody asks for them together', () => {
  expect(readingOf(planner, 'share of commissions from the top 3 restorers').plan).toMatchObject({
    top: { count: 3 },
    share: [{ of: 'number_of_commissions' }],
  })
})
