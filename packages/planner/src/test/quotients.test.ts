import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, readingOf } from './ask.ts'
import { courier } from './models/courier.ts'

const planner = createPlanner(courier)
const is = (dimension: string, value: unknown) => ({ kind: 'compare', field: { dimension }, op: '=', value })
const over = (numerator: unknown, denominator: unknown, as = 'ratio') => [
  { as, ratio: { numerator, denominator } },
]

it.each<[string, Record<string, unknown>]>([
  ['what is the ratio of vans to riders', { metrics: over({ countOf: 'van' }, { countOf: 'rider' }) }],
  [
    'ratio of lost parcels to delivered parcels by month',
    {
      metrics: over(
        { countOf: 'parcel', where: [is('parcel__state', 'lost')] },
        { countOf: 'parcel', where: [is('parcel__state', 'delivered')] },
      ),
      groupBy: [{ dimension: 'parcel__posted_on', grain: 'month' }],
    },
  ],
  [
    'ratio of clients that belong to tea to clients that belong to books',
    {
      metrics: over(
        { countOf: 'client', where: [is('client__trade', 'tea')] },
        { countOf: 'client', where: [is('client__trade', 'books')] },
      ),
    },
  ],
  [
    'How does the ratio of complaints to parcels differ by speed class?',
    {
      metrics: over({ countOf: 'complaint' }, { countOf: 'parcel' }),
      groupBy: [{ dimension: 'parcel__speed_class' }],
    },
  ],
  [
    'What is the LPR for express parcels? LPR = number of lost parcels / number of parcels',
    {
      metrics: over(
        { countOf: 'parcel', where: [is('parcel__state', 'lost')] },
        { countOf: 'parcel' },
        'share',
      ),
      where: [is('parcel__speed_class', 'express')],
    },
  ],
  [
    'ratio of lost parcels to complaints about damaged parcels',
    {
      metrics: over(
        { countOf: 'parcel', where: [is('parcel__state', 'lost')] },
        { countOf: 'complaint', where: [is('complaint__cause', 'damaged'), { kind: 'null', negate: true }] },
      ),
    },
  ],
])('%s', (question, expected) => {
  expect(readingOf(planner, question).plan).toMatchObject(expected)
})

const sumOf = (column: string) => ({ measure: { over: column, aggregation: 'sum' } })

it.each<[string, Record<string, unknown>]>([
  [
    'average weight per parcel by speed class',
    { metrics: ['average parcel__weight'], groupBy: ['parcel__speed_class'] },
  ],
  ['average weight per parcel', { metrics: ['average parcel__weight'] }],
  ['average postage per parcel in 2025', { metrics: ['average parcel__postage'] }],
])('"%s" is the average of rows, not one group for each of them', (question, expected) => {
  const plan = briefPlan(readingOf(planner, question).plan)
  expect(plan).toMatchObject(expected)
  expect(plan['groupBy'] ?? []).toEqual(expected['groupBy'] ?? [])
})

it.each(['postage per weight by speed class', 'average postage per weight by speed class'])(
  '"%s" is one sum over the other, not a group for each number',
  (question) => {
    expect(readingOf(planner, question).plan).toMatchObject({
      metrics: over(sumOf('parcel__postage'), sumOf('parcel__weight')),
      groupBy: [{ dimension: 'parcel__speed_class' }],
    })
  },
)
