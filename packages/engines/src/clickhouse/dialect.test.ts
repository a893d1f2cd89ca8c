import { readdirSync, readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import {
  type Cell,
  compile,
  emptyCheckPlan,
  emptyFunnelPlan,
  emptyListPlan,
  emptyMetricsPlan,
  emptyProfilePlan,
  emptyRetentionPlan,
  expressionSql,
  type Filter,
  type Model,
  noPolicies,
  type Plan,
  quotedIdentifier,
} from '@numize/semantic'
import { clicks, clickTables, goldenFolder, shop, shopTables } from '@numize/semantic/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { copyTables, startTestClickhouse, type TestClickhouse } from '../testing.ts'
import { type ClickhouseEngine, openClickhouse } from './open-clickhouse.ts'

// A database starts slowly on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

const server = await startTestClickhouse((reason) => console.log(reason))
const call = { deadlineMs: 20_000, maxRows: 20_000 }
const options = {
  calendar: { timeZone: 'Europe/Paris', weekStart: 'sunday', fiscalYearStartMonth: 4 },
  policies: noPolicies,
} as const
const goldens = readdirSync(goldenFolder).filter((file) => file.endsWith('.clickhouse.sql'))

const HOSTILE = [
  "it's",
  "' OR 1=1 --",
  '\\',
  "\\'",
  "\\\\' --",
  '"',
  '`',
  '{{ x }}',
  '{a:String}',
  '%',
  '_',
  '100\\%',
  '--',
  '/*',
  ';',
  '$1',
  '?',
  'é',
  '\u{1F600}',
  '\u202e',
  "'; DROP TABLE shop_orders; --",
  '\n',
  '\t',
  '\x01',
  '\\x41',
  'SETTINGS readonly = 0',
]
const at = [
  '2025-03-03 10:00:00',
  '2025-03-03 11:00:00',
  '2025-03-06 11:00:00',
  '2025-03-04 12:00:00',
  '2025-03-29 23:30:00',
]
const CLICKS = clickTables([
  { visitor: 1, at: at[0] ?? '', name: 'view', country: 'FR' },
  { visitor: 2, at: at[1] ?? '', name: 'view', country: 'FR' },
  { visitor: 2, at: at[2] ?? '', name: 'buy' },
  { visitor: 7, at: at[3] ?? '', name: 'view', country: 'DE' },
  { visitor: 9, at: at[4] ?? '', name: 'buy', country: 'FR' },
])

describe.skipIf(!server)('the SQL printed for ClickHouse', () => {
  const { execute, url } = server ?? ({} as TestClickhouse)
  let engine: ClickhouseEngine
  let inDuckdb: (sql: string) => Promise<readonly (readonly unknown[])[]>

  beforeAll(async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run(
      `${shopTables} ${CLICKS} CREATE TABLE hostile (id INTEGER, "a ""b\\c.d\`" VARCHAR, "select" VARCHAR)`,
    )
    for (const [id, text] of HOSTILE.entries())
      await connection.run('INSERT INTO hostile VALUES ($1, $2, $2)', [id, text])
    inDuckdb = async (sql) => (await connection.runAndReadAll(sql)).getRowsJson()
    await copyTables(async (sql) => (await inDuckdb(sql)).map((row) => row.map(plain)), execute)
    engine = await openClickhouse({ connectionString: url })
  })
  afterAll(async () => {
    await engine[Symbol.asyncDispose]()
    await server?.[Symbol.asyncDispose]()
  })

  const rowsOf = async (sql: string): Promise<readonly (readonly Cell[])[]> =>
    (await engine.run(sql, call)).rows
  const sqlOf = (plan: Plan, model: Model, dialect: 'clickhouse' | 'duckdb'): string =>
    compile(plan, model, { ...options, dialect }).stages.at(-1)?.sql ?? ''

  it.each(goldens)('%s gives the rows of its plan', async (file) => {
    const plan = new URL(file.replace('.clickhouse.sql', '.plan.json'), goldenFolder)
    const { rows } = JSON.parse(readFileSync(plan, 'utf8')) as { rows: unknown }
    const found = await rowsOf(readFileSync(new URL(file, goldenFolder), 'utf8'))
    expect(found.map((row) => row.map(plain))).toEqual(rows)
  })

  it.each([
    ['7 / 2', 3.5],
    ['7 / 0', null],
    ['7 // 2', 3],
    ['7 % 4', 3],
    ['7 % 0', null],
    ['-(-5)', 5],
    ["CAST('5' AS HUGEINT) + 1", 6],
    ["TRY_CAST('12x' AS DOUBLE)", null],
    ["TRY_CAST('2024-13-01' AS DATE)", null],
    ["TRY_CAST('2024-02-29' AS DATE)", '2024-02-29'],
    ['CAST(NULL AS INTEGER)', null],
    ["IFNULL(NULL, 'a')", 'a'],
    ["IF(1 > 2, 'a', 'b')", 'b'],
    ['ROUND(2 / 3, 2)', 0.67],
    ['ROUND(2.5)', 3],
    ["'50%' LIKE '50\\%'", false],
    ["'a\\b' LIKE 'a\\b'", true],
    ["'AbC' ILIKE 'aB_'", true],
    ["'É' ILIKE 'é'", true],
    ["LENGTH('é') + LENGTH(UPPER('é'))", 2],
    ["EXTRACT(year FROM DATE '2024-02-29' + INTERVAL '1 year')", 2025],
    ["CASE WHEN 'x' IN ('x', 'y') THEN 1 ELSE 0 END", 1],
    ["DATE '2024-03-10' - DATE '2024-03-01'", 9],
  ])('%s means what it means in DuckDB', async (text, value) => {
    expect((await rowsOf(`SELECT ${expressionSql(text, 'clickhouse')}`))[0]?.[0]).toEqual(
      typeof value === 'boolean' ? Number(value) : value,
    )
    expect(plain((await inDuckdb(`SELECT ${expressionSql(text, 'duckdb')}`))[0]?.[0])).toEqual(value)
  })

  const isNamed = (value: string): Filter => ({
    kind: 'compare',
    field: { dimension: 'name' },
    op: '=',
    value,
  })
  const buying = {
    ...emptyFunnelPlan('clicks'),
    steps: [
      { name: 'View', where: [isNamed('view')] },
      { name: "it's \\ bought", where: [isNamed('buy')] },
    ],
  }
  const plans: Readonly<Record<string, Plan>> = {
    retention: {
      ...emptyRetentionPlan('clicks'),
      grain: 'week',
      count: 3,
      breakdown: [{ dimension: 'country' }],
    },
    'retention on or after': { ...emptyRetentionPlan('clicks'), grain: 'day', count: 3, match: 'onOrAfter' },
    funnel: buying,
    'strict funnel': { ...buying, order: 'strict', breakdown: [{ dimension: 'country' }] },
    'unordered funnel': { ...buying, order: 'unordered' },
    'who left': { ...buying, members: { step: 1, which: 'dropped' } },
    checks: {
      ...emptyCheckPlan('clicks'),
      checks: [
        { kind: 'nulls', dimension: 'country' },
        { kind: 'duplicates', dimensions: ['name'] },
        { kind: 'orphans', entity: 'visitor' },
        { kind: 'lag', event: 'clicked_at', recorded: 'stored_at' },
        { kind: 'gaps', dimension: 'clicked_at', grain: 'day' },
      ],
    },
    profile: { ...emptyProfilePlan('clicks'), dimensions: ['country', 'amount'] },
    'profile of values': {
      ...emptyProfilePlan('clicks'),
      dimensions: ['country', 'amount'],
      show: 'values',
      top: 3,
    },
  }
  it.each(Object.entries(plans))('%s: the rows of DuckDB', async (_, plan) => {
    const rows = (await rowsOf(sqlOf(plan, clicks, 'clickhouse'))).map((row) => row.map(plain).map(rounded))
    const wanted = (await inDuckdb(sqlOf(plan, clicks, 'duckdb'))).map((row) => row.map(plain).map(rounded))
    expect(rows).toEqual(wanted)
    expect(rows.length).toBeGreaterThan(0)
  })

  it.each(HOSTILE.map((text) => [JSON.stringify(text), text]))(
    'takes %s for nothing but a text',
    async (_, text) => {
      expect(
        await rowsOf(
          `SELECT id FROM hostile WHERE "select" = ${expressionSql(`'${text.replaceAll("'", "''")}'`, 'clickhouse')}`,
        ),
      ).toEqual([[HOSTILE.indexOf(text)]])
      const field = { dimension: 'note' }
      const wheres: readonly Filter[] = [
        { kind: 'compare', field, op: '=', value: text },
        { kind: 'in', field, values: [text, 'nothing'] },
        { kind: 'text', field, match: 'equalsIgnoringCase', value: text },
        { kind: 'text', field, match: 'contains', value: text },
        { kind: 'text', field, match: 'startsWith', value: text },
      ]
      for (const where of wheres) {
        const plan: Plan = {
          ...emptyListPlan('hostile'),
          columns: [{ dimension: 'hostile__note', as: text }],
          where: [where],
        }
        const wanted = (await inDuckdb(sqlOf(plan, hostile, 'duckdb'))).flat()
        expect(
          (await rowsOf(sqlOf(plan, hostile, 'clickhouse'))).flat().map(String).toSorted(byText),
        ).toEqual(wanted.map(String).toSorted(byText))
        expect(wanted).toContain(text)
      }
    },
  )

  it('filters by ten thousand values', async () => {
    const values = Array.from({ length: 10_000 }, (_, n) => `country's number ${n} \\`)
    const where: readonly Filter[] = [
      { kind: 'in', field: { dimension: 'customer__country' }, values: [...values, 'FR'] },
    ]
    const plan: Plan = { ...emptyMetricsPlan, metrics: [{ metric: 'revenue' }], where }
    expect(await rowsOf(sqlOf(plan, shop, 'clickhouse'))).toEqual([[250]])
  })

  it.each([
    'order',
    'Select',
    'a b',
    'a`b',
    'a"b',
    'a.b',
    'a\\b',
    "it's",
    'Ünï',
    '1st',
    'date',
    'nan',
    'x'.repeat(200),
  ])('reads the name %s back', async (name) => {
    const { columns } = await engine.run(`SELECT 1 AS ${quotedIdentifier(name, 'clickhouse')}`, call)
    expect(columns[0]?.name).toBe(name)
  })
})

const plain = (value: unknown): unknown =>
  value === 'Infinity'
    ? null
    : typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
      ? Number(value)
      : value
const byText = (a: string, b: string): number => (a < b ? -1 : 1)
const rounded = (value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value

/** A table whose every name needs quotes. */
const [orders] = shop.semanticModels
const hostile = {
  ...shop,
  metrics: [],
  semanticModels: orders
    ? [
        {
          ...orders,
          name: 'hostile',
          relation: { database: null, schema: null, name: 'hostile' },
          primaryEntity: 'hostile',
          defaultTimeDimension: null,
          entities: orders.entities
            .filter(({ kind }) => kind === 'primary')
            .map((entity) => ({ ...entity, name: 'hostile', expr: 'id' })),
          dimensions: orders.dimensions
            .filter(({ name }) => name === 'status')
            .map((one) => ({ ...one, name: 'note', expr: '"a ""b\\c.d`"' })),
          measures: [],
        },
      ]
    : [],
} satisfies Model
