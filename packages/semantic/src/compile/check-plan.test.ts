import { expect, it } from 'vitest'
import { noPolicies } from '../compiled.ts'
import { checkPlan } from './check-plan.ts'
import { shop } from './shop.ts'

const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const
const problems = (json: unknown) =>
  checkPlan(json, shop, { dialect: 'duckdb', calendar, policies: noPolicies }).map(
    ({ place, message }) => `${place}: ${message}`,
  )

it('has nothing to say of a plan that compiles', () =>
  expect(
    problems({
      kind: 'metrics',
      metrics: [{ metric: 'growth' }],
      groupBy: [{ dimension: 'metric_time', grain: 'month' }],
    }),
  ).toEqual([]))

it('tells every fault of the shape with its place', () =>
  expect(problems({ kind: 'metrics', metrcs: [], groupBy: [{ dimension: 5 }], limit: 'x' })).toEqual([
    'groupBy[0].dimension: expected string, received number',
    'limit: expected number, received string',
    'plan: unknown key: metrcs. Did you mean metrics?',
  ]))

it('tells every name the model does not have, each where it stands', () =>
  expect(
    problems({
      kind: 'metrics',
      metrics: [{ metric: 'revenu' }, { metric: 'orders' }],
      groupBy: [{ dimension: 'customer__contry' }],
      where: [{ kind: 'compare', field: { dimension: 'order__chanel' }, op: '=', value: 'web' }],
    }),
  ).toEqual([
    'metrics[0]: Unknown metric: revenu. Did you mean revenue, net_revenue or web_revenue?',
    'groupBy[0]: Unknown dimension: customer__contry (asked of orders). Did you mean customer, customer__country or customer__name?',
    'where[0]: Unknown dimension: order__chanel (asked of orders). Did you mean order or order__channel?',
  ]))

it.each([
  [{ kind: 'list', root: 'order' }, 'root: Unknown semantic model: order. Did you mean orders'],
  [{ kind: 'retention', stream: 'orders' }, 'stream: orders is not declared as an event stream.'],
  [{ kind: 'profile', model: 'orders', dimensions: ['chanel'] }, 'dimensions[0]: Unknown dimension: chanel'],
  [{ kind: 'metrics', metrics: [{ metric: 'growth' }] }, 'plan: revenue looks at an earlier time'],
])('places what is wrong with %j', (json, start) =>
  expect(problems(json)).toEqual([expect.stringContaining(start)]),
)
