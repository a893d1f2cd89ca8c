import { describe, expect, it } from 'vitest'
import { whyQuestion } from './why-question.ts'

describe('questions for a cause', () => {
  it.each([
    ['why did card spend fall last month?', 'card spend last month', 'down'],
    ['Why has revenue gone up so much this quarter', 'revenue this quarter', 'up'],
    ['what drove the drop in approval rate in Q3 2026', 'approval rate in Q3 2026', 'down'],
    ['reasons for the increase of refunds last week', 'refunds last week', 'up'],
    ['what caused the change in orders yesterday', 'orders yesterday', null],
    ['is revenue last month normal?', 'revenue last month', null],
    ['Is this normal', 'this', null],
    ['was the number of orders unusual in May', 'the number of orders in May', null],
    ['explain why conversions are lower than usual', 'conversions are', 'down'],
  ])('%s', (question, about, direction) => {
    const read = whyQuestion(question)
    expect(read?.about).toContain(about)
    expect(read?.direction).toBe(direction)
  })
  it('keeps a word of change that belongs to a name', () => {
    expect(whyQuestion('why did decline rate go up in May?')?.about[0]).toBe('decline rate in May')
  })
  it('is not taken in by other questions', () => {
    for (const question of ['revenue last month', 'how many orders rose above 10', 'who bought twice?'])
      expect(whyQuestion(question)).toBeNull()
  })
})
