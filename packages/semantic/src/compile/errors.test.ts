import { expect, it } from 'vitest'
import { noPolicies } from '../compiled.ts'
import { emptyMetricsPlan, type MetricsPlan } from '../plan.ts'
import { compile } from './compile.ts'
import { shop } from './shop.ts'

const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const
const byMonth = [{ dimension: 'metric_time', grain: 'month' }]
const revenue = [{ metric: 'revenue' }]

it.each<[string, Partial<MetricsPlan>, string, string]>([
  ['a misspelt metric', { metrics: [{ metric: 'revenu' }] }, 'unknown-metric', 'revenue'],
  [
    'a misspelt dimension',
    { metrics: revenue, groupBy: [{ dimension: 'customer__contry' }] },
    'unknown-dimension',
    'customer__country',
  ],
  [
    'a dimension that repeats rows',
    { metrics: [{ countOf: 'customer' }], groupBy: [{ dimension: 'order__channel' }] },
    'fan-out',
    'more than once',
  ],
  [
    'one that no join reaches',
    { metrics: [{ metric: 'customers_with_email' }], groupBy: [{ dimension: 'metric_time' }] },
    'no-time',
    'no time',
  ],
  [
    'a grain of a text',
    { metrics: revenue, groupBy: [{ dimension: 'country', grain: 'month' }] },
    'not-a-time',
    'not a time',
  ],
  [
    'a grain nobody knows',
    { metrics: revenue, groupBy: [{ dimension: 'metric_time', grain: 'mouth' }] },
    'unknown-grain',
    'month',
  ],
  [
    'a finer grain than recorded',
    { metrics: revenue, groupBy: [{ dimension: 'metric_time', grain: 'hour' }] },
    'grain-not-available',
    'recorded by day',
  ],
  [
    'an unknown column to order by',
    { metrics: revenue, orderBy: [{ by: 'revenu', direction: 'asc' }] },
    'unknown-column',
    'revenue',
  ],
  [
    'a text for a number',
    {
      metrics: revenue,
      where: [{ kind: 'compare', field: { dimension: 'order__amount' }, op: '>', value: 'much' }],
    },
    'type-mismatch',
    'a number',
  ],
  [
    'a day that does not exist',
    { metrics: revenue, time: { start: '2026-02-30', end: null } },
    'bad-time',
    '2026-02-30',
  ],
  [
    'a range that ends before it starts',
    { metrics: revenue, time: { start: '2026-02-01', end: '2026-01-01' } },
    'empty-range',
    'empty',
  ],
  ['nothing', {}, 'empty-plan', 'nothing'],
  ['the same column twice', { metrics: [...revenue, ...revenue] }, 'duplicate-column', 'revenue'],
  [
    'a rolling metric without time',
    { metrics: [{ metric: 'rolling_revenue' }] },
    'needs-metric-time',
    'metric_time',
  ],
  [
    'a comparison without a period',
    { metrics: revenue, compare: { kind: 'shift', count: 1, grain: 'year' } },
    'compare-needs-range',
    'period',
  ],
  [
    'a share of an average',
    {
      metrics: [{ metric: 'average_order' }],
      groupBy: byMonth,
      share: [{ of: 'average_order', within: [] }],
    },
    'not-additive',
    'average_order is not a sum or a count, so its groups do not add up and a share of it would be wrong',
  ],
  [
    'a running total of different buyers',
    {
      metrics: [{ metric: 'buyers' }],
      groupBy: byMonth,
      window: [{ kind: 'running', of: 'buyers', within: [] }],
    },
    'not-additive',
    'a running total',
  ],
  [
    'a running total without time',
    { metrics: revenue, window: [{ kind: 'running', of: 'revenue', within: [] }] },
    'bad-plan',
    'group by a time',
  ],
  [
    'a rolling sum from within a month',
    {
      metrics: revenue,
      groupBy: byMonth,
      time: { start: '2026-01-15', end: null },
      window: [{ kind: 'rolling', of: 'revenue', periods: 3, within: [] }],
    },
    'bad-plan',
    'starts with a month',
  ],
  [
    'a rank of a group-by',
    {
      metrics: revenue,
      groupBy: byMonth,
      window: [{ kind: 'rank', of: 'metric_time__month', direction: 'asc', within: [] }],
    },
    'bad-plan',
    'not a metric',
  ],
  [
    'an average in an "other" group',
    {
      metrics: [{ metric: 'average_order' }],
      groupBy: [{ dimension: 'customer__country' }],
      top: { count: 1, by: 'average_order', direction: 'desc', per: [], ties: 'all', other: true },
    },
    'not-additive',
    'an "other" group',
  ],
  [
    'a time in an "other" group',
    {
      metrics: revenue,
      groupBy: byMonth,
      top: { count: 1, by: 'revenue', direction: 'desc', per: [], ties: 'all', other: true },
    },
    'bad-plan',
    'cannot stand for a time',
  ],
])('refuses %s', (_, plan, code, words) => {
  const compiling = () =>
    compile({ ...emptyMetricsPlan, ...plan }, shop, { dialect: 'duckdb', calendar, policies: noPolicies })
  expect(compiling).toThrow(expect.objectContaining({ code: `semantic/${code}` }))
  expect(compiling).toThrow(words)
})

it('the end of a path names a dimension, unless names must be whole', () => {
  const plan: MetricsPlan = { ...emptyMetricsPlan, metrics: revenue, groupBy: [{ dimension: 'country' }] }
  const options = { dialect: 'duckdb', calendar, policies: noPolicies } as const
  expect(compile(plan, shop, options).columns[0]?.source).toBe('customer__country')
  expect(() => compile(plan, shop, { ...options, names: 'exact' })).toThrow(
    /only the end of a path for .*write .*customer__country/,
  )
})
