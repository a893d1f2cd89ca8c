import { describe, expect, it } from 'vitest'
import { notableQuestion } from './notable-question.ts'

describe('questions for whatever is notable', () => {
  it.each([
    ['what is notable in orders?', 'orders'],
    ["What's interesting about the orders of last month", 'orders of last month'],
    ['profile of customers', 'customers'],
    ['show me insights on expenses', 'expenses'],
    ['anything unusual in our tickets?', 'tickets'],
    ['what stands out in incidents', 'incidents'],
    ['scan the incidents', 'incidents'],
    ['what is interesting here?', null],
    ['what is notable in this data?', null],
  ])('%s', (question, about) => {
    expect(notableQuestion(question)).toEqual({ about })
  })
  it.each([
    'revenue by country',
    'why did orders fall',
    'what is revenue',
    'show the orders',
    'what is the most interesting metric',
  ])('leaves "%s" alone', (question) => {
    expect(notableQuestion(question)).toBeNull()
  })
})
