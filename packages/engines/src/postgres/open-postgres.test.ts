import type { NumizeError } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestServer, type TestServer } from '../testing.ts'
import { openPostgres, type PostgresEngine } from './open-postgres.ts'

// A database starts slowly on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

const server = await startTestServer((reason) => console.log(reason))
const call = { deadlineMs: 20_000, maxRows: 1000 }

const TABLES = `
  CREATE TYPE mood AS ENUM ('happy', 'sad');
  CREATE DOMAIN price AS numeric(10, 2);
  CREATE TABLE customers (id int PRIMARY KEY, name varchar(40) NOT NULL, email text, "Joined On" date, feeling mood);
  CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int REFERENCES customers (id), amount price, at timestamptz);
  CREATE TABLE secrets (card text);
  CREATE SCHEMA closed; CREATE TABLE closed.box (id int);
  INSERT INTO customers VALUES (1, 'Ann', 'ann@example.org', '2024-05-01', 'happy'), (2, 'Bob', 'not a number', NULL, NULL);
  INSERT INTO orders VALUES (1, 1, 10.50, '2025-03-30 00:30:00+02'), (2, 2, 99.99, '2025-03-30 12:00:00.25+00');
  CREATE VIEW totals AS SELECT customer_id, sum(amount) AS total FROM orders GROUP BY customer_id;
  CREATE ROLE reader LOGIN PASSWORD 's3cret''x';
  GRANT SELECT ON orders, totals TO reader;
  GRANT SELECT (id, name, "Joined On", feeling) ON customers TO reader;`

describe.skipIf(!server)('a Postgres database', () => {
  const { urlFor, execute, url } = server ?? ({} as TestServer)
  let engine: PostgresEngine

  beforeAll(async () => {
    await execute(TABLES)
    engine = await openPostgres({ connectionString: urlFor('reader', "s3cret'x"), connections: 2 })
  })
  afterAll(async () => {
    await engine[Symbol.asyncDispose]()
    await server?.[Symbol.asyncDispose]()
  })

  const one = async (sql: string) => (await engine.run(`SELECT ${sql}`, call)).rows[0]
  const errorOf = (sql: string, options = call): Promise<NumizeError> =>
    engine.run(sql, options).then(
      () => expect.fail('it ran'),
      (error: NumizeError) => error,
    )

  it('encodes every type as cells, zoned moments in UTC and dates unshifted', async () => {
    expect(
      await one(`9007199254740993::int8, 42::int8, 0.1::numeric, 12345678901234567.89::numeric, 'NaN'::numeric,
        'NaN'::float8, 'Infinity'::float4, 0.1::float4, true, '2025-03-30'::date, 'infinity'::date,
        '2025-03-30 02:30:00.5'::timestamp, '2025-03-30 02:30:00+02'::timestamptz, '10:00'::time, NULL::int,
        '\\x00ff'::bytea, '{"a": 1}'::jsonb, ARRAY[1, 2], 'sad'::mood, '1 day'::interval`),
    ).toEqual([
      '9007199254740993',
      42,
      0.1,
      '12345678901234567.89',
      null,
      null,
      null,
      0.1,
      true,
      '2025-03-30',
      null,
      '2025-03-30 02:30:00.500000',
      '2025-03-30 00:30:00',
      '10:00:00',
      null,
      '\\x00ff',
      '{"a": 1}',
      '{1,2}',
      'sad',
      '1 day',
    ])
  })

  it('names the type of each column', async () => {
    const { columns } = await engine.run(
      'SELECT id, amount, at, feeling, ARRAY[1] AS list FROM orders JOIN customers USING (id)',
      call,
    )
    expect(columns).toEqual([
      { name: 'id', type: 'integer', nativeType: 'bigint' },
      { name: 'amount', type: 'decimal', nativeType: 'numeric' },
      { name: 'at', type: 'timestamp', nativeType: 'timestamp with time zone' },
      { name: 'feeling', type: 'string', nativeType: 'mood' },
      { name: 'list', type: 'other', nativeType: 'integer[]' },
    ])
  })

  it('brings back the rows asked for, in order, and counts all of them', async () => {
    const sql = 'SELECT n FROM generate_series(1, 5000) AS n ORDER BY n DESC'
    expect(await engine.run(sql, { ...call, maxRows: 2 })).toMatchObject({
      rows: [[5000], [4999]],
      rowCount: 5000,
      truncated: true,
      file: null,
    })
    expect(await engine.run(sql, { ...call, maxRows: 5000 })).toMatchObject({
      rowCount: 5000,
      truncated: false,
    })
  })

  it('tells what may be read, with keys; what may not be read is named', async () => {
    const tables = await engine.describe()
    expect(tables.map(({ schema, name }) => `${schema}.${name}`)).toEqual([
      'public.customers',
      'public.orders',
      'public.totals',
    ])
    expect(tables[0]).toMatchObject({
      columns: [
        { name: 'id', type: 'integer', nativeType: 'integer', nullable: false },
        { name: 'name', type: 'string', nativeType: 'character varying(40)', nullable: false },
        { name: 'Joined On', type: 'date', nativeType: 'date', nullable: true },
        { name: 'feeling', type: 'string', nativeType: 'mood', nullable: true },
      ],
      primaryKey: ['id'],
    })
    expect(tables[1]).toMatchObject({
      columns: [
        {},
        {},
        { name: 'amount', type: 'decimal', nativeType: 'numeric(10,2)' },
        { type: 'timestamp' },
      ],
      foreignKeys: [{ columns: ['customer_id'], table: 'customers', referenced: ['id'] }],
    })
    expect(engine.unreadable).toEqual(['closed.box', 'public.secrets'])
  })

  it('names the missing right and the statement that gives it', async () => {
    expect((await errorOf('SELECT * FROM secrets')).message).toBe(
      'Your login cannot read table secrets: GRANT SELECT ON secrets TO reader',
    )
    expect((await errorOf('SELECT * FROM closed.box')).message).toBe(
      'Your login cannot read schema closed: GRANT USAGE ON SCHEMA closed TO reader',
    )
  })

  it.each([
    ['INSERT INTO orders VALUES (3)'],
    ['SELECT 1; DROP TABLE orders'],
    ['SELECT 1) AS x; DROP TABLE orders; SELECT * FROM (SELECT 1'],
    ['WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone'],
    ['SELECT * INTO copied FROM orders'],
    ['COPY orders TO STDOUT'],
    ["SET TimeZone = 'Europe/Paris'"],
    ["SELECT set_config('transaction_read_only', 'off', true)"],
    ['EXPLAIN ANALYZE SELECT 1'],
    ['SHOW all'],
    ['SELECT * FROM orders FOR UPDATE'],
  ])('refuses %s', async (sql) => {
    expect((await errorOf(sql)).code).toMatch(/^engines\/(query|not-select|no-right)$/)
    expect((await engine.run('SELECT count(*) FROM orders', call)).rows).toEqual([[2]])
  })

  it('estimates rows, bytes and cost from the planner, without running', async () => {
    await execute(`CREATE TABLE IF NOT EXISTS many AS SELECT n AS id, repeat('x', 36) AS note FROM generate_series(1, 10000) n;
      GRANT SELECT ON many TO reader; ANALYZE many`)
    const estimate = await engine.estimate('SELECT id, note, pg_sleep(60) FROM many', call)
    expect(estimate).toMatchObject({ rows: 10_000, costUnit: 'planner cost', source: 'Postgres EXPLAIN' })
    expect(estimate.bytes).toBeGreaterThan(10_000 * 36)
    expect(estimate.cost).toBeGreaterThan(0)
    const twice = await engine.estimate('SELECT count(*) FROM many a JOIN many b USING (id)', call)
    expect(twice.rows).toBe(20_000)
    await expect(engine.estimate('SELECT card FROM secrets', call)).rejects.toThrow(
      'GRANT SELECT ON secrets TO reader',
    )
    await expect(engine.estimate('DELETE FROM orders', call)).rejects.toThrow('syntax error')
  })

  it('tells no cell and no literal in an error', async () => {
    const owner = await openPostgres({ connectionString: url })
    const cells = await owner.run('SELECT CAST(email AS int) FROM customers', call).catch(String)
    expect(cells).toBe(
      'NumizeError: The engine refused the query (Conversion Error): a value does not fit the type it is converted to.',
    )
    await owner[Symbol.asyncDispose]()
    expect((await errorOf("SELECT nothing FROM orders WHERE id = 'hidden'")).message).toContain('"nothing"')
    expect((await errorOf("SELECT nothing('hidden', 4321) FROM orders")).message).not.toMatch(/hidden|4321/)
    expect((await errorOf("SELECT 'hidden' 'word' FROM")).message).not.toMatch(/hidden|word/)
  })

  it('stops at the deadline and on cancel, and answers again', async () => {
    const slow = 'SELECT pg_sleep(30)'
    expect((await errorOf(slow, { ...call, deadlineMs: 200 })).code).toBe('engines/deadline')
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 200)
    const cancelled = engine
      .run(slow, { ...call, signal: stop.signal })
      .catch((error: NumizeError) => error.code)
    expect(await cancelled).toBe('engines/cancelled')
    expect(await one('1')).toEqual([1])
    const running =
      "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30%' AND state = 'active' AND pid <> pg_backend_pid()"
    expect((await engine.run(running, call)).rows).toEqual([[0]])
  })

  it('answers many at once over few connections', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => one(String(n))))
    expect(answers).toEqual(Array.from({ length: 12 }, (_, n) => [n]))
  })

  it('has a snapshot that stays while nothing is written and moves with a write', async () => {
    const before = await engine.snapshot()
    await one('1')
    expect(await engine.snapshot()).toBe(before)
    await execute('INSERT INTO orders VALUES (9, 1, 1, now()); DELETE FROM orders WHERE id = 9')
    expect(await engine.snapshot()).not.toBe(before)
  })

  it.each([
    [() => urlFor('reader', 'wr0ng'), /the login or its password is wrong/],
    [() => 'postgres://reader:wr0ng@localhost:1/postgres', /nothing listens there/],
    [() => url.replace(/postgres$/, 'elsewhere'), /no database of that name/],
    [() => 'postgres://reader:wr0ng@no-such-host.invalid/postgres', /no such host|cannot be looked up/],
  ])('says in one sentence why it cannot connect (%#)', async (address, reason) => {
    const error = (await openPostgres({ connectionString: address() }).catch(
      (caught: unknown) => caught,
    )) as NumizeError
    expect(error.code).toBe('engines/no-connection')
    expect(error.message).toMatch(reason)
    expect(error.message).not.toMatch(/wr0ng|owner:owner/)
  })
})
