import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf } from './ask.ts'
import { inspections } from './models/inspections.ts'
import { workshop } from './models/workshop.ts'

const planner = createPlanner(workshop)
const planOf = (question: string) => readingOf(planner, question).plan

const held = (op: string) => ({
  kind: 'columns',
  field: { dimension: 'commission__delivered_on' },
  op,
  to: { dimension: 'commission__due_on' },
})

it.each([
  ['late commissions', '>'],
  ['commissions delivered late', '>'],
  ['commissions that were delivered after the deadline', '>'],
  ['commissions that were delivered after they were due', '>'],
  ['commissions not delivered late', '<='],
  ['commissions delivered on time', '<='],
  ['commissions delivered before the due date', '<'],
])('%s: two dates of a row', (question, op) => {
  expect(planOf(question)).toMatchObject({ kind: 'list', root: 'commissions', where: [held(op)] })
})

it.each([
  'how many commissions were delivered late',
  'how many were delivered late',
  'how many late commissions',
])('%s: counted', (question) => {
  expect(planOf(question)).toMatchObject({ metrics: [{ countOf: 'commission' }], where: [held('>')] })
})

it('says what is left out, and what is past but not done', () => {
  const { assumed } = readingOf(planner, 'late commissions')
  expect(assumed.map(({ reading }) => reading)).toContain(
    'Delivered on after Due on; commissions without either are left out',
  )
  expect(briefPlan(planOf('overdue commissions'))['where']).toEqual([
    'commission__delivered_on is null',
    `commission__due_on < ${NOW.slice(0, 10)}`,
  ])
})

it('takes "late in 2025" for late, where rows have a deadline', () => {
  expect(planOf('how many commissions were delivered late in 2025')).toMatchObject({
    where: [held('>')],
    time: { start: '2025-01-01', end: '2026-01-01' },
  })
})

it('counts and shares late rows like others', () => {
  expect(briefPlan(planOf('patrons with at least 2 late commissions'))['where']).toMatchObject([
    ['patron in', { having: [{ op: '>=', value: 2 }] }],
  ])
  const known = ['due_on', 'delivered_on'].map((name) => ({
    kind: 'null',
    field: { dimension: `commission__${name}` },
    negate: true,
  }))
  expect(planOf('on-time delivery rate by month')).toMatchObject({
    metrics: [{ ratio: { numerator: { where: [held('<=')] }, denominator: { where: known } }, as: 'share' }],
  })
})

it('compares two numbers of a row', () => {
  expect(planOf('commissions with pieces above bench hours')).toMatchObject({
    where: [
      {
        kind: 'columns',
        field: { dimension: 'commission__pieces' },
        op: '>',
        to: { dimension: 'commission__bench_hours' },
      },
    ],
  })
})

it('knows nothing of late where nothing is due', () => {
  expect(createPlanner(inspections).plan('late lift inspections', { now: NOW, previous: null }).kind).toBe(
    'refuse',
  )
})
