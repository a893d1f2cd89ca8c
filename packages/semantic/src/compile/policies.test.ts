import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { noPolicies, type Policies } from '../compiled.ts'
import { emptyListPlan, emptyMetricsPlan, type Filter, type MetricsPlan, type Plan } from '../plan.ts'
import { compile } from './compile.ts'
import { shop, shopTables } from './shop.ts'

const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const
const onlyFrance: Policies = {
  ...noPolicies,
  rowFilters: [
    { model: 'customers', where: "{{ Dimension('customer__country') }} = 'FR'", text: 'Country is FR' },
    { model: 'orders', where: "{{ Dimension('status') }} != 'refunded'", text: 'Refunded orders are hidden' },
  ],
}
const masked = (mask: 'hide' | 'null' | 'hash'): Policies => ({
  ...noPolicies,
  masks: [{ model: 'customers', dimension: 'email', mask }],
})
let whole: DuckDBConnection
let filtered: DuckDBConnection

beforeAll(async () => {
  const instance = async () => (await DuckDBInstance.create(':memory:')).connect()
  whole = await instance()
  await whole.run(shopTables)
  filtered = await instance()
  await filtered.run(`${shopTables}
    DELETE FROM shop_customers WHERE NOT coalesce(country = 'FR', false);
    DELETE FROM shop_orders WHERE NOT coalesce(status != 'refunded', false);`)
})

const run = async (connection: DuckDBConnection, plan: Plan, policies: Policies) => {
  const { stages } = compile(plan, shop, { dialect: 'duckdb', calendar, policies })
  return (await connection.runAndReadAll(stages.at(-1)?.sql ?? '')).getRowsJson()
}

const metrics = [
  'revenue',
  'web_revenue',
  'orders',
  'buyers',
  'refunded',
  'net_revenue',
  'average_order',
  'refund_rate',
  'rolling_revenue',
]
const filters: readonly Filter[] = [
  { kind: 'compare', field: { dimension: 'customer__country' }, op: '!=', value: 'DE' },
  { kind: 'null', field: { dimension: 'customer__country' } },
  { kind: 'compare', field: { metric: 'orders', by: ['customer'] }, op: '>=', value: 2 },
  {
    kind: 'inPlan',
    field: { dimension: 'customer' },
    plan: { ...emptyListPlan('refunds'), columns: [{ dimension: 'customer' }] },
  },
]
const anyPlan: fc.Arbitrary<MetricsPlan> = fc
  .record({
    metrics: fc.uniqueArray(fc.constantFrom(...metrics), { minLength: 1, maxLength: 3 }),
    country: fc.boolean(),
    grain: fc.constantFrom('day', 'month', 'year'),
    where: fc.subarray([...filters], { maxLength: 2 }),
    bounded: fc.boolean(),
  })
  .map(({ metrics: asked, country, grain, where, bounded }) => ({
    ...emptyMetricsPlan,
    metrics: asked.map((metric) => ({ metric })),
    groupBy: [{ dimension: 'metric_time', grain }, ...(country ? [{ dimension: 'customer__country' }] : [])],
    where,
    time: bounded ? { start: '2025-01-01', end: '2026-02-01' } : null,
  }))

it('gives under row filters what a copy without the hidden rows gives', async () => {
  await fc.assert(
    fc.asyncProperty(anyPlan, async (plan) => {
      expect(await run(whole, plan, onlyFrance)).toEqual(await run(filtered, plan, noPolicies))
    }),
    { numRuns: 60 },
  )
})

it('tells which policies were applied', () => {
  const plan: MetricsPlan = {
    ...emptyMetricsPlan,
    metrics: [{ metric: 'revenue' }],
    groupBy: [{ dimension: 'country' }],
  }
  const { explanation } = compile(plan, shop, { dialect: 'duckdb', calendar, policies: onlyFrance })
  expect(explanation.policies.map(({ text }) => text)).toEqual([
    'Refunded orders are hidden',
    'Country is FR',
  ])
  expect(explanation.filters).toContainEqual({ text: 'Country is FR', from: 'policy' })
})

const list: Plan = {
  ...emptyListPlan('customers'),
  columns: [{ dimension: 'customer' }, { dimension: 'email' }],
}

it('masks what is shown and what is compared, never the join keys', async () => {
  expect(await run(whole, list, masked('null'))).toEqual([
    [1, null],
    [2, null],
    [3, null],
    [4, null],
  ])
  const guess: Filter = { kind: 'compare', field: { dimension: 'email' }, op: '=', value: 'ann@example.org' }
  expect(await run(whole, { ...list, where: [guess] }, masked('hash'))).toEqual([])
})

const masking = (mask: 'hide' | 'hash' | 'truncate'): Policies => ({
  ...noPolicies,
  masks: [{ model: 'orders', dimension: 'ordered_at', mask }],
})
const byDay: MetricsPlan = {
  ...emptyMetricsPlan,
  metrics: [{ metric: 'orders' }],
  groupBy: [{ dimension: 'metric_time', grain: 'day' }],
}

it('masks the time of a metric as it masks its column, in ranges too', async () => {
  const days = (await run(whole, byDay, masking('truncate'))).map(([day]) => JSON.stringify(day))
  expect(days.length).toBeGreaterThan(0)
  expect(days.filter((day) => !/-01-01(?: 00:00:00)?"$/.test(day))).toEqual([])
  const march: MetricsPlan = { ...byDay, time: { start: '2025-03-01', end: '2025-04-01' } }
  expect(await run(whole, march, masking('truncate'))).toEqual([])
  for (const mask of ['hide', 'hash'] as const)
    await expect(run(whole, byDay, masking(mask))).rejects.toThrow(/time/)
})

it.each([
  ['a hidden column', list, masked('hide'), 'semantic/masked-dimension'],
  [
    'a measure over a masked column',
    { ...emptyMetricsPlan, metrics: [{ metric: 'customers_with_email' }] },
    masked('null'),
    'semantic/masked-measure',
  ],
  [
    'an inline measure over one',
    { ...emptyMetricsPlan, metrics: [{ measure: { over: 'customer__email', aggregation: 'min' } }] },
    masked('null'),
    'semantic/masked-measure',
  ],
  [
    'a row filter on what the model does not have',
    list,
    {
      ...noPolicies,
      rowFilters: [{ model: 'customers', where: "{{ Dimension('order__status') }} = 'x'", text: '' }],
    },
    'semantic/filter-not-placed',
  ],
  [
    'inline measures where they are off',
    { ...emptyMetricsPlan, metrics: [{ countOf: 'customer' }] },
    { ...noPolicies, inlineMeasures: false },
    'semantic/inline-measures-off',
  ],
] as const)('refuses %s', (_, plan, policies, code) => {
  const compiling = () => compile(plan, shop, { dialect: 'duckdb', calendar, policies })
  expect(compiling).toThrow(expect.objectContaining({ code }))
})
