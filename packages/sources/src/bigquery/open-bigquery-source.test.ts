import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type FakeAnswer, type FakeBigquery, startFakeBigquery } from '@numize/engines/testing'
import { createResolver } from '@numize/secrets'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { connectionOf } from '../connection-of.ts'
import { openSource } from '../open-source.ts'
import type { OpenSource } from '../opened.ts'
import { columnValues } from '../profile/column-values.ts'
import { measureInclusions } from '../profile/measure-inclusions.ts'
import { profileTables } from '../profile/profile-tables.ts'
import { bigqueryAddress } from './bigquery-address.ts'
import { openBigquerySource } from './open-bigquery-source.ts'

vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

const noSecrets = createResolver({ env: {}, folders: [] })
let fake: FakeBigquery
let rows: DuckDBConnection
let source: OpenSource
let modified = 1

const TYPES: Readonly<Record<string, string>> = {
  BIGINT: 'INTEGER',
  DOUBLE: 'FLOAT',
  BOOLEAN: 'BOOLEAN',
  DATE: 'DATE',
}

/** The few words of GoogleSQL that a profile uses, as DuckDB spells them: real rows behind the wire format. */
const spelled = (sql: string): string =>
  sql
    .replace(/`([^`]+)`/g, (_, path: string) => `"${path.split('.').at(-1)}"`)
    .replaceAll(/\bsales\.(?=\w)/g, '')
    .replaceAll('AS STRING)', 'AS VARCHAR)')
    .replaceAll(/TO_JSON_STRING\(([^()]*)\)/g, 'CAST(to_json($1) AS VARCHAR)')

async function answer(sql: string): Promise<FakeAnswer> {
  const reader = await rows.runAndReadAll(spelled(sql))
  const types = reader.columnTypes().map((type) => TYPES[String(type)] ?? 'STRING')
  const found = reader.getRows().map((row) => ({ f: row.map((v) => ({ v: v === null ? null : String(v) })) }))
  return {
    fields: reader.columnNames().map((name, at) => ({ name, type: types[at] ?? 'STRING' })),
    rows: found,
    bytes: 1,
  }
}

const field = (name: string, type: string, mode = 'NULLABLE') => ({ name, type, mode })
const table = (name: string, fields: readonly unknown[], more: object = {}) => ({
  name,
  metadata: {
    type: 'TABLE',
    get lastModifiedTime() {
      return String(modified)
    },
    schema: { fields },
    ...more,
  },
})

beforeAll(async () => {
  rows = await (await DuckDBInstance.create(':memory:')).connect()
  await rows.run(`CREATE TABLE customers (id BIGINT, "Full Name" VARCHAR);
    INSERT INTO customers VALUES (1, 'Ann'), (2, 'Bob');
    CREATE TABLE orders (id BIGINT, customer_id BIGINT, ordered_on DATE);
    INSERT INTO orders VALUES (1, 1, '2024-05-01'), (2, 2, '2024-06-01'), (3, 2, NULL)`)
  fake = await startFakeBigquery({
    answer,
    tables: [
      table('customers', [field('id', 'INTEGER', 'REQUIRED'), field('Full Name', 'STRING')], {
        tableConstraints: { primaryKey: { columns: ['id'] } },
      }),
      table('orders', [field('id', 'INTEGER'), field('customer_id', 'INTEGER'), field('ordered_on', 'DATE')]),
      { ...table('salaries', []), forbidden: true },
    ],
  })
  source = await openSource(connectionOf(`bigquery://shop/sales?apiEndpoint=${fake.url}`), '/')
})
afterAll(async () => {
  await source[Symbol.asyncDispose]()
  await fake[Symbol.asyncDispose]()
})

describe('a BigQuery dataset', () => {
  it('is opened as it is, and tells what cannot be read and which right is missing', () => {
    expect(source.tables.map(({ schema, name }) => `${schema}.${name}`)).toEqual([
      'sales.customers',
      'sales.orders',
    ])
    expect(source.warnings).toEqual([
      'Your login cannot read sales.salaries: grant it roles/bigquery.dataViewer on dataset sales',
    ])
  })

  it('is profiled by its own SQL', async () => {
    const [customers, orders] = await profileTables(source)
    expect(customers).toMatchObject({ rowCount: 2, primaryKey: ['id'], relation: { schema: 'sales' } })
    expect(customers?.columns[1]).toMatchObject({
      distinct: 2,
      unique: true,
      min: 'Ann',
      averageLength: 3,
      topValues: [{ value: 'Ann' }, { value: 'Bob' }],
    })
    expect(orders?.columns[2]).toMatchObject({ nulls: 1, min: '2024-05-01', max: '2024-06-01' })
  })

  it('finds values, and references by their values', async () => {
    const customers = { database: null, schema: 'sales', name: 'customers' }
    expect(await columnValues(source, customers, '"Full Name"', 10)).toEqual({
      values: ['Ann', 'Bob'],
      complete: true,
    })
    const pair = {
      table: 'orders',
      column: 'customer_id',
      referencedTable: 'customers',
      referencedColumn: 'id',
    }
    expect(await measureInclusions(source, [pair])).toEqual([{ ...pair, share: 1 }])
  })

  it('has a version that stands still until a table is changed', async () => {
    const before = await source.dataVersion()
    expect(await source.dataVersion()).toBe(before)
    modified++
    expect(await source.dataVersion()).not.toBe(before)
    expect(await source.isCurrent()).toBe(true)
  })

  it('serves nothing twice where a view keeps to itself when it changed', async () => {
    await using other = await startFakeBigquery({
      answer,
      tables: [table('v', [field('a', 'STRING')], { type: 'VIEW' })],
    })
    let at = 1
    const url = `bigquery://shop/sales?apiEndpoint=${other.url}`
    await using opened = await openBigquerySource(
      { kind: 'bigquery', url },
      { resolve: noSecrets },
      () => at++,
    )
    expect(await opened.dataVersion()).not.toBe(await opened.dataVersion())
  })

  it('says what is missing where nothing can be read', async () => {
    await using other = await startFakeBigquery({
      answer,
      tables: [{ ...table('salaries', []), forbidden: true }],
    })
    await expect(
      openSource({ kind: 'bigquery', url: `bigquery://shop/hr?apiEndpoint=${other.url}` }, '/'),
    ).rejects.toThrow(
      'Your login cannot read any table of bigquery://shop/hr: grant it roles/bigquery.dataViewer on dataset hr.',
    )
  })
})

describe('addresses', () => {
  it('carry where jobs run, what they may bill and at what price', () => {
    const address =
      'bigquery://data-eu/sales?billing_project=team&location=EU&maximum_bytes_billed=1e9&usd_per_tib=7.5'
    expect(bigqueryAddress(address, { BIGQUERY_EMULATOR_HOST: 'http://localhost:9050' })).toEqual({
      projectId: 'team',
      dataset: { projectId: 'data-eu', datasetId: 'sales' },
      location: 'EU',
      maximumBytesBilled: 1e9,
      usdPerTib: 7.5,
      apiEndpoint: 'http://localhost:9050',
    })
  })

  it.each([
    ['bigquery://', 'names no project'],
    ['bigquery://shop', 'names no dataset'],
    ['bigquery://shop/sales?maximum_bytes_billed=much', 'not a number above 0'],
    ['bigquery://shop/sales?password=x', 'unknown setting, password'],
  ])('%s %s', (address, problem) => {
    expect(() => bigqueryAddress(address, {})).toThrow(problem)
  })
})
