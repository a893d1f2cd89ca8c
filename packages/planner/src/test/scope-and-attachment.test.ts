import { describe, expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf } from './ask.ts'
import { bank } from './models/bank.ts'
import { shop } from './models/shop.ts'

const planners = { bank: createPlanner(bank), shop: createPlanner(shop) }

const choices = (data: keyof typeof planners, question: string) => {
  const outcome = planners[data].plan(question, { now: NOW, previous: null })
  return outcome.kind === 'clarify'
    ? outcome.options.map(({ label, reading }) => ({ label, ...briefPlan(reading.plan) }))
    : outcome
}

describe('"every" behind what is listed, many to many', () => {
  it('may ask for those of each, or for those that all have', () => {
    const [each, all] = choices('bank', 'Show me the accounts every client has') as { label: string }[]
    expect(each).toMatchObject({ label: expect.stringMatching(/one by one/), root: 'holders' })
    expect(all).toMatchObject({
      label: expect.stringMatching(/all clients have in common/),
      root: 'accounts',
      where: [['account in', expect.objectContaining({ having: [expect.objectContaining({ op: '=' })] })]],
    })
  })

  it('is plain where it is counted', () => {
    expect(readingOf(planners.bank, 'How many accounts does every client have?').plan.kind).toBe('metrics')
  })
})

describe('said beside one of several values', () => {
  it('may hold for all of them, or for the nearest only', () => {
    expect(choices('shop', 'List consumer and business customers from France')).toMatchObject([
      { label: expect.stringMatching(/^all of/) },
      { label: expect.stringMatching(/^only/) },
    ])
  })

  it('is plain behind a preposition', () => {
    expect(
      readingOf(planners.shop, 'List customers from France and Spain in the business segment').plan.kind,
    ).toBe('list')
  })
})
