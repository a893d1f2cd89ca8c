import { seededRandom } from '@numize/base'
import type { Filter, MetricsPlan } from '@numize/semantic'
import { describe, expect, it } from 'vitest'
import { type Catalog, createPlanner, type Reading } from '../index.ts'
import { NOW } from './ask.ts'
import { bank } from './models/bank.ts'
import { courier } from './models/courier.ts'
import { inspections } from './models/inspections.ts'
import { rentals } from './models/rentals.ts'
import { shop } from './models/shop.ts'

/** What a person may say of a model, and what it means. */
interface Vocabulary {
  readonly catalog: Catalog
  readonly measures: readonly string[]
  /** By dimension: how its members are said, and their stored values. */
  readonly members: Readonly<Record<string, readonly (readonly [said: string, value: string])[]>>
  /** How groups are said, and the dimension meant. */
  readonly groups: readonly (readonly [said: string, dimension: string])[]
}

const vocabularies: Readonly<Record<string, Vocabulary>> = {
  shop: {
    catalog: shop,
    measures: ['revenue', 'orders', 'average order value'],
    members: {
      country: [
        ['France', 'FR'],
        ['Germany', 'DE'],
        ['Spain', 'ES'],
      ],
      category: [
        ['garden', 'garden'],
        ['kitchen', 'kitchen'],
        ['lighting', 'lighting'],
      ],
      segment: [
        ['business customers', 'business'],
        ['reseller customers', 'reseller'],
      ],
      payment_method: [
        ['bank transfer', 'bank transfer'],
        ['cash', 'cash'],
      ],
    },
    groups: [
      ['region', 'region'],
      ['brand', 'brand'],
      ['order status', 'order_status'],
    ],
  },
  bank: {
    catalog: bank,
    measures: ['total loan amount', 'average loan amount', 'number of loans'],
    members: {
      status: [
        ['defaulted loans', 'defaulted'],
        ['repaid loans', 'repaid'],
      ],
      account_type: [
        ['savings accounts', 'savings'],
        ['checking accounts', 'checking'],
      ],
    },
    groups: [
      ['account type', 'account_type'],
      ['status', 'status'],
    ],
  },
  courier: {
    catalog: courier,
    measures: ['total postage', 'average weight', 'number of parcels'],
    members: {
      state: [
        ['lost', 'lost'],
        ['delivered', 'delivered'],
      ],
      speed_class: [
        ['express', 'express'],
        ['standard', 'standard'],
      ],
      trade: [
        ['books', 'books'],
        ['tools', 'tools'],
      ],
      fuel: [
        ['electric vans', 'electric'],
        ['diesel vans', 'diesel'],
      ],
    },
    groups: [
      ['trade', 'trade'],
      ['speed class', 'speed_class'],
      ['fuel', 'fuel'],
    ],
  },
  rentals: {
    catalog: rentals,
    measures: ['hire charge', 'fuel cost'],
    members: {
      rental_state: [
        ['finished rentals', 'finished'],
        ['running rentals', 'running'],
      ],
      boat_class: [
        ['sloop', 'sloop'],
        ['dinghy', 'dinghy'],
      ],
      land: [
        ['Norway', 'Norway'],
        ['Wales', 'Wales'],
      ],
    },
    groups: [
      ['boat class', 'boat_class'],
      ['land', 'land'],
    ],
  },
  inspections: {
    catalog: inspections,
    measures: ['total bill', 'average grade', 'number of lift inspections'],
    members: {
      inspector: [
        ['M. Brook', 'M. Brook'],
        ['T. Ashe', 'T. Ashe'],
      ],
      quarter_of_town: [
        ['old port', 'old port'],
        ['high field', 'high field'],
      ],
      check_kind: [
        ['brake test', 'brake test'],
        ['cable swap', 'cable swap'],
      ],
    },
    groups: [
      ['inspector', 'inspector'],
      ['check kind', 'check_kind'],
    ],
  },
}

const PERIODS = [
  ['in 2025', '2025-01-01', '2026-01-01'],
  ['last month', '2026-05-01', '2026-06-01'],
  ['in Q2 2025', '2025-04-01', '2025-07-01'],
  ['in March 2026', '2026-03-01', '2026-04-01'],
] as const

/** Where a thread must stand: nothing said before may be gone unless something said since took its place. */
interface Standing {
  readonly filters: Readonly<Record<string, { readonly value: string; readonly negated: boolean }>>
  readonly group: string | null
  readonly period: readonly [string, string] | null
}

interface Spoken {
  readonly turns: readonly string[]
  readonly standing: Standing
}

const THREADS_PER_MODEL = 70

/** A thread of four to seven turns, drawn from everything people change: filters, groups, periods, limits, looks. */
function threadOf(vocabulary: Vocabulary, seed: string): Spoken {
  const random = seededRandom(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const { measures, members, groups } = vocabulary
  const dimensions = Object.keys(members)
  const firstGroup = pick(groups)
  const firstPeriod = pick(PERIODS)
  const turns = [`${pick(measures)} by ${firstGroup[0]} ${firstPeriod[0]}`]
  let standing: Standing = {
    filters: {},
    group: firstGroup[1],
    period: [firstPeriod[1], firstPeriod[2]],
  }
  const moves: readonly (() => void)[] = [
    () => {
      const dimension = pick(dimensions)
      const [said, value] = pick(members[dimension] ?? [])
      const negated = standing.filters[dimension] === undefined && random() < 0.25
      turns.push(
        negated
          ? pick([`without ${said}`, `exclude ${said}`])
          : pick([`only ${said}`, `just ${said}`, `only for ${said}`]),
      )
      standing = { ...standing, filters: { ...standing.filters, [dimension]: { value, negated } } }
    },
    () => {
      const kept = dimensions.filter((dimension) => standing.filters[dimension]?.negated === false)
      const dimension = kept.length > 0 ? pick(kept) : null
      if (dimension === null) return
      const [said, value] = pick(members[dimension] ?? [])
      turns.push(pick([`what about ${said}`, `and ${said}?`, `how about ${said}`]))
      standing = { ...standing, filters: { ...standing.filters, [dimension]: { value, negated: false } } }
    },
    () => {
      const [said, dimension] = pick(groups)
      turns.push(pick([`by ${said} instead`, `group by ${said} instead`]))
      standing = { ...standing, group: dimension }
    },
    () => {
      const [said, start, end] = pick(PERIODS)
      turns.push(pick([said, `only ${said}`, `and ${said}?`, `now ${said}`]))
      standing = { ...standing, period: [start, end] }
    },
    () => {
      const dimension = pick(dimensions)
      const [first, second] = members[dimension] ?? []
      if (!first || !second) return
      turns.push(`only ${first[0]} or ${second[0]}`)
      const value = [first[1], second[1]].toSorted().join(' or ')
      standing = { ...standing, filters: { ...standing.filters, [dimension]: { value, negated: false } } }
    },
    () => {
      const dimension = Object.keys(standing.filters)[0]
      if (dimension === undefined) return
      const words = dimension.replaceAll('_', ' ')
      turns.push(pick([`remove the ${words} filter`, `remove the filter on ${words}`, `any ${words}`]))
      const { [dimension]: _, ...filters } = standing.filters
      standing = { ...standing, filters }
    },
    () => {
      turns.push(pick(['remove the period', 'for all time']))
      standing = { ...standing, period: null }
    },
    () => turns.push(pick(['top 5', 'lowest first', 'as a bar chart', 'as a table'])),
    () => {
      turns.push(`same for ${pick(measures)}`)
    },
  ]
  const length = 4 + Math.floor(random() * 4)
  while (turns.length < length) pick(moves)()
  return { turns, standing }
}

const fieldOf = (filter: Filter): string | null =>
  'field' in filter && 'dimension' in filter.field
    ? (filter.field.dimension.split('__').at(-1) ?? null)
    : null

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Filters of a plan as the dimension's own name, the value and whether it is left out. */
function filtersOf({ where }: MetricsPlan): Standing['filters'] {
  return Object.fromEntries(
    where.flatMap((filter) => {
      const name = fieldOf(filter)
      if (name === null) return alternativesOf(filter)
      if (filter.kind === 'compare')
        return [[name, { value: text(filter.value), negated: filter.op === '!=' }]]
      if (filter.kind === 'in' && filter.values.length === 1)
        return [[name, { value: String(filter.values[0]), negated: filter.negate === true }]]
      if (filter.kind === 'in')
        return [
          [
            name,
            { value: filter.values.map(String).toSorted().join(' or '), negated: filter.negate === true },
          ],
        ]
      return [[name, { value: JSON.stringify(filter), negated: false }]]
    }),
  )
}

/** "A or B" of one dimension, however it is written. */
function alternativesOf(filter: Filter): [string, { value: string; negated: boolean }][] {
  if (filter.kind !== 'or') return []
  const names = new Set(filter.filters.map(fieldOf))
  const values = filter.filters.map((one) => (one.kind === 'compare' ? text(one.value) : JSON.stringify(one)))
  return [...names].map((name) => [name ?? '', { value: values.toSorted().join(' or '), negated: false }])
}

function speak({ catalog }: Vocabulary, turns: readonly string[]): Reading | string {
  const planner = createPlanner(catalog)
  let previous: Reading | null = null
  for (const turn of turns) {
    const outcome = planner.plan(turn, { now: NOW, previous })
    if (outcome.kind !== 'reading')
      return `"${turn}": ${outcome.kind === 'refuse' ? outcome.reason : outcome.question}`
    previous = outcome.reading
  }
  return previous ?? 'nothing was said'
}

describe.each(Object.entries(vocabularies))('threads over the %s model', (name, vocabulary) => {
  it.each(Array.from({ length: THREADS_PER_MODEL }, (_, at) => threadOf(vocabulary, `${name} ${at}`)))(
    '$turns',
    ({ turns, standing }) => {
      const reading = speak(vocabulary, turns)
      if (typeof reading === 'string') throw new Error(reading)
      const plan = reading.plan as MetricsPlan
      expect(filtersOf(plan)).toEqual(standing.filters)
      expect(plan.groupBy.map(({ dimension }) => dimension.split('__').at(-1))).toEqual([standing.group])
      expect(plan.time && [plan.time.start, plan.time.end]).toEqual(standing.period)
    },
  )
})
