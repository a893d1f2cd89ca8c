import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf } from './ask.ts'
import { workshop } from './models/workshop.ts'

const planner = createPlanner(workshop)
const planOf = (question: string) => readingOf(planner, question).plan
const outcomeOf = (question: string) => planner.plan(question, { now: NOW, previous: null }).kind

it.each([
  ['last commission of each patron', 'max_accepted_on', 'desc', 1],
  ['most recent commission per patron', 'max_accepted_on', 'desc', 1],
  ['first commission of every patron', 'min_accepted_on', 'asc', 1],
  ['the 3 latest commissions per patron', 'max_accepted_on', 'desc', 3],
  ['the most expensive commission of each patron', 'max_price', 'desc', 1],
])('%s: rows ranked within their owner', (question, by, direction, count) => {
  expect(planOf(question)).toMatchObject({
    kind: 'metrics',
    metrics: [{ as: by }],
    groupBy: [{ dimension: 'patron' }, { dimension: 'patron__patron_name' }, { dimension: 'commission' }],
    top: { count, by, direction, per: ['patron', 'patron__patron_name'], ties: 'all' },
  })
})

it.each([
  ['7-day moving average of pieces', 'day', 7, true],
  ['rolling 3 month average of commissions', 'month', 3, true],
  ['moving average over 4 weeks of the number of commissions', 'week', 4, true],
  ['12-month rolling sum of pieces', 'month', 12, undefined],
])('%s: put together along the periods', (question, grain, periods, average) => {
  const mean = average === true ? { average } : {}
  expect(planOf(question)).toMatchObject({
    groupBy: [{ grain }],
    window: [{ kind: 'rolling', periods, within: [], ...mean }],
  })
})

it('restarts within each group, and totals from the first period on', () => {
  expect(planOf('rolling 3 month average of pieces by cracked')).toMatchObject({
    window: [{ periods: 3, within: ['commission__cracked'] }],
  })
  expect(planOf('running total of pieces by month in 2026')).toMatchObject({
    groupBy: [{ grain: 'month' }],
    window: [{ kind: 'running' }],
    time: { start: '2026-01-01', end: '2027-01-01' },
  })
  expect(outcomeOf('running total of price')).toBe('refuse')
})

it('takes an amount per amount for a quotient, not for a group of each number', () => {
  const pieces = [{ ratio: { numerator: { measure: { over: 'commission__pieces' } }, denominator: {} } }]
  expect(planOf('pieces per bench hour by cracked')).toMatchObject({
    metrics: pieces,
    groupBy: [{ dimension: 'commission__cracked' }],
  })
  expect(planOf('pieces per hour')).toMatchObject({ metrics: pieces, groupBy: [] })
  expect(briefPlan(planOf('commissions per month'))['groupBy']).toEqual(['commission__accepted_on by month'])
  expect(outcomeOf('number of commissions per price')).toBe('refuse')
})
