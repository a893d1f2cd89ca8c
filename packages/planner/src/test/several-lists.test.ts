import { describe, expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf } from './ask.ts'
import { outings } from './models/outings.ts'

const planner = createPlanner(outings)
const ask = (question: string) => planner.plan(question, { now: NOW, previous: null })
const choices = (question: string) => {
  const outcome = ask(question)
  return outcome.kind === 'clarify'
    ? outcome.options.map(({ label, reading }) => ({ label, ...briefPlan(reading.plan) }))
    : outcome
}

describe('tables that nothing joins, side by side', () => {
  it('are listed one under the other, the second by the texts it has', () => {
    expect(briefPlan(readingOf(planner, 'List the museums and sea caves').plan)).toMatchObject({
      root: 'museums',
      columns: ['museum__museum_name'],
      distinct: true,
      also: [{ root: 'sea_caves', columns: [{ dimension: 'sea_cave__parish' }], where: [] }],
    })
  })

  it('may share what is said of one of them', () => {
    const zennor = { kind: 'compare', op: '=', value: 'Zennor' }
    expect(choices('Show museums and sea caves in Zennor')).toMatchObject([
      {
        label: expect.stringMatching(/alike/),
        where: ['museum__parish = Zennor'],
        also: [{ where: [zennor] }],
      },
      { label: expect.stringMatching(/^all museums/), also: [{ where: [zennor] }] },
    ])
  })

  it('do not share what only one of them has', () => {
    const { plan } = readingOf(planner, 'Show museums and sea caves with an arch shape')
    expect(briefPlan(plan)).not.toHaveProperty('where')
    expect(plan).toMatchObject({ also: [{ where: [{ value: 'arch' }] }] })
  })

  it('are not changed by what is said next', () => {
    const before = readingOf(planner, 'List the museums and sea caves')
    const next = planner.plan('only those in Zennor', { now: NOW, previous: before })
    expect(next).toMatchObject({ kind: 'refuse', reason: expect.stringMatching(/several tables/) })
  })
})

describe('many to many', () => {
  it.each([
    'Show the coastal walks every guide reveals',
    'Which quiet walks are there for all guides?',
    'Show the toll of the walks each guide has',
  ])('asks whether all or each is meant: %s', (question) => {
    expect(choices(question)).toMatchObject([
      { label: expect.stringMatching(/one by one/), root: 'guided' },
      { label: expect.stringMatching(/all guides have in common/), root: 'quiet_coastal_walks' },
    ])
  })

  it('refuses a verb nobody knows where nothing is asked', () => {
    expect(ask('Show walks smeared with a toll of 5')).toMatchObject({
      kind: 'refuse',
      reason: expect.stringMatching(/"smeared"/),
    })
  })
})
