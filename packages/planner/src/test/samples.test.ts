import { describe, expect, it } from 'vitest'
import { createPlanner, type Reading } from '../index.ts'
import { NOW, readingOf, told } from './ask.ts'
import { shop } from './models/shop.ts'

const planner = createPlanner(shop)
const sampleOf = ({ plan }: Reading) => (plan.kind === 'metrics' ? (plan.sample ?? null) : null)

it.each([
  ['revenue on a 1 % sample', { share: 0.01 }],
  ['revenue by country from a sample of 10%', { share: 0.1 }],
  ['on a 5% random sample, what was revenue in 2025', { share: 0.05 }],
  ['revenue last year, sampled at 2.5 percent', { share: 0.025 }],
  ['revenue by month using a 20% sample of the rows', { share: 0.2 }],
  ['average order value from a 10% sample of customers', { share: 0.1, by: 'customer' }],
  ['number of orders on a 1% sample of the customers by country', { share: 0.01, by: 'customer' }],
])('"%s" is answered from a part of the rows', (question, sample) => {
  const reading = readingOf(planner, question)
  expect(sampleOf(reading)).toEqual(sample)
  const parts = reading.stated.filter(({ kind }) => kind === 'sample')
  expect(parts).toHaveLength(1)
  const [start = 0, end = 0] = parts[0]?.span ?? []
  expect(question.slice(start, end).trim()).toBe(parts[0]?.text)
})

it('is the same plan otherwise', () => {
  const { plan: asked } = readingOf(planner, 'revenue by country in 2025 on a 1% sample')
  const plan = Object.fromEntries(Object.entries(asked).filter(([name]) => name !== 'sample'))
  expect(plan).toEqual(readingOf(planner, 'revenue by country in 2025').plan)
})

it('assumes a share where none is said, and says so', () => {
  const reading = readingOf(planner, 'estimate revenue in 2025 using a sample')
  expect(sampleOf(reading)).toEqual({ share: 0.1 })
  expect(reading.assumed.map((part) => part.reading)).toContain(
    'an estimate from 10 % of the rows, since no share is said',
  )
})

it('says what is kept whole', () => {
  const reading = readingOf(planner, 'revenue from a 10% sample of customers')
  expect(reading.stated.at(-1)?.reading).toBe('an estimate from 10 % of the rows, each customer whole')
  expect(planner.tell(reading.plan).at(-1)?.reading).toBe(reading.stated.at(-1)?.reading)
})

describe('in a thread', () => {
  const first = readingOf(planner, 'revenue by country in 2025 on a 1% sample')

  it('stays while other things change', () => {
    const next = readingOf(planner, 'and for 2024', first)
    expect(sampleOf(next)).toEqual({ share: 0.01 })
    expect(next.stated.some(({ kind }) => kind === 'sample')).toBe(true)
  })

  it.each(['now on all rows', 'on all the data', 'without the sample', 'the exact figures', 'no sampling'])(
    'goes with "%s"',
    (question) => {
      const next = readingOf(planner, question, first)
      expect(sampleOf(next)).toBeNull()
      expect(next.stated.some(({ kind }) => kind === 'sample')).toBe(false)
      expect(next.plan).toEqual(readingOf(planner, 'revenue by country in 2025').plan)
    },
  )

  it.each(['now on a 5% sample', 'the same on a sample of 5 %'])('is another with "%s"', (question) => {
    const next = readingOf(planner, question, first)
    expect(sampleOf(next)).toEqual({ share: 0.05 })
    expect(next.stated.filter(({ kind }) => kind === 'sample')).toHaveLength(1)
  })

  it('is taken of an answer on all rows', () => {
    const whole = readingOf(planner, 'revenue by country in 2025')
    expect(sampleOf(readingOf(planner, 'now on a 1% sample', whole))).toEqual({ share: 0.01 })
  })
})

it('refuses a list from a sample, naming the words', () => {
  const outcome = planner.plan('list the customers on a 1% sample', { now: NOW, previous: null })
  expect(told(outcome)).toContain('leave out "on a 1% sample", or ask for a number')
})

it.each(['revenue on a 0% sample', 'revenue on a 150% sample'])(
  '"%s" is no share of the rows and is not passed over',
  (question) => {
    const outcome = planner.plan(question, { now: NOW, previous: null })
    expect(outcome.kind === 'reading' && sampleOf(outcome.reading) === null).toBe(false)
  },
)
