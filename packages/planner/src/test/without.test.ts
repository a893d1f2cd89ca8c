import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf, told } from './ask.ts'
import { courier } from './models/courier.ts'
import { inspections } from './models/inspections.ts'

const planners = { courier: createPlanner(courier), inspections: createPlanner(inspections) }
const planOf = (name: keyof typeof planners, question: string) =>
  briefPlan(readingOf(planners[name], question).plan)

const complained = (where: readonly unknown[]) => [
  'client not in',
  {
    kind: 'list',
    root: 'complaints',
    columns: ['parcel__client'],
    distinct: true,
    where: [...where, 'parcel__client is known'],
  },
]
const raisedIn2025 = ['and', 'complaint__raised_on >= 2025-01-01', 'complaint__raised_on < 2026-01-01']

it.each([
  ['clients who had no complaints in 2025', [raisedIn2025]],
  ['clients with no complaints in 2025', [raisedIn2025]],
  ['clients without complaints in 2025', [raisedIn2025]],
  ['clients without any complaints', []],
])('%s: the period is when those happened', (question, inner) => {
  expect(planOf('courier', question)).toEqual({
    kind: 'list',
    root: 'clients',
    columns: ['client__client_name'],
    where: [complained(inner)],
  })
})

const busy = (op: string) => ({
  kind: 'metrics',
  metrics: ['count parcel'],
  groupBy: ['client'],
  having: [{ column: 'number_of_parcels', op, value: 5 }],
  time: { start: '2025-01-01', end: '2026-01-01', dimension: 'parcel__posted_on' },
})

it('counts what a condition counts within its own period, those with none among the few', () => {
  expect(planOf('courier', 'clients with more than 5 parcels in 2025')['where']).toEqual([
    ['client in', busy('>')],
  ])
  expect(planOf('courier', 'clients with fewer than 5 parcels in 2025')['where']).toEqual([
    ['client not in', { ...busy('>='), where: ['client is known'] }],
  ])
})

const never = (where: readonly unknown[]) => [
  'lift_inspection__inspector not in',
  {
    kind: 'list',
    root: 'lift_inspections',
    columns: ['lift_inspection__inspector'],
    distinct: true,
    where: [...where, 'lift_inspection__inspector is known'],
  },
]

it.each([
  [
    'inspectors with no lift inspections in 2025',
    [['and', 'lift_inspection__inspected_on >= 2025-01-01', 'lift_inspection__inspected_on < 2026-01-01']],
  ],
  ['inspectors who never did a cable swap', ['lift_inspection__check_kind = cable swap']],
  [
    'inspectors who did not do a cable swap in old port',
    ['lift_inspection__check_kind = cable swap', 'lift_inspection__quarter_of_town = old port'],
  ],
])('%s: members of a column none of whose rows are such', (question, inner) => {
  expect(planOf('inspections', question)).toEqual({
    kind: 'list',
    root: 'lift_inspections',
    columns: ['lift_inspection__inspector'],
    distinct: true,
    where: [never(inner)],
  })
})

it('counts such members', () => {
  expect(planOf('inspections', 'how many inspectors never did a cable swap')).toEqual({
    kind: 'metrics',
    metrics: ['count_distinct lift_inspection__inspector'],
    where: [never(['lift_inspection__check_kind = cable swap'])],
  })
})

it.each([
  ['courier', 'clients without a deposit', 'client__deposit is null'],
  ['courier', 'clients with no deposit', 'client__deposit is null'],
  ['courier', 'riders who have not left', 'rider__left_on is null'],
  ['courier', 'clients who have not closed', 'client__closed_on is null'],
  ['courier', 'riders without a supervisor', 'supervisor is null'],
  ['inspections', 'lift inspections with no grade', 'lift_inspection__grade is null'],
] as const)('%s: %s looks for what is not filled in', (name, question, expected) => {
  expect(planOf(name, question)['where']).toEqual([expected])
})

it.each([
  ['parcels not shipped by diesel', ['van__fuel != diesel']],
  ['parcels not delivered by electric', ['van__fuel != electric']],
  ['parcels not shipped', ['parcel__state != shipped']],
])('%s: "not" belongs to what it governs', (question, expected) => {
  expect(planOf('courier', question)['where']).toEqual(expected)
})

it.each([
  'clients who never complained',
  'which clients have never complained',
  'clients with no complaints',
])('%s: the verb names the rows there are none of', (question) => {
  expect(planOf('courier', question)['where']).toEqual([complained([])])
})

const left = [['and', 'rider__left_on >= 2025-01-01', 'rider__left_on < 2026-01-01']]

it.each([
  ['how many riders left in 2025', left],
  ['number of riders who left in 2025', left],
  ['depots built in 2021', [['and', 'depot__built_on >= 2021-01-01', 'depot__built_on < 2022-01-01']]],
])('%s: the verb names the date', (question, expected) => {
  expect(planOf('courier', question)['where']).toEqual(expected)
})

it.each([['who never did a brake test', /who never/]])('%s is refused by name', (question, words) => {
  const outcome = planners.inspections.plan(question, { now: NOW, previous: null })
  expect(outcome.kind).toBe('refuse')
  expect(told(outcome)).toMatch(words)
})

it.each([
  ['parcels that are neither express nor lost', ['parcel__speed_class != express', 'parcel__state != lost']],
  ['clients neither in books nor in tea', ['client__trade != books', 'client__trade != tea']],
  ['parcels with a van', ['van is known']],
  ['riders with a supervisor', ['supervisor is known']],
])('%s: both halves, and what is had, are held', (question, expected) => {
  expect(planOf('courier', question)['where']).toEqual(expected)
})

it.each(['how many clients had complaints in 2025', 'how many clients with complaints in 2025'])(
  '%s: those that had some',
  (question) => {
    const plan = planOf('courier', question)
    expect(plan['metrics']).toEqual(['count client'])
    expect(plan['where']).toEqual([['client in', expect.objectContaining({ where: [raisedIn2025] })]])
  },
)
