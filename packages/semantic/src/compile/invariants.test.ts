import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { noPolicies, type Policies } from '../compiled.ts'
import type { Model } from '../model.ts'
import {
  type Check,
  emptyCheckPlan,
  emptyFunnelPlan,
  emptyListPlan,
  emptyMetricsPlan,
  emptyProfilePlan,
  emptyRetentionPlan,
  type Filter,
  type Plan,
} from '../plan.ts'
import { compile } from './compile.ts'
import { type Click, clicks, clickTables } from './events/clicks.ts'
import { shop, shopTables } from './shop.ts'

// Hundreds of statements on a busy machine.

const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const
const events: readonly Click[] = Array.from({ length: 60 }, (_, at) => ({
  visitor: [1, 2, 3, 9][(at * 7) % 4] ?? 1,
  at: new Date(Date.UTC(2025, 2, 3) + ((at * 37) % 480) * 3_600_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' '),
  name: ['view', 'cart', 'buy', 'help'][(at * 5) % 4] ?? 'view',
  ...(at % 5 === 0 ? {} : { country: at % 2 === 0 ? 'FR' : 'DE' }),
}))

/** The rows that `keep` says of each table, as a copy that never had the others. */
const tables = ['shop_orders', 'shop_refunds', 'shop_customers', 'site_clicks', 'site_visitors'] as const
type Keep = Partial<Record<(typeof tables)[number], string>>
const ORDER_OF_COPY = 'ORDER BY id DESC'

async function copyOf(keep: Keep, order = ''): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
  await connection.run(`${shopTables} ${clickTables(events)}`)
  for (const table of tables)
    await connection.run(
      `CREATE OR REPLACE TABLE ${table} AS SELECT * FROM ${table} WHERE COALESCE(${keep[table] ?? 'TRUE'}, FALSE) ${order}`,
    )
  return connection
}

/** Both models at once: their names do not meet. */
const world: Model = {
  ...shop,
  semanticModels: [...shop.semanticModels, ...clicks.semanticModels],
}

/** The same model, everything in it written in the opposite order. */
const backwards: Model = {
  ...world,
  metrics: world.metrics.toReversed(),
  semanticModels: world.semanticModels.toReversed().map((one) => ({
    ...one,
    entities: one.entities.toReversed(),
    dimensions: one.dimensions.toReversed(),
    measures: one.measures.toReversed(),
  })),
}

const shopFilters: readonly Filter[] = [
  { kind: 'compare', field: { dimension: 'customer__country' }, op: '!=', value: 'DE' },
  { kind: 'null', field: { dimension: 'customer__country' }, negate: true },
  { kind: 'compare', field: { metric: 'orders', by: ['customer'] }, op: '>=', value: 2 },
  {
    kind: 'inPlan',
    field: { dimension: 'customer' },
    plan: { ...emptyListPlan('refunds'), columns: [{ dimension: 'customer' }] },
  },
]
const named = (name: string): Filter => ({
  kind: 'compare',
  field: { dimension: 'click__name' },
  op: '=',
  value: name,
})
const clickFilters: readonly Filter[] = [
  { kind: 'compare', field: { dimension: 'click__country' }, op: '=', value: 'FR' },
  { kind: 'compare', field: { dimension: 'visitor__plan' }, op: '=', value: 'free' },
  { kind: 'not', filter: named('help') },
]
const some = <T>(all: readonly T[], maxLength = 2) => fc.subarray([...all], { maxLength })
const span = fc.constantFrom(null, { start: '2025-03-05', end: '2025-03-15' })

const metricsPlan = fc
  .record({
    metrics: fc.uniqueArray(
      fc.constantFrom(
        'revenue',
        'orders',
        'buyers',
        'refunded',
        'net_revenue',
        'average_order',
        'growth',
        'rolling_revenue',
        'refund_rate',
      ),
      { minLength: 1, maxLength: 3 },
    ),
    by: some(['customer__country', 'customer__name']),
    grain: fc.constantFrom('day', 'month', 'year'),
    where: some(shopFilters),
    compared: fc.boolean(),
  })
  .map(
    ({ metrics, by, grain, where, compared }): Plan => ({
      ...emptyMetricsPlan,
      metrics: metrics.map((metric) => ({ metric })),
      groupBy: [{ dimension: 'metric_time', grain }, ...by.map((dimension) => ({ dimension }))],
      where,
      time: { start: '2025-01-01', end: '2026-01-01' },
      compare: compared ? { kind: 'shift', count: 1, grain: 'year' } : null,
    }),
  )
const listPlan = fc
  .record({
    columns: fc.subarray(['order', 'status', 'amount', 'customer__country', 'customer__name'], {
      minLength: 1,
    }),
    distinct: fc.boolean(),
    where: some(shopFilters),
  })
  .map(
    ({ columns, distinct, where }): Plan => ({
      ...emptyListPlan('orders'),
      columns: columns.map((dimension) => ({ dimension })),
      distinct,
      where,
      orderBy: columns.map((by) => ({ by, direction: 'asc' })),
    }),
  )
const retentionPlan = fc
  .record({
    membership: fc.constantFrom('firstTime' as const, 'recurring' as const),
    match: fc.constantFrom('on' as const, 'onOrAfter' as const),
    where: some(clickFilters),
    start: some([named('view')], 1),
    returning: some([named('buy')], 1),
    broken: fc.boolean(),
    time: span,
    overall: fc.boolean(),
  })
  .map(
    ({ broken, ...rest }): Plan => ({
      ...emptyRetentionPlan('clicks'),
      ...rest,
      count: 5,
      until: '2025-03-25',
      breakdown: broken ? [{ dimension: 'visitor__plan' }] : [],
    }),
  )
const funnelPlan = fc
  .record({
    order: fc.constantFrom('ordered' as const, 'strict' as const, 'unordered' as const),
    entry: fc.constantFrom('first' as const, 'any' as const),
    where: some(clickFilters),
    broken: fc.boolean(),
    time: span,
  })
  .map(
    ({ broken, ...rest }): Plan => ({
      ...emptyFunnelPlan('clicks'),
      ...rest,
      steps: ['view', 'cart', 'buy'].map((name) => ({ name, where: [named(name)] })),
      breakdown: broken ? [{ dimension: 'visitor__plan' }] : [],
    }),
  )
const checks: readonly Check[] = [
  { kind: 'nulls', dimension: 'click__country' },
  { kind: 'duplicates', dimensions: ['visitor', 'click__name'] },
  { kind: 'orphans', entity: 'visitor' },
  { kind: 'order', earlier: 'visitor__joined_at', later: 'clicked_at' },
  { kind: 'lag', event: 'clicked_at', recorded: 'stored_at' },
  { kind: 'gaps', dimension: 'clicked_at', grain: 'day' },
  { kind: 'freshness', dimension: 'clicked_at', asOf: '2025-04-01' },
]
const checkPlan = fc
  .record({ checks: fc.subarray([...checks], { minLength: 1 }), where: some(clickFilters), time: span })
  .map((parts): Plan => ({ ...emptyCheckPlan('clicks'), ...parts }))
const profilePlan = fc
  .record({
    show: fc.constantFrom('summary' as const, 'values' as const),
    where: some(clickFilters),
    time: span,
  })
  .map(
    (parts): Plan => ({
      ...emptyProfilePlan('clicks'),
      ...parts,
      dimensions: ['click__country', 'amount', 'click__name'],
    }),
  )

const kinds = {
  metrics: metricsPlan,
  list: listPlan,
  retention: retentionPlan,
  funnel: funnelPlan,
  check: checkPlan,
  profile: profilePlan,
}

/** Rows by column name, in no order but their own; numbers to nine digits. */
async function rowsOf(
  connection: DuckDBConnection,
  plan: Plan,
  model: Model,
  policies: Policies = noPolicies,
) {
  const sql = compile(plan, model, { dialect: 'duckdb', calendar, policies }).stages.at(-1)?.sql ?? ''
  const reader = await connection.runAndReadAll(sql)
  const names = reader.columnNames()
  const rows = reader
    .getRowsJson()
    .map((row) =>
      JSON.stringify(
        Object.fromEntries(
          names.map((name, at) => [name, cell(row[at])] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)),
        ),
      ),
    )
  return rows.toSorted()
}
const cell = (value: unknown): unknown => (typeof value === 'number' ? Number(value.toPrecision(9)) : value)

let whole: DuckDBConnection
let filtered: DuckDBConnection
let reversed: DuckDBConnection
const hiding: Policies = {
  ...noPolicies,
  rowFilters: [
    { model: 'customers', where: "{{ Dimension('customer__country') }} = 'FR'", text: 'Country is FR' },
    { model: 'orders', where: "{{ Dimension('status') }} != 'refunded'", text: 'Refunded orders are hidden' },
    {
      model: 'clicks',
      where: "{{ Dimension('click__country') }} != 'DE'",
      text: 'Clicks from DE are hidden',
    },
    { model: 'visitors', where: "{{ Dimension('visitor__plan') }} = 'free'", text: 'Free visitors only' },
  ],
}

beforeAll(async () => {
  whole = await copyOf({})
  reversed = await copyOf({}, ORDER_OF_COPY)
  filtered = await copyOf({
    shop_customers: "country = 'FR'",
    shop_orders: "status != 'refunded'",
    site_clicks: "country != 'DE'",
    site_visitors: "plan = 'free'",
  })
})

const each = Object.entries<fc.Arbitrary<Plan>>(kinds).map(([kind, plans]) => ({ kind, plans }))

it.each(each)(
  'gives the same rows of a $kind plan whatever order the model, the plan and the rows stand in',
  async ({ plans }) => {
    const turned = (plan: Plan): Plan =>
      plan.kind === 'metrics'
        ? {
            ...plan,
            groupBy: plan.groupBy.toReversed(),
            metrics: plan.metrics.toReversed(),
            where: plan.where.toReversed(),
          }
        : { ...plan, where: plan.where.toReversed() }
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const rows = await rowsOf(whole, plan, world)
        expect(await rowsOf(reversed, turned(plan), backwards)).toEqual(rows)
      }),
      { numRuns: 30 },
    )
  },
)

/** A hidden row cannot be told from a missing one: orphans of a model with hidden rows are refused. */
const asksOrphans = (plan: Plan): boolean =>
  plan.kind === 'check' && plan.checks.some(({ kind }) => kind === 'orphans')

it.each(each)(
  'gives under row filters what a copy without the hidden rows gives: $kind',
  async ({ plans }) => {
    await fc.assert(
      fc.asyncProperty(
        plans.filter((plan) => !asksOrphans(plan)),
        async (plan) => {
          expect(await rowsOf(whole, plan, world, hiding)).toEqual(await rowsOf(filtered, plan, world))
        },
      ),
      { numRuns: 30 },
    )
  },
)
