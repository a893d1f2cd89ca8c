import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf, told } from './ask.ts'
import { guides } from './models/guides.ts'

const planner = createPlanner(guides)
const plan = (question: string): Record<string, unknown> => briefPlan(readingOf(planner, question).plan)

const counted = { kind: 'metrics', metrics: ['count walk'] }

it.each([
  ['how many private walks', { ...counted, where: ['walk__is_private = 1'] }],
  ['number of private walks', { ...counted, where: ['walk__is_private = 1'] }],
  ['how many walks are private', { ...counted, where: ['walk__is_private = 1'] }],
  ['how many walks are not private', { ...counted, where: ['walk__is_private = 0'] }],
])('%s: a column of 1 and 0 is said as an adjective', (question, expected) => {
  expect(plan(question)).toEqual(expected)
})

const knows = (region: string): unknown => [
  'guide in',
  {
    kind: 'list',
    root: 'guide_regions',
    columns: ['guide'],
    distinct: true,
    where: [`region__region_name = ${region}`],
  },
]

it.each([
  ['guides who know Mendip', [knows('Mendip')]],
  ['how many guides know Mendip', [knows('Mendip')]],
  ['which guides know both Mendip and Exmoor', [knows('Mendip'), knows('Exmoor')]],
])('%s: what only links two tables is taken before what happened between them', (question, expected) => {
  expect(plan(question)['where']).toEqual(expected)
})

it('counts what is linked through the link', () => {
  const [filter] = plan('guides who know at least two regions')['where'] as [[string, unknown]]
  expect(filter[1]).toMatchObject({ metrics: ['count_distinct guide_region__region'], groupBy: ['guide'] })
})

it('asks about the roles of the table that the question names', () => {
  const outcome = planner.plan('guides with walks that start in Mendip', { now: NOW, previous: null })
  expect(told(outcome)).toBe('Which do you mean: the leader or the helper?')
  const plans = outcome.kind === 'clarify' ? outcome.options.map(({ reading }) => reading.plan) : []
  expect(JSON.stringify(plans)).toContain('"root":"walks"')
  expect(JSON.stringify(plans)).not.toContain('guide_regions')
})

it('suggests what the question speaks of', () => {
  const outcome = planner.plan('how wugly are the parties', { now: NOW, previous: null })
  expect(outcome.kind === 'refuse' && outcome.nearest[0]).toBe('How many parties are there?')
})

it('counts only what the words before the noun say, in "at least two cancelled walks"', () => {
  const [filter] = plan('parties with at least two cancelled walks')['where'] as [[string, unknown]]
  expect(filter[1]).toMatchObject({
    metrics: ['count walk'],
    where: ['walk__state = cancelled'],
    having: [{ op: '>=', value: 2 }],
  })
})

it.each(['average number of walks per party', 'walks per party on average'])(
  '%s: all parties share the walks',
  (question) => {
    const { plan: read, assumed } = readingOf(planner, question)
    const [ratio] = read.kind === 'metrics' ? read.metrics : []
    expect(ratio).toMatchObject({
      ratio: {
        numerator: { countOf: 'walk', where: [{ kind: 'null', negate: true }] },
        denominator: { countOf: 'party' },
      },
    })
    expect(assumed.map(({ reading }) => reading)).toContain('Parties without walks are counted too')
  },
)

it('asks whose walks are meant, where guides have two roles', () => {
  const outcome = planner.plan('average number of walks per guide', { now: NOW, previous: null })
  expect(told(outcome)).toBe('Which do you mean: the leader or the helper?')
})
