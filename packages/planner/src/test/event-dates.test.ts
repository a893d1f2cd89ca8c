import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf, told } from './ask.ts'
import { workshop } from './models/workshop.ts'

const planner = createPlanner(workshop)
const planOf = (question: string) => briefPlan(readingOf(planner, question).plan)
const outcomeOf = (question: string) => planner.plan(question, { now: NOW, previous: null })

const within = (column: string, year: number) => [
  'and',
  `${column} >= ${year}-01-01`,
  `${column} < ${year + 1}-01-01`,
]
const accepted = within('commission__accepted_on', 2025)
const delivered = within('commission__delivered_on', 2025)
const is = (state: string) => `commission__progress_state = ${state}`

const without = (owner: string, where: readonly unknown[]) => [
  [
    `${owner} not in`,
    {
      kind: 'list',
      root: 'commissions',
      columns: [owner],
      distinct: true,
      where: [...where, `${owner} is known`],
    },
  ],
]

it.each([
  ['how many restorers did not have abandonments in 2025', 'restorer', [is('abandoned'), accepted]],
  ['how many restorers had no abandonment in 2025', 'restorer', [is('abandoned'), accepted]],
  ['how many restorers abandoned no commissions in 2025', 'restorer', [is('abandoned'), accepted]],
  ['how many restorers did not deliver in 2025', 'restorer', [is('delivered'), delivered]],
  ['how many restorers without deliveries in 2025', 'restorer', [is('delivered'), delivered]],
  ['in 2025 how many patrons had no commissions', 'patron', [accepted]],
  ['last year, how many patrons did not have commissions', 'patron', [accepted]],
  ['how many patrons in 2025 had no commissions', 'patron', [accepted]],
])('%s: dated by what they did not have', (question, owner, inner) => {
  expect(planOf(question)).toEqual({
    kind: 'metrics',
    metrics: [`count ${owner}`],
    where: without(owner, inner),
  })
})

it.each([
  ['how many restorers delivered commissions in 2025', 'restorer', [is('delivered'), delivered]],
  ['how many restorers abandoned commissions in 2025', 'restorer', [is('abandoned'), accepted]],
  ['in 2025, how many patrons had commissions', 'patron', [accepted]],
  ['how many patrons placed commissions in 2025', 'patron', [accepted]],
])('%s: dated by what they did', (question, owner, where) => {
  expect(planOf(question)).toEqual({
    kind: 'metrics',
    metrics: [`count ${owner}`],
    where: [[`${owner} in`, { kind: 'list', root: 'commissions', columns: [owner], distinct: true, where }]],
  })
})

it.each([
  ['how many restorers worked for Ada Pike in 2025', 'restorer in', []],
  ['how many restorers did not work for Ada Pike in 2025', 'restorer not in', ['restorer is known']],
])('%s: dated by the rows that lead to both', (question, among, known) => {
  const where = ['patron__patron_name = Ada Pike', accepted, ...known]
  expect(planOf(question)['where']).toEqual([
    [among, expect.objectContaining({ root: 'commissions', where })],
  ])
})

it('lists those who did something in a period', () => {
  expect(planOf('in 2025 which patrons had commissions')['where']).toEqual([
    ['patron in', expect.objectContaining({ where: [accepted] })],
  ])
})

it('denies both of two periods', () => {
  expect(planOf('patrons who had no commissions in 2025 and 2024')['where']).toEqual(
    without('patron', [['or', accepted, within('commission__accepted_on', 2024)]]),
  )
})

it('dates rows that a denied number counts', () => {
  for (const question of [
    'how many patrons did not have more than 3 commissions in 2025',
    'in 2025, how many patrons did not have more than 3 commissions',
  ])
    expect(planOf(question)['where']).toEqual([
      [
        'patron not in',
        expect.objectContaining({
          time: { start: '2025-01-01', end: '2026-01-01', dimension: 'commission__accepted_on' },
        }),
      ],
    ])
})

it.each([
  ['how many restorers hired in 2025 had no commissions', []],
  ['how many restorers hired in 2025 had no commissions in 2026', [within('commission__accepted_on', 2026)]],
])('%s: a verb ties the period to those who are counted', (question, inner) => {
  expect(planOf(question)).toMatchObject({
    where: without('restorer', inner),
    time: { start: '2025-01-01', end: '2026-01-01', dimension: 'restorer__hired_on' },
  })
})

it('asks whose date is meant where the period stands between the two', () => {
  const outcome = outcomeOf('patrons in 2025 without commissions')
  expect(told(outcome)).toMatch(/by Accepted on or by Met on/)
})

it('does not date those who are counted where what they have is undated', () => {
  expect(told(outcomeOf('how many restorers did not have gilding in 2025'))).toMatch(/"in 2025"/)
})

const in2025 = { start: '2025-01-01', end: '2026-01-01', dimension: 'commission__accepted_on' }
const above500 = [{ column: 'sum_price', op: '>', value: 500 }]

it.each(['restorers with total price above 500 in 2025', 'in 2025, restorers with total price above 500'])(
  '%s: the amount is put together within the period',
  (question) => {
    expect(planOf(question)).toMatchObject({
      metrics: ['sum commission__price'],
      having: above500,
      time: in2025,
    })
  },
)

it('counts those whose amount of the period passes', () => {
  expect(planOf('how many restorers had total price above 500 in 2025')).toMatchObject({
    metrics: ['count restorer'],
    where: [['restorer in', { metrics: ['sum commission__price'], having: above500, time: in2025 }]],
  })
})
