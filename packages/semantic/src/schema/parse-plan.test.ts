import type { NumizeError } from '@numize/base'
import { expect, expectTypeOf, it } from 'vitest'
import type {
  CheckPlan,
  Filter,
  FunnelPlan,
  ListPlan,
  MetricsPlan,
  ProfilePlan,
  RetentionPlan,
} from '../plan.ts'
import {
  emptyFunnelPlan,
  emptyListPlan,
  emptyMetricsPlan,
  emptyProfilePlan,
  emptyRetentionPlan,
} from '../plan.ts'
import { parsePlan } from './parse-plan.ts'
import type {
  FILTER_KINDS,
  ParsedCheckPlan,
  ParsedFunnelPlan,
  ParsedListPlan,
  ParsedMetricsPlan,
  ParsedProfilePlan,
  ParsedRetentionPlan,
} from './plan-schema.ts'
import type { DeepReadonly } from './strict.ts'

const problemsOf = (json: unknown): unknown => {
  try {
    parsePlan(json)
    return []
  } catch (error) {
    expect((error as NumizeError).code).toBe('semantic/bad-plan')
    return (error as NumizeError).facts['problems']
  }
}

it('fills in what a hand-written plan leaves out', () => {
  expect(parsePlan({ kind: 'metrics', metrics: [{ metric: 'revenue' }] })).toEqual({
    ...emptyMetricsPlan,
    metrics: [{ metric: 'revenue' }],
  })
  expect(parsePlan({ kind: 'list', root: 'orders' })).toEqual(emptyListPlan('orders'))
  expect(parsePlan({ kind: 'retention', stream: 'events' })).toEqual(emptyRetentionPlan('events'))
  expect(parsePlan({ kind: 'funnel', stream: 'events', steps: [{ where: [] }] })).toEqual({
    ...emptyFunnelPlan('events'),
    steps: [{ where: [] }],
  })
  expect(parsePlan({ kind: 'profile', model: 'events' })).toEqual(emptyProfilePlan('events'))
})

it('keeps a full plan as it is', () => {
  const plan: MetricsPlan = {
    ...emptyMetricsPlan,
    metrics: [
      { metric: 'revenue', as: 'income' },
      { measure: { over: 'order__amount', aggregation: 'percentile', percentile: 0.9 } },
      { countOf: 'orders' },
    ],
    groupBy: [{ dimension: 'metric_time', grain: 'month' }, { dimension: 'customer__country' }],
    where: [
      {
        kind: 'or',
        filters: [
          {
            kind: 'compare',
            field: { dimension: 'order__amount' },
            op: '>',
            value: {
              plan: {
                ...emptyMetricsPlan,
                metrics: [{ measure: { over: 'order__amount', aggregation: 'average' } }],
              },
            },
          },
          { kind: 'not', filter: { kind: 'null', field: { metric: 'orders', by: ['customer'] } } },
          {
            kind: 'inPlan',
            field: { dimension: 'customer' },
            plan: emptyListPlan('customers'),
            negate: true,
          },
        ],
      },
    ],
    having: [{ column: 'income', op: '>=', value: 10 }],
    time: { start: '2026-01-01', end: null },
    compare: { kind: 'shift', count: 1, grain: 'year' },
    orderBy: [{ by: 'income', direction: 'desc' }],
    top: { count: 3, by: 'income', direction: 'desc', per: ['metric_time__month'], ties: 'all' },
  }
  expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan)
})

it.each([
  [{ kind: 'metric' }, ['kind: unknown kind: metric. Did you mean metrics?']],
  [{ kind: 'metrics', groupby: [] }, ['plan: unknown key: groupby. Did you mean groupBy?']],
  [
    { kind: 'metrics', metrics: [{ metrc: 'revenue' }] },
    ['metrics[0].metric: is missing', 'metrics[0]: unknown key: metrc. Did you mean metric?'],
  ],
  [
    { kind: 'metrics', metrics: [{ measure: { over: 'price', aggregation: 'averag' } }] },
    ['metrics[0].measure.aggregation: unknown value: averag. Did you mean average?'],
  ],
  [
    { kind: 'metrics', where: [{ kind: 'compare', field: { dimension: 'a' }, op: '==', value: 1 }] },
    ['where[0].op: unknown value: ==. Did you mean !=, <= or =?'],
  ],
  [
    { kind: 'metrics', time: { start: 'January', end: null } },
    ['time.start: must be a date or time without offset, like 2026-01-31 or 2026-01-31T18:00:00'],
  ],
  [{ kind: 'list', limit: -1 }, ['root: is missing', 'limit: too small: expected number to be >=0']],
])('says what is wrong with %j', (json, problems) => expect(problemsOf(json)).toEqual(problems))

it('refuses plans nested deeper than three', () => {
  const nest = (depth: number): unknown => ({
    kind: 'list',
    root: 'orders',
    where: depth === 1 ? [] : [{ kind: 'inPlan', field: { dimension: 'customer' }, plan: nest(depth - 1) }],
  })
  expect(() => parsePlan(nest(3))).not.toThrow()
  expect(() => parsePlan(nest(4))).toThrow('nested 4 deep')
})

it('parses to exactly the hand-written types', () => {
  expectTypeOf<DeepReadonly<ParsedMetricsPlan>>().toEqualTypeOf<DeepReadonly<MetricsPlan>>()
  expectTypeOf<(typeof FILTER_KINDS)[number]>().toEqualTypeOf<Filter['kind']>()
  expectTypeOf<DeepReadonly<ParsedListPlan>>().toEqualTypeOf<DeepReadonly<ListPlan>>()
  expectTypeOf<DeepReadonly<ParsedRetentionPlan>>().toEqualTypeOf<DeepReadonly<RetentionPlan>>()
  expectTypeOf<DeepReadonly<ParsedFunnelPlan>>().toEqualTypeOf<DeepReadonly<FunnelPlan>>()
  expectTypeOf<DeepReadonly<ParsedCheckPlan>>().toEqualTypeOf<DeepReadonly<CheckPlan>>()
  expectTypeOf<DeepReadonly<ParsedProfilePlan>>().toEqualTypeOf<DeepReadonly<ProfilePlan>>()
})
