import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { NOW, readingOf, told } from './ask.ts'
import { shop } from './models/shop.ts'

const planner = createPlanner(shop)
const said = (question: string) => {
  const reading = readingOf(planner, question)
  return { time: reading.plan.time, assumed: reading.assumed.map((part) => part.reading) }
}

it.each([
  'revenue this year compared to last year',
  'orders this year vs last year',
  'how did revenue this year change compared to last year',
])('%s: both years have the same days', (question) => {
  const { time, assumed } = said(question)
  expect(time).toMatchObject({ start: '2026-01-01', end: '2026-06-16' })
  expect(assumed).toContain('Up to 15 Jun 2026, like for like')
})

it.each([
  ['revenue this year', '2026-01-01', '2027-01-01'],
  ['revenue in 2025 compared to the year before', '2025-01-01', '2026-01-01'],
])('%s stays as said', (question, start, end) => {
  const { time, assumed } = said(question)
  expect(time).toMatchObject({ start, end })
  expect(assumed.join()).not.toMatch(/like for like/)
})

it('clips when the comparison comes in a follow-up', () => {
  const first = readingOf(planner, 'revenue this year')
  const reading = readingOf(planner, 'compare to last year', first)
  expect(reading.plan.time).toMatchObject({ start: '2026-01-01', end: '2026-06-16' })
  expect(reading.assumed.map((part) => part.reading)).toContain('Up to 15 Jun 2026, like for like')
})

it.each(['revenue between march and january 2025', 'orders from june to february 2025'])(
  '%s: ends before it begins, so both years are asked for',
  (question) => {
    const outcome = planner.plan(question, { now: NOW, previous: null })
    expect(outcome.kind).toBe('refuse')
    expect(told(outcome)).toMatch(/say the year of both ends/)
  },
)

it.each([
  ['revenue from november to march 2025', '2024-11-01', '2025-04-01'],
  ['revenue between march 2024 and january 2025', '2024-03-01', '2025-02-01'],
])('%s is a range', (question, start, end) => {
  expect(said(question).time).toMatchObject({ start, end })
})
