import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { copyTables, startTestClickhouse, type TestClickhouse } from '@numize/engines/testing'
import type { TableProfile } from '@numize/semantic'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { connectionOf } from '../connection-of.ts'
import { openSource } from '../open-source.ts'
import type { OpenSource } from '../opened.ts'
import { columnValues } from '../profile/column-values.ts'
import { measureInclusions } from '../profile/measure-inclusions.ts'
import { profileTables } from '../profile/profile-tables.ts'

// A database starts slowly on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

const server = await startTestClickhouse(
  (reason) => console.log(reason),
  [
    {
      name: 'reader',
      password: 'p@ss/w:rd',
      grants: [
        'GRANT SELECT ON shop.*',
        'REVOKE SELECT ON shop.secrets',
        'GRANT SHOW ON shop.*',
        'GRANT SELECT ON system.parts',
      ],
    },
    { name: 'nobody', password: 'nobody', grants: ['GRANT SHOW ON shop.*'] },
  ],
)

const TABLES = `CREATE SCHEMA shop;
  CREATE TABLE shop.customers (id INTEGER, "Full ""\\Name" VARCHAR, vip BOOLEAN, joined DATE, nothing VARCHAR);
  INSERT INTO shop.customers VALUES (1, 'Ann', true, '2024-05-01', NULL), (2, 'Bob', false, NULL, NULL), (3, 'Bob', true, '2025-01-31', NULL);
  CREATE TABLE shop.orders (id INTEGER, customer_id INTEGER, amount DECIMAL(10, 2), ordered_at TIMESTAMP);
  INSERT INTO shop.orders VALUES (1, 1, 10.50, '2025-01-01 10:00:00'), (2, 3, -2.25, NULL), (3, NULL, NULL, '2025-03-01 00:00:00.5');`

describe.skipIf(!server)('ClickHouse as a source', () => {
  const { execute, urlFor } = server ?? ({} as TestClickhouse)
  let source: OpenSource
  let twin: OpenSource

  beforeAll(async () => {
    const dir = mkdtempSync(join(tmpdir(), 'numize-clickhouse-source-'))
    const instance = await DuckDBInstance.create(join(dir, 'same.duckdb'))
    const connection = await instance.connect()
    await connection.run(TABLES)
    const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson()
    await copyTables(rowsOf, execute)
    connection.closeSync()
    instance.closeSync()
    await execute('CREATE TABLE shop.secrets (card String) ENGINE = MergeTree ORDER BY card')
    twin = await openSource({ kind: 'duckdb', path: 'same.duckdb' }, dir, { stateDir: dir })
    source = await openSource(connectionOf(urlFor('reader', 'p@ss/w:rd', 'shop')), '/')
  })
  afterAll(async () => {
    await source[Symbol.asyncDispose]()
    await twin[Symbol.asyncDispose]()
    await server?.[Symbol.asyncDispose]()
  })

  it('shows what the login may read of the database named, and names the right that is missing', () => {
    expect(source.tables.map(({ schema, name }) => [schema, name])).toEqual([
      ['shop', 'customers'],
      ['shop', 'orders'],
    ])
    expect(source.warnings).toEqual([
      'Your login cannot read shop.secrets: GRANT SELECT ON shop.secrets TO reader',
    ])
  })

  it('measures tables as it measures the same rows in DuckDB', async () => {
    const same = ({ relation, columns, ...table }: TableProfile) => ({
      ...table,
      name: relation.name,
      columns: columns.map((column) => ({ ...column, nativeType: '' })),
    })
    expect((await profileTables(source)).map(same)).toEqual((await profileTables(twin)).map(same))
  })

  it('finds values of a model’s expression, and references by their values', async () => {
    const customers = { database: null, schema: 'shop', name: 'customers' }
    const expr = `IFNULL("Full ""\\Name", '?')`
    expect(await columnValues(source, customers, expr, 10)).toEqual({
      values: ['Bob', 'Ann'],
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

  it('has a version that stands still until something is written', async () => {
    const before = await source.dataVersion()
    expect(await source.dataVersion()).toBe(before)
    await execute("INSERT INTO shop.orders VALUES (4, 1, 1, '2025-03-02 00:00:00')")
    expect(await source.dataVersion()).not.toBe(before)
    expect(await source.isCurrent()).toBe(true)
    await execute('ALTER TABLE shop.orders ADD COLUMN note String')
    expect(await source.isCurrent()).toBe(false)
  })

  it('says what is missing where nothing can be read', async () => {
    await expect(openSource(connectionOf(urlFor('nobody', 'nobody', 'shop')), '/')).rejects.toThrow(
      /^Your login cannot read any table of nobody@127\.0\.0\.1:\d+\/shop: GRANT SELECT ON shop\.\* TO nobody$/,
    )
    await expect(openSource(connectionOf(urlFor('reader', 'p@ss/w:rd', 'default')), '/')).rejects.toThrow(
      /shows no tables to the login reader/,
    )
  })
})
