import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { startTestServer, type TestServer } from '@numize/engines/testing'
import type { TableProfile } from '@numize/semantic'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { connectionOf } from '../connection-of.ts'
import { openSource } from '../open-source.ts'
import type { OpenSource } from '../opened.ts'
import { columnValues } from '../profile/column-values.ts'
import { measureInclusions } from '../profile/measure-inclusions.ts'
import { profileTables } from '../profile/profile-tables.ts'

// Children start slowly on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

const server = await startTestServer((reason) => console.log(reason))
const BIG = 120_000

/** Understood by both engines. */
const TABLES = `
  CREATE TABLE customers (id INTEGER PRIMARY KEY, "Full Name" VARCHAR NOT NULL, vip BOOLEAN, joined DATE, nothing VARCHAR);
  INSERT INTO customers VALUES (1, 'Ann', true, '2024-05-01', NULL), (2, 'Bob', false, NULL, NULL), (3, 'Bob', true, '2025-01-31', NULL);
  CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id), amount DECIMAL(10, 2), ordered_at TIMESTAMP);
  INSERT INTO orders VALUES (1, 1, 10.50, '2025-01-01 10:00:00'), (2, 3, -2.25, NULL), (3, NULL, NULL, '2025-03-01 00:00:00.5');
  CREATE TABLE big AS SELECT i AS id, 'c' || i AS code, i % 4 AS few, 's' || (i % 10000) AS many FROM generate_series(1, ${BIG}) AS t (i);`

describe.skipIf(!server)('Postgres as a source', () => {
  const { execute, url, urlFor } = server ?? ({} as TestServer)
  let source: OpenSource
  let profiles: readonly TableProfile[]

  beforeAll(async () => {
    await execute(`${TABLES} ANALYZE big;
      CREATE TABLE secrets (card VARCHAR); CREATE TABLE more (data json, tags VARCHAR[], code uuid);
      INSERT INTO more VALUES ('{"a": 1}', '{x,y}', '00000000-0000-0000-0000-000000000001');
      CREATE VIEW big_codes AS SELECT code, many FROM big;
      CREATE ROLE reader LOGIN PASSWORD 'reader'; CREATE ROLE nobody LOGIN PASSWORD 'nobody';
      GRANT SELECT ON customers, orders, big, more, big_codes TO reader;`)
    source = await openSource(connectionOf(urlFor('reader', 'reader')), '/')
    profiles = await profileTables(source)
  })
  afterAll(async () => {
    await source[Symbol.asyncDispose]()
    await server?.[Symbol.asyncDispose]()
  })

  const profileOf = (name: string) => profiles.find(({ relation }) => relation.name === name)

  it('shows what the login may read and names the right that is missing', () => {
    expect(source.tables.map(({ name }) => name)).toEqual(['big', 'big_codes', 'customers', 'more', 'orders'])
    expect(source.warnings).toEqual([
      'Your login cannot read public.secrets: GRANT SELECT ON public.secrets TO reader',
    ])
  })

  it('measures tables as it measures the same rows in DuckDB', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'numize-postgres-source-'))
    const instance = await DuckDBInstance.create(join(dir, 'same.duckdb'))
    const connection = await instance.connect()
    await connection.run(TABLES)
    connection.closeSync()
    instance.closeSync()
    await using twin = await openSource({ kind: 'duckdb', path: 'same.duckdb' }, dir, { stateDir: dir })
    const same = ({ relation, columns, ...table }: TableProfile) => ({
      ...table,
      name: relation.name,
      columns: columns.map((column) => ({ ...column, nativeType: '' })),
    })
    for (const profile of await profileTables(twin)) {
      const { name } = profile.relation
      if (name === 'big') continue
      expect(same(profileOf(name) as TableProfile)).toEqual(same(profile))
    }
  })

  it('estimates from the statistics of the server, and counts what may be a key', () => {
    const [id, code, few, many] = profileOf('big')?.columns ?? []
    expect(id).toMatchObject({ unique: true, distinct: BIG })
    expect(code).toMatchObject({ unique: true, distinct: BIG })
    expect(few).toMatchObject({ distinct: 4, unique: false })
    expect(few?.topValues).toHaveLength(4)
    expect(few?.topValues[0]).toEqual({ value: '0', count: BIG / 4 })
    expect(Math.abs((many?.distinct ?? 0) - 10_000)).toBeLessThan(1500)
    expect(many?.topValues[0]?.count).toBe(BIG / 10_000)
    expect(profileOf('big_codes')?.columns).toMatchObject([{ unique: true }, { distinct: 10_000 }])
  })

  it('measures types that have no order', () => {
    expect(profileOf('more')?.columns).toMatchObject([
      { name: 'data', type: 'other', distinct: 1, min: null },
      { name: 'tags', type: 'other', distinct: 1, min: null },
      { name: 'code', type: 'string', distinct: 1, min: '00000000-0000-0000-0000-000000000001' },
    ])
  })

  it('finds values of a model’s expression, and references by their values', async () => {
    const customers = { database: null, schema: 'public', name: 'customers' }
    expect(await columnValues(source, customers, `IFNULL("Full Name", '?')`, 10)).toEqual({
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
    expect(await source.isCurrent()).toBe(true)
    await execute('INSERT INTO orders VALUES (4, 1, 1, now())')
    expect(await source.dataVersion()).not.toBe(before)
    expect(await source.isCurrent()).toBe(true)
    await execute('ALTER TABLE orders ADD note VARCHAR')
    expect(await source.isCurrent()).toBe(false)
  })

  it('says what is missing where nothing can be read', async () => {
    await expect(openSource({ kind: 'postgres', url: urlFor('nobody', 'nobody') }, '/')).rejects.toThrow(
      /^Your login cannot read any table of nobody@localhost:\d+\/postgres: GRANT SELECT ON ALL TABLES IN SCHEMA public TO nobody$/,
    )
    await expect(openSource({ kind: 'postgres', url, schema: 'empty' }, '/')).rejects.toThrow(
      /shows no tables to the login owner/,
    )
  })
})
