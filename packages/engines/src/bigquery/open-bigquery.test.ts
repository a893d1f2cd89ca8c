import type { NumizeError } from '@numize/base'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BigqueryOptions } from './client.ts'
import type { FieldSchema } from './data-types.ts'
import { type FakeAnswer, type FakeBigquery, startFakeBigquery } from './fake-bigquery.ts'
import { type BigqueryEngine, openBigquery } from './open-bigquery.ts'

// A client starts slowly on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

const call = { deadlineMs: 20_000, maxRows: 1000 }
const row = (...values: readonly unknown[]) => ({ f: values.map((v) => ({ v: v as string })) })
const field = (name: string, type: string, more: Partial<FieldSchema> = {}): FieldSchema => ({
  name,
  type,
  ...more,
})

const NUMBERS = Array.from({ length: 2500 }, (_, at) => row(String(at)))

/** Recorded in the form of BigQuery's own answers. */
const answers: Readonly<Record<string, FakeAnswer>> = {
  'SELECT every type': {
    fields: [
      field('big', 'INTEGER'),
      field('small', 'INTEGER'),
      field('exact', 'NUMERIC'),
      field('long', 'BIGNUMERIC'),
      field('nan', 'FLOAT'),
      field('double', 'FLOAT'),
      field('yes', 'BOOLEAN'),
      field('day', 'DATE'),
      field('zoned', 'TIMESTAMP'),
      field('before', 'TIMESTAMP'),
      field('local', 'DATETIME'),
      field('at', 'TIME'),
      field('list', 'INTEGER', { mode: 'REPEATED' }),
      field('pair', 'RECORD', { fields: [field('a', 'INTEGER'), field('b', 'STRING')] }),
      field('nothing', 'STRING'),
    ],
    rows: [
      row(
        '9007199254740993',
        '42',
        '0.1',
        '12345678901234567.89',
        'NaN',
        '0.1',
        'true',
        '2025-03-30',
        '1743294600500000',
        '-1',
        '2025-03-30T02:30:00.500',
        '10:00:00',
        [{ v: '1' }, { v: '2' }],
        { f: [{ v: '1' }, { v: 'x' }] },
        null,
      ),
    ],
  },
  'SELECT many': { fields: [field('n', 'INTEGER')], rows: NUMBERS, bytes: 2 ** 40 },
  'SELECT slowly': { fields: [field('n', 'INTEGER')], rows: [row('1')], takesMs: 300 },
  'SELECT forever': { fields: [field('n', 'INTEGER')], rows: [row('1')], takesMs: 60_000 },
  'DELETE FROM orders': { fields: [], rows: [], statementType: 'DELETE' },
  'SELECT foo': {
    status: 400,
    reason: 'invalidQuery',
    message: "Unrecognized name: foo; Did you mean 'secret'? at [1:8]",
  },
  'SELECT cast': {
    status: 400,
    reason: 'invalidQuery',
    message: 'Bad int64 value: 4929-1234-5678',
    onlyWhileRunning: true,
  },
  'SELECT card': {
    status: 403,
    reason: 'accessDenied',
    message:
      'Access Denied: Table shop:hr.cards: User does not have permission to query table shop:hr.cards, or perhaps it does not exist.',
  },
  'SELECT without the right to run jobs': {
    status: 403,
    reason: 'accessDenied',
    message:
      'Access Denied: Project shop: User does not have bigquery.jobs.create permission in project shop.',
  },
  'SELECT nowhere': {
    status: 404,
    reason: 'notFound',
    message: 'Not found: Table shop:sales.nowhere was not found in location EU',
  },
}

const tables = [
  {
    name: 'orders',
    metadata: {
      type: 'TABLE',
      lastModifiedTime: '1',
      schema: {
        fields: [
          field('id', 'INTEGER', { mode: 'REQUIRED' }),
          field('customer_id', 'INTEGER'),
          field('tags', 'STRING', { mode: 'REPEATED' }),
        ],
      },
      tableConstraints: {
        primaryKey: { columns: ['id'] },
        foreignKeys: [
          {
            name: 'fk',
            referencedTable: { projectId: 'shop', datasetId: 'sales', tableId: 'customers' },
            columnReferences: [{ referencingColumn: 'customer_id', referencedColumn: 'id' }],
          },
        ],
      },
    },
  },
  { name: 'customers', metadata: { type: 'TABLE', schema: { fields: [field('id', 'INTEGER')] } } },
  { name: 'salaries', metadata: {}, forbidden: true },
]

let fake: FakeBigquery
let engine: BigqueryEngine
const options = (): BigqueryOptions => ({
  projectId: 'shop',
  dataset: { projectId: 'shop', datasetId: 'sales' },
  apiEndpoint: fake.url,
  retries: { most: 2, longestDelayS: 0.01 },
})

beforeAll(async () => {
  fake = await startFakeBigquery({
    answer: (sql) =>
      answers[sql] ?? { status: 400, reason: 'invalidQuery', message: 'Syntax error at [1:1]' },
    tables,
    pageRows: 1000,
  })
})
beforeEach(async () => {
  engine = await openBigquery(options())
})
afterAll(() => fake[Symbol.asyncDispose]())

const errorOf = (sql: string, how: Parameters<BigqueryEngine['run']>[1] = call): Promise<NumizeError> =>
  engine.run(sql, how).then(
    () => expect.fail('it ran'),
    (error: NumizeError) => error,
  )
const kindsOfLast = (count: number) => fake.calls.slice(-count).map(({ kind }) => kind)

describe('rows', () => {
  it('encodes every type as cells, whole numbers and decimals without losing a digit', async () => {
    const { rows, columns } = await engine.run('SELECT every type', call)
    expect(rows[0]).toEqual([
      '9007199254740993',
      42,
      0.1,
      '12345678901234567.89',
      null,
      0.1,
      true,
      '2025-03-30',
      '2025-03-30 00:30:00.500000',
      '1969-12-31 23:59:59.999999',
      '2025-03-30 02:30:00.500000',
      '10:00:00',
      '[1,2]',
      '{"a":1,"b":"x"}',
      null,
    ])
    expect(columns.map(({ type }) => type)).toEqual(
      'integer integer decimal decimal double double boolean date timestamp timestamp timestamp time other other string'.split(
        ' ',
      ),
    )
    expect(columns[12]?.nativeType).toBe('ARRAY<INT64>')
  })

  it('reads page by page, stops at the cap and still counts all', async () => {
    const all = await engine.run('SELECT many', { ...call, maxRows: 10_000 })
    expect([all.rows.length, all.rows.at(-1), all.truncated]).toEqual([2500, [2499], false])
    expect(kindsOfLast(3)).toEqual(['results', 'results', 'results'])
    const some = await engine.run('SELECT many', { ...call, maxRows: 10 })
    expect(some).toMatchObject({ rowCount: 2500, truncated: true })
    expect(some.rows).toHaveLength(10)
  })

  it('waits for a job that takes longer than a request', async () => {
    expect((await engine.run('SELECT slowly', call)).rows).toEqual([[1]])
  })

  it('sends one SELECT to its dataset and nothing else', async () => {
    await engine.run('SELECT slowly', call)
    expect(fake.calls.findLast(({ kind }) => kind === 'insert')?.body).toMatchObject({
      configuration: {
        jobTimeoutMs: '20000',
        query: { query: 'SELECT slowly', useLegacySql: false, defaultDataset: { datasetId: 'sales' } },
      },
    })
    expect((await errorOf('DELETE FROM orders')).code).toBe('engines/not-select')
    expect(fake.calls.at(-1)?.kind).toBe('dryRun')
  })
})

describe('limits', () => {
  it('cancels the job when its caller does, and when its deadline passes', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 150)
    expect((await errorOf('SELECT forever', { ...call, signal: controller.signal })).code).toBe(
      'engines/cancelled',
    )
    await vi.waitFor(() => expect(fake.calls.at(-1)?.kind).toBe('cancel'))
    const before = fake.calls.length
    expect((await errorOf('SELECT forever', { ...call, deadlineMs: 200 })).code).toBe('engines/deadline')
    await vi.waitFor(() => expect(fake.calls.slice(before).map(({ kind }) => kind)).toContain('cancel'))
  })

  it('never bills more than allowed', async () => {
    engine = await openBigquery({ ...options(), maximumBytesBilled: 1000 })
    const error = await errorOf('SELECT many')
    expect(error.code).toBe('engines/bytes-billed')
  })

  it('estimates by a dry run, at the price of its source, and asks once for estimate and run', async () => {
    const estimate = await engine.estimate('SELECT many', call)
    expect(estimate).toMatchObject({ rows: null, bytes: 2 ** 40, cost: 6.25, costUnit: 'USD' })
    const before = fake.calls.length
    await engine.run('SELECT many', call)
    expect(fake.calls.slice(before).map(({ kind }) => kind)).not.toContain('dryRun')
    const cheaper = await openBigquery({ ...options(), usdPerTib: 5 })
    expect(await cheaper.estimate('SELECT many', call)).toMatchObject({ cost: 5 })
  })
})

it('tells the columns of a query without a job', async () => {
  const before = fake.calls.length
  expect(await engine.columns?.('SELECT many', call)).toEqual([
    { name: 'n', type: 'integer', nativeType: 'INT64' },
  ])
  expect(fake.calls.slice(before).map(({ kind }) => kind)).toEqual(['dryRun'])
})

describe('what goes wrong', () => {
  it.each([
    ['SELECT foo', 'engines/query', 'Unrecognized name: foo'],
    ['SELECT cast', 'engines/query', 'does not fit the type'],
    ['SELECT card', 'engines/no-right', 'roles/bigquery.dataViewer on dataset hr'],
    ['SELECT without the right to run jobs', 'engines/no-right', 'roles/bigquery.jobUser on project shop'],
    ['SELECT nowhere', 'engines/query', 'sales.nowhere was not found'],
  ])('%s: %s', async (sql, code, part) => {
    const error = await errorOf(sql)
    expect(error.code).toBe(code)
    expect(error.message).toContain(part)
    expect(error.message).not.toMatch(/4929|secret/)
  })

  it('asks again after 429 and 503, and gives up with a sentence', async () => {
    fake.failNext({ status: 503, reason: 'backendError', message: 'Backend error' }, 1)
    fake.failNext({ status: 429, reason: 'rateLimitExceeded', message: 'Too many requests' }, 1)
    expect((await engine.run('SELECT slowly', call)).rows).toEqual([[1]])
    fake.failNext({ status: 503, reason: 'backendError', message: 'Backend error' }, 3)
    const error = await errorOf('SELECT many')
    expect(error.code).toBe('engines/no-connection')
    expect(error.message).toContain('BigQuery (project shop)')
  })

  it('says where nothing listens', async () => {
    engine = await openBigquery({
      ...options(),
      apiEndpoint: 'http://127.0.0.1:1',
      retries: { most: 1, longestDelayS: 0.01 },
    })
    expect((await errorOf('SELECT many')).code).toBe('engines/no-connection')
  })
})

it('reads the catalog: types, declared keys, and what the login may not see', async () => {
  const { tables: found, unreadable } = await engine.catalog()
  expect(unreadable).toEqual(['sales.salaries'])
  expect(found.map(({ name }) => name)).toEqual(['customers', 'orders'])
  expect(found[1]).toMatchObject({
    database: null,
    schema: 'sales',
    primaryKey: ['id'],
    foreignKeys: [{ columns: ['customer_id'], table: 'customers', referenced: ['id'] }],
    columns: [
      { name: 'id', type: 'integer', nativeType: 'INT64', nullable: false },
      { name: 'customer_id', type: 'integer', nullable: true },
      { name: 'tags', type: 'other', nativeType: 'ARRAY<STRING>' },
    ],
  })
})
