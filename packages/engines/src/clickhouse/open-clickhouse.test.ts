import { createServer, type Server as TcpServer } from 'node:net'
import type { NumizeError } from '@numize/base'
import { freePort } from '@numize/store/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { RunOptions } from '../engine.ts'
import { startTestClickhouse, type TestClickhouse } from '../testing.ts'
import { type ClickhouseEngine, openClickhouse } from './open-clickhouse.ts'

// A database starts slowly on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

const PASSWORD = "s3cret/'x<&:@"
const server = await startTestClickhouse(
  (reason) => console.log(reason),
  [
    {
      name: 'reader',
      password: PASSWORD,
      grants: [
        'GRANT SELECT ON shop.orders',
        'GRANT SELECT ON shop.totals',
        'GRANT SELECT(id, name) ON shop.customers',
        'GRANT SHOW ON shop.*',
      ],
    },
  ],
)
const call = { deadlineMs: 20_000, maxRows: 1000 }

const TABLES = [
  'CREATE DATABASE shop',
  `CREATE TABLE shop.customers (id UInt32, name LowCardinality(String), email String, feeling Nullable(Enum8('happy' = 1, 'sad' = 2))) ENGINE = MergeTree ORDER BY id`,
  `CREATE TABLE shop.orders (id UInt64, customer_id UInt32, amount Decimal(10, 2), at DateTime('Europe/Paris'), twice Decimal(10, 2) ALIAS amount * 2) ENGINE = MergeTree ORDER BY id`,
  'CREATE TABLE shop.secrets (card String) ENGINE = MergeTree ORDER BY card',
  `INSERT INTO shop.customers VALUES (1, 'Ann', 'ann@example.org', 'happy'), (2, 'Bob', 'not a number', NULL)`,
  `INSERT INTO shop.orders VALUES (1, 1, 10.50, '2025-03-30 00:30:00'), (2, 2, 99.99, '2025-07-30 12:00:00')`,
  'CREATE VIEW shop.totals AS SELECT customer_id, sum(amount) AS total FROM shop.orders GROUP BY customer_id',
]

describe.skipIf(!server)('a ClickHouse database', () => {
  const { urlFor, execute, url } = server ?? ({} as TestClickhouse)
  let engine: ClickhouseEngine
  let owner: ClickhouseEngine

  beforeAll(async () => {
    for (const statement of TABLES) await execute(statement)
    engine = await openClickhouse({ connectionString: urlFor('reader', PASSWORD, 'shop'), connections: 2 })
    owner = await openClickhouse({ connectionString: url })
  })
  afterAll(async () => {
    await engine[Symbol.asyncDispose]()
    await owner[Symbol.asyncDispose]()
    await server?.[Symbol.asyncDispose]()
  })

  const one = async (sql: string) => (await engine.run(`SELECT ${sql}`, call)).rows[0]
  const errorOf = (sql: string, options: RunOptions = call): Promise<NumizeError> =>
    engine.run(sql, options).then(
      () => expect.fail('it ran'),
      (error: NumizeError) => error,
    )

  it('encodes every type as cells, moments in UTC whatever their column’s zone', async () => {
    expect(
      await one(`toInt64(9007199254740993), 42::Int64, 0.1::Decimal(10, 2), '12345678901234567.89'::Decimal(38, 2),
        nan, inf, toFloat32(0.5), true, toDate('2025-03-30'), toDate32('1925-03-30'),
        toDateTime64('2025-03-30 02:30:00.5', 3, 'UTC'), toDateTime('2025-07-30 02:30:00', 'Europe/Paris'),
        CAST(NULL AS Nullable(Int32)), 'a\\xffb', map('a', 1), [1, 2], CAST('sad', 'Enum8(\\'sad\\' = 1)'),
        toUUID('00000000-0000-0000-0000-000000000001'), toFixedString('ab', 2), toLowCardinality('x'), NULL`),
    ).toEqual([
      '9007199254740993',
      42,
      0.1,
      '12345678901234567.89',
      null,
      null,
      0.5,
      true,
      '2025-03-30',
      '1925-03-30',
      '2025-03-30 02:30:00.500000',
      '2025-07-30 00:30:00',
      null,
      'a�b',
      '{"a":1}',
      '[1,2]',
      'sad',
      '00000000-0000-0000-0000-000000000001',
      'ab',
      'x',
      null,
    ])
  })

  it('names the type of each column', async () => {
    const { columns } = await engine.run(
      'SELECT id, amount, at, twice, CASE WHEN id = 1 THEN amount ELSE 0.5 END AS mixed FROM orders',
      call,
    )
    expect(columns.map(({ name, type, nativeType }) => [name, type, nativeType])).toEqual([
      ['id', 'integer', 'UInt64'],
      ['amount', 'decimal', 'Decimal(10, 2)'],
      ['at', 'timestamp', "DateTime('Europe/Paris')"],
      ['twice', 'decimal', 'Decimal(10, 2)'],
      ['mixed', 'double', 'Variant(Decimal(10, 2), Float64)'],
    ])
  })

  it('brings back the rows asked for, in order, and counts all of them', async () => {
    const sql = 'SELECT number AS n FROM numbers_mt(500000) ORDER BY n DESC;'
    expect(await engine.run(sql, { ...call, maxRows: 2 })).toMatchObject({
      rows: [[499999], [499998]],
      rowCount: 500_000,
      truncated: true,
      file: null,
    })
    expect(
      await engine.run('SELECT number FROM numbers(3) -- of them', { ...call, maxRows: 3 }),
    ).toMatchObject({
      rowCount: 3,
      truncated: false,
    })
  })

  it('tells what may be read; what may not be read is named', async () => {
    const tables = await engine.describe()
    expect(tables.map(({ schema, name }) => `${schema}.${name}`)).toEqual([
      'shop.customers',
      'shop.orders',
      'shop.totals',
    ])
    expect(tables[0]).toMatchObject({
      columns: [
        { name: 'id', type: 'integer', nativeType: 'UInt32', nullable: false },
        { name: 'name', type: 'string', nativeType: 'LowCardinality(String)' },
      ],
      primaryKey: [],
      foreignKeys: [],
    })
    expect(engine.unreadable).toEqual(['shop.secrets'])
    const [customers] = [(await owner.describe()).find(({ schema }) => schema === 'shop')]
    expect(customers?.columns[3]).toMatchObject({ name: 'feeling', type: 'string', nullable: true })
    expect(owner.unreadable).toEqual([])
  })

  it('names the missing right and the statement that gives it', async () => {
    expect((await errorOf('SELECT * FROM secrets')).message).toBe(
      'Your login cannot read shop.secrets: GRANT SELECT(card) ON shop.secrets TO reader',
    )
  })

  it.each([
    ['INSERT INTO orders VALUES (3)'],
    ['SELECT 1; DROP TABLE orders'],
    ['SELECT 1) AS x; DROP TABLE orders; SELECT * FROM (SELECT 1'],
    ['CREATE TABLE shop.copied ENGINE = Memory AS SELECT * FROM orders'],
    ["SELECT * FROM orders INTO OUTFILE '/tmp/x'"],
    ['SET max_threads = 1'],
    ['KILL QUERY WHERE 1'],
    ['SYSTEM DROP MARK CACHE'],
    ['SHOW TABLES'],
  ])('refuses %s', async (sql) => {
    expect((await errorOf(sql)).code).toMatch(/^engines\/(query|not-select|no-right)$/)
    await expect(owner.run(sql, call)).rejects.toThrow(/^The engine|^Your login/)
    expect((await engine.run('SELECT count(*) FROM orders', call)).rows).toEqual([[2]])
  })

  it('reaches no other server', async () => {
    const error = await errorOf("SELECT * FROM url('http://127.0.0.1:1/', CSV, 'a Int32')")
    expect(error.code).toBe('engines/no-right')
  })

  it('tells no cell and no literal in an error', async () => {
    const texts = [
      "SELECT accurateCast(email, 'Int32') FROM shop.customers",
      "SELECT nothing FROM shop.orders WHERE id = 'hidden'",
      "SELECT nope('hidden', 4321) FROM shop.orders",
      "SELECT 'hidden' 'word' FROM",
      "SELECT toDate('hidden', 'not a zone')",
      "SELECT throwIf(1, 'hidden')",
      "SELECT 1 FROM shop.nothing WHERE a = 'hidden'",
    ]
    const told = await Promise.all(
      texts.map((sql) =>
        owner.run(sql, call).then(
          () => 'it ran',
          (error: NumizeError) => error.message,
        ),
      ),
    )
    expect(told.join('\n')).not.toMatch(/it ran|hidden|4321|not a number|word|ann@/)
    expect(told[1]).toBe('The engine refused the query (Binder Error): there is no column nothing.')
    expect(told[2]).toBe('The engine refused the query (Catalog Error): there is no function nope.')
    expect(told[6]).toBe('The engine refused the query (Catalog Error): there is no table shop.nothing.')
  })

  it('stops at the deadline and on cancel, and nothing goes on running', async () => {
    const slow = 'SELECT sum(sleepEachRow(0.05)) FROM numbers(600) SETTINGS max_block_size = 1'
    expect((await errorOf(slow, { ...call, deadlineMs: 300 })).code).toBe('engines/deadline')
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 300)
    expect((await errorOf(slow, { ...call, signal: stop.signal })).code).toBe('engines/cancelled')
    expect(await one('1')).toEqual([1])
    const running =
      "SELECT count(*) FROM system.processes WHERE query LIKE '%sleepEachRow(0.05%' AND query NOT LIKE '%processes%'"
    await vi.waitFor(async () => expect((await owner.run(running, call)).rows).toEqual([[0]]), {
      timeout: 10_000,
    })
    const limited = await openClickhouse({ connectionString: url, statementTimeoutMs: 300 })
    await expect(limited.run(slow, call)).rejects.toThrow(/time limit set for this source/)
    await limited[Symbol.asyncDispose]()
  })

  it('answers many at once over few connections', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => one(String(n))))
    expect(answers).toEqual(Array.from({ length: 12 }, (_, n) => [n]))
  })

  it('has a snapshot that stays while nothing is written, and none where views could hide a write', async () => {
    await execute('CREATE DATABASE plain')
    await execute('CREATE TABLE plain.t (a Int32) ENGINE = MergeTree ORDER BY a')
    const plain = await openClickhouse({ connectionString: urlFor('owner', 'owner', 'plain') })
    const before = await plain.snapshot()
    expect(await plain.snapshot()).toBe(before)
    await execute('INSERT INTO plain.t VALUES (1)')
    expect(await plain.snapshot()).not.toBe(before)
    expect(await engine.snapshot()).not.toBe(await engine.snapshot())
    await plain[Symbol.asyncDispose]()
  })

  it.each([
    [() => urlFor('reader', 'wr0ng'), /the login or its password is wrong/],
    [() => 'clickhouse://reader:wr0ng@localhost:1/shop', /nothing listens there/],
    [() => urlFor('reader', PASSWORD, 'elsewhere'), /no database of that name/],
    [() => 'clickhouse://reader:wr0ng@no-such-host.invalid/shop', /no such host|cannot be looked up/],
    [() => `${urlFor('reader', 'wr0ng')}?secure=true`, /does not speak TLS/],
    [() => 'clickhouse://', /not of the form clickhouse:\/\//],
  ])('says in one sentence why it cannot connect (%#)', async (address, reason) => {
    const error = await openClickhouse({ connectionString: address() }).then(
      () => expect.fail('it connected'),
      (caught: NumizeError) => caught,
    )
    expect(error.code).toBe('engines/no-connection')
    expect(error.message).toMatch(reason)
    expect(error.message).not.toMatch(/wr0ng|s3cret/)
  })
})

it('says which port to take where the native protocol answers', async () => {
  const port = await freePort()
  const native: TcpServer = createServer((socket) => socket.end('\x02\x00\x00\x00 not HTTP'))
  await new Promise<void>((resolve) => native.listen(port, '127.0.0.1', resolve))
  await expect(openClickhouse({ connectionString: `clickhouse://127.0.0.1:${port}/shop` })).rejects.toThrow(
    /does not speak HTTP there\. Give its HTTP port/,
  )
  native.close()
})
