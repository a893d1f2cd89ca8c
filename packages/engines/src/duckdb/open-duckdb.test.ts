import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Rows } from '../engine.ts'
import { type DuckdbEngine, openDuckdb } from './open-duckdb.ts'

// Children start slowly on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

const dir = mkdtempSync(join(tmpdir(), 'numize-engine-'))
const parquet = join(dir, 'people.parquet')
const duckdbFile = join(dir, 'shop.duckdb')
const SLOW = `SELECT sum(levenshtein(repeat('a', 20000) || range, repeat('b', 20000))) FROM range(100000)`
const call = { deadlineMs: 20_000, maxRows: 100 }
let engine: DuckdbEngine

const ask = (sql: string, options = {}): Promise<Rows> => engine.run(sql, { ...call, ...options })
const cell = async (sql: string) => (await ask(`SELECT ${sql}`)).rows[0]?.[0]
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  )

const spare = () => expect.poll(() => engine.pids.length, { timeout: 15_000 }).toBe(2)

beforeAll(async () => {
  const writer = await DuckDBInstance.create(duckdbFile)
  const connection = await writer.connect()
  await connection.run(`COPY (SELECT range AS id, 'p' || range || '@corp.example' AS email FROM range(500))
    TO '${parquet}' (FORMAT parquet)`)
  await connection.run('CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL)')
  await connection.run(`CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id),
    amount DECIMAL(18, 2), paid_at TIMESTAMPTZ)`)
  await connection.run("INSERT INTO customers VALUES (1, 'Ann')")
  await connection.run("INSERT INTO orders VALUES (10, 1, 12.30, '2024-01-01 12:00:00+02')")
  connection.closeSync()
  writer.closeSync()
  engine = await openDuckdb({
    relations: [
      { kind: 'parquet', name: 'people', schema: 'crm', paths: [parquet], primaryKey: ['id'] },
      { kind: 'duckdbTable', name: 'orders', path: duckdbFile, source: { schema: 'main', table: 'orders' } },
    ],
    resultsDir: dir,
    memoryLimitMb: 512,
  })
})

afterAll(() => engine[Symbol.asyncDispose]())

describe('estimates', () => {
  it('tells rows and bytes of the scans without running, and nothing it does not know', async () => {
    const all = await engine.estimate('SELECT id, email FROM crm.people', call)
    expect(all).toEqual({ rows: 500, bytes: 500 * 24, cost: null, costUnit: null, source: 'DuckDB EXPLAIN' })
    const joined =
      'WITH p AS (SELECT id FROM crm.people) SELECT count(*) FROM p JOIN orders o ON o.customer_id = p.id'
    expect((await engine.estimate(joined, call)).rows).toBe(501)
    expect((await engine.estimate(SLOW, call)).rows).toBe(100_000)
  })

  it('refuses what it would not run', async () => {
    expect(await codeOf(engine.estimate('DROP TABLE orders', call))).toBe('engines/not-select')
    expect(await codeOf(engine.estimate("SELECT * FROM read_csv('/etc/passwd')", call))).toBe(
      'engines/not-select',
    )
    expect(await codeOf(engine.estimate('SELECT nope FROM orders', call))).toBe('engines/query')
  })
})

describe('reading', () => {
  it('shows relations with their columns and keys', async () => {
    const tables = await engine.describe()
    expect(tables.map(({ schema, name }) => `${schema}.${name}`)).toEqual(['crm.people', 'main.orders'])
    expect(tables[0]?.primaryKey).toEqual(['id'])
    expect(tables[1]?.columns.map(({ type }) => type)).toEqual(['integer', 'integer', 'decimal', 'timestamp'])
  })

  it('reads a DuckDB file by its own names, with declared keys', async () => {
    await using attached = await openDuckdb({ attach: duckdbFile, memoryLimitMb: 512 })
    const tables = await attached.describe()
    expect(tables.map(({ name, primaryKey }) => [name, primaryKey])).toEqual([
      ['customers', ['id']],
      ['orders', ['id']],
    ])
    expect(tables[1]?.foreignKeys).toEqual([
      { columns: ['customer_id'], table: 'customers', referenced: ['id'] },
    ])
    const { rows } = await attached.run(
      'SELECT o.amount, o.paid_at, c.name FROM main.orders o JOIN customers c ON c.id = customer_id',
      call,
    )
    expect(rows).toEqual([[12.3, '2024-01-01 10:00:00', 'Ann']])
  })

  it('cuts rows but counts them all, and writes all of them when asked', async () => {
    const toFile = join(dir, 'all.parquet')
    const cut = await ask('SELECT id FROM crm.people ORDER BY id DESC', { maxRows: 3, toFile })
    expect(cut).toMatchObject({ rows: [[499], [498], [497]], rowCount: 500, truncated: true, file: toFile })
    await using reader = await openDuckdb({ relations: [{ kind: 'parquet', name: 'r', paths: [toFile] }] })
    expect((await reader.run('SELECT count(*), max(id) FROM r', call)).rows).toEqual([[500, 499]])
    expect(await ask('SELECT 1 WHERE false')).toMatchObject({
      rows: [],
      rowCount: 0,
      truncated: false,
      file: null,
    })
  })

  it('answers many calls at once', async () => {
    const sums = await Promise.all(
      Array.from({ length: 12 }, (_, n) => cell(`sum(range) + ${n} FROM range(1000)`)),
    )
    expect(sums).toEqual(Array.from({ length: 12 }, (_, n) => 499_500 + n))
  })
})

it.each<[string, string | number | boolean | null]>([
  ['7::UTINYINT', 7],
  ['9007199254740991', 9_007_199_254_740_991],
  ['9007199254740993', '9007199254740993'],
  ['170141183460469231731687303715884105727::HUGEINT', '170141183460469231731687303715884105727'],
  ['12.30::DECIMAL(18,2)', 12.3],
  ['-0.05::DECIMAL(18,4)', -0.05],
  ['1000000000000000::DECIMAL(18,0)', '1000000000000000'],
  ['123456789012345678.25::DECIMAL(38,2)', '123456789012345678.25'],
  ['0.1::FLOAT', 0.1],
  ["'nan'::DOUBLE", null],
  ["'-inf'::FLOAT", null],
  ['true', true],
  ["DATE '2024-02-29'", '2024-02-29'],
  ["TIMESTAMP '1969-12-31 23:59:59.5'", '1969-12-31 23:59:59.500000'],
  ["TIMESTAMP_NS '2024-01-01 00:00:00.123456789'", '2024-01-01 00:00:00.123456'],
  ["TIMESTAMPTZ '2024-01-01 00:30:00+01'", '2023-12-31 23:30:00'],
  ["TIMESTAMP 'infinity'", null],
  ["DATE 'infinity'", null],
  ["TIME '10:11:12'", '10:11:12'],
  ["INTERVAL '1 month 2 days'", '1 month 2 days'],
  ["'3c2fcd5a-93c5-4b7f-8e0e-4f2b5b2a1a11'::UUID", '3c2fcd5a-93c5-4b7f-8e0e-4f2b5b2a1a11'],
  ["'b'::ENUM('a', 'b')", 'b'],
  ['[1, NULL, 3]', '[1,null,3]'],
  ["{a: 1.5::DECIMAL(4,1), b: DATE '2024-01-01'}", '{"a":1.5,"b":"2024-01-01"}'],
  ["MAP {'k': 9007199254740993}", '{"k":"9007199254740993"}'],
  ["'\\xAA\\x41'::BLOB", '\\xAAA'],
  ['NULL', null],
])('encodes %s', async (sql, expected) => expect(await cell(sql)).toBe(expected))

describe('refusals', () => {
  it.each([
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM glob('/etc/*')",
    `COPY (SELECT 1) TO '${join(dir, 'x.csv')}'`,
    `ATTACH '${join(dir, 'x.db')}'`,
    'SET threads = 1',
    'PRAGMA database_list',
    'CALL enable_logging()',
    "SELECT * FROM enable_logging('x', storage = 'file')",
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM query_table('crm.people')",
    'SELECT * FROM duckdb_settings()',
    'SELECT (SELECT count(*) FROM duckdb_tables())',
    'SUMMARIZE crm.people',
    'DESCRIBE crm.people',
    'CREATE TABLE t (a INTEGER)',
    'INSTALL httpfs',
    'LOAD httpfs',
    'SELECT 1; SELECT 2',
    '',
    'SELECT error(email) FROM crm.people',
    "SELECT current_setting('threads')",
    'SELECT stats(id) FROM crm.people',
    "SELECT write_log('x')",
    'SELECT sleep_ms(1)',
  ])('runs nothing but one plain SELECT: %s', async (sql) => {
    expect(await codeOf(ask(sql))).toBe('engines/not-select')
    expect(await cell('1')).toBe(1)
  })

  it('reaches no file by its name', async () => {
    expect(await codeOf(ask("SELECT * FROM '/etc/hosts.csv'"))).toBe('engines/not-select')
    expect(await codeOf(ask(`SELECT * FROM '${parquet}'`))).toBe('engines/not-select')
    expect(await codeOf(ask("SELECT * FROM 'people.parquet'"))).toBe('engines/query')
  })

  it.each(['information_schema.tables', 'pg_catalog.pg_class', 'sqlite_master', 'duckdb_settings'])(
    'reads nothing of the catalog: %s',
    async (name) => {
      const nested = `WITH x AS (SELECT 1 AS one) SELECT one, (SELECT count(*) FROM ${name}) FROM x`
      expect(await codeOf(ask(nested))).toBe('engines/query')
    },
  )

  it.each([
    ['SELECT email::INTEGER FROM crm.people', 'corp.example'],
    ["SELECT strptime(email, '%Y') FROM crm.people", 'corp.example'],
    ['SELECT (id + 250)::UTINYINT FROM crm.people', '256'],
    ["SELECT nope FROM crm.people WHERE email = 'ann@corp.example'", 'ann@'],
    ['SELECT json_extract(email, 1) FROM crm.people', 'corp.example'],
    ["SELECT date_trunc(email, TIMESTAMP '2024-01-01') FROM crm.people", 'corp.example'],
  ])('never shows a cell in an error: %s', async (sql, secret) => {
    const error = await ask(sql).then(
      () => null,
      (reason: { code: string; message: string; facts: object }) => reason,
    )
    expect(error?.code).toBe('engines/query')
    expect(JSON.stringify([error?.message, error?.facts])).not.toContain(secret)
  })

  it('names the unknown column, which is no cell', async () => {
    await expect(ask('SELECT emial FROM crm.people')).rejects.toThrow(/Referenced column "emial" not found/)
  })
})

describe('staying up', () => {
  it('stops a statement that ignores interrupts, answers the next, and spares the others', async () => {
    await spare()
    const other = ask('SELECT count(*) FROM range(1000000000)', { deadlineMs: 60_000 })
    expect(await codeOf(ask(SLOW, { deadlineMs: 300 }))).toBe('engines/deadline')
    expect(await cell('1')).toBe(1)
    expect((await other).rows).toEqual([[1_000_000_000]])
  })

  it('obeys an abort, before and during', async () => {
    expect(await codeOf(ask('SELECT 1', { signal: AbortSignal.abort() }))).toBe('engines/cancelled')
    expect(await codeOf(ask(SLOW, { signal: AbortSignal.timeout(300) }))).toBe('engines/cancelled')
  })

  it('fails the running call once when its child is killed, and goes on', async () => {
    await spare()
    // an answer first: a child that is killed while it opens its data never ran the call
    expect(await cell('1')).toBe(1)
    const running = codeOf(ask(SLOW))
    await new Promise((resolve) => setTimeout(resolve, 200))
    process.kill(engine.pids[0] ?? 0, 'SIGKILL')
    expect(await running).toBe('engines/died')
    expect(await cell('count(*) FROM crm.people')).toBe(500)
  })

  it('survives a statement that wants all the memory', async () => {
    expect(['engines/memory', 'engines/died']).toContain(
      await codeOf(ask("SELECT length(repeat('x', 1500000000) || repeat('y', 1500000000))")),
    )
    expect(await cell('1')).toBe(1)
  })

  it('says it is closed', async () => {
    const short = await openDuckdb({})
    await short[Symbol.asyncDispose]()
    expect(await codeOf(short.run('SELECT 1', call))).toBe('engines/closed')
  })
})

describe('files that cannot be opened', () => {
  it.each([
    ['no-file', { relations: [{ kind: 'parquet', name: 'x', paths: [join(dir, 'none.parquet')] }] } as const],
    ['no-file', { attach: join(dir, 'none.duckdb') }],
    ['file-damaged', { relations: [{ kind: 'parquet', name: 'x', paths: [duckdbFile] }] } as const],
    ['file-damaged', { attach: parquet }],
  ])('%s', async (what, options) => {
    expect(await codeOf(openDuckdb(options))).toBe(`engines/${what}`)
  })

  it('writes nothing into what it reads', async () => {
    const before = readFileSync(duckdbFile)
    await ask('SELECT * FROM orders')
    expect(readFileSync(duckdbFile).equals(before)).toBe(true)
  })
})
