import { NumizeError } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { GovernedOptions, GovernedRows } from '../../engine.ts'
import { startTestServer, type TestServer } from '../../testing.ts'
import { openPostgres, type PostgresEngine } from '../open-postgres.ts'

// A database starts slowly on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

const server = await startTestServer((reason) => console.log(reason))
const limits: GovernedOptions = { deadlineMs: 90_000, maxRows: 100, maxBytes: 1_000_000 }

const TABLES = `
  CREATE TABLE visit (visit_id int, ward text, note text, cost numeric(10, 2));
  INSERT INTO visit VALUES (1, 'A', 'canary1', 10), (2, 'B', '020', 20), (3, 'B', '030', 40), (5, 'B', '050', 160);
  CREATE TABLE payroll (who text, pay int); INSERT INTO payroll VALUES ('canary Zed', 900001);
  CREATE TABLE shared (word text); INSERT INTO shared VALUES ('one');
  CREATE FUNCTION leak(shared) RETURNS text LANGUAGE sql AS 'SELECT who FROM payroll LIMIT 1';
  CREATE FUNCTION leak_any(anyelement) RETURNS text LANGUAGE sql AS 'SELECT who FROM payroll LIMIT 1';
  CREATE FUNCTION reverse(int) RETURNS text LANGUAGE sql AS 'SELECT who FROM payroll LIMIT 1';
  CREATE ROLE reader LOGIN PASSWORD 'reader'; GRANT SELECT ON visit, payroll, shared TO reader;`

const RELATIONS = [
  {
    name: 'visits',
    sql: "SELECT * FROM (SELECT visit_id, note, cost FROM visit WHERE ward = 'B') AS fenced LIMIT 9223372036854775807",
  },
  { name: 'shared', sql: 'SELECT word FROM shared' },
]

describe.skipIf(!server)('SQL of people on Postgres', () => {
  const { execute, url, urlFor } = server ?? ({} as TestServer)
  let engine: PostgresEngine
  beforeAll(async () => {
    await execute(TABLES)
    engine = await openPostgres({ connectionString: urlFor('reader', 'reader') })
  })
  afterAll(async () => {
    await engine[Symbol.asyncDispose]()
    await server?.[Symbol.asyncDispose]()
  })

  const run = (sql: string, options = limits): Promise<GovernedRows> =>
    engine.runGoverned?.(sql, RELATIONS, options) ?? Promise.reject(new Error('no SQL of people'))
  const failure = (sql: string, options = limits): Promise<NumizeError> =>
    run(sql, options).then(
      ({ rows }) => Promise.reject(new Error(`answered ${JSON.stringify(rows)}`)),
      (error: unknown) => (error instanceof NumizeError ? error : Promise.reject(error)),
    )

  it.each([
    ['SELECT sum(cost), count(*) FROM visits', [[220, 3]]],
    ['  ; SELECT v.note FROM /* é */ "visits" AS v ORDER BY 1 DESC LIMIT 1; -- done', [['050']]],
    ['WITH w AS (SELECT * FROM VISITS), x AS (SELECT max(w.cost) FROM w) SELECT x.max FROM x', [[160]]],
    ['WITH visits AS (SELECT visit_id FROM visits) SELECT count(*) FROM visits', [[3]]],
    [
      'SELECT a FROM visits z (a, b) JOIN visits v ON v.visit_id = a AND b <> $$x$$ ORDER BY a LIMIT 1',
      [[2]],
    ],
    [
      'SELECT visits.* FROM visits WHERE visit_id IN (SELECT visit_id FROM visits WHERE cost > 100)',
      [[5, '050', 160]],
    ],
    ['VALUES (1), (2)', [[1], [2]]],
    [
      "SELECT extract(year FROM date '2026-01-02')::int, trim(' a '), position('b' IN 'abc'), CAST('1' AS numeric(10, 2)), ARRAY[1, 2], 'a' || 'b' LIKE 'a%'",
      [[2026, 'a', 2, 1, '{1,2}', true]],
    ],
    [
      'SELECT visit_id, row_number() OVER (PARTITION BY 1 ORDER BY cost), count(*) FILTER (WHERE cost > 30) OVER w FROM visits WINDOW w AS (ORDER BY cost) ORDER BY 1 LIMIT 1',
      [[2, 1, 0]],
    ],
    ['SELECT CASE WHEN true THEN 1.5 END UNION ALL SELECT NULL', [[1.5], [null]]],
    [
      'SELECT cost > 100, count(*) FROM visits GROUP BY ROLLUP (1) ORDER BY 1',
      [
        [false, 2],
        [true, 1],
        [null, 3],
      ],
    ],
    ['SELECT v FROM visits AS v WHERE visit_id = 2', [['(2,020,20.00)']]],
  ])('takes %s', async (sql, expected) => {
    expect((await run(sql)).rows).toEqual(expected)
  })

  it.each([
    'SELECT 1; SELECT 2',
    'COMMIT; DROP SCHEMA public CASCADE;',
    'DELETE FROM visits',
    'WITH d AS (DELETE FROM visits RETURNING *) SELECT * FROM d',
    'SELECT * INTO x FROM visits',
    'SELECT * FROM visits FOR UPDATE',
    'SELECT * FROM payroll',
    'SELECT * FROM public.visit',
    'SELECT * FROM visit',
    'SELECT * FROM ONLY visits',
    'SELECT * FROM visits TABLESAMPLE SYSTEM (50)',
    'SELECT (WITH payroll AS (SELECT 1 AS x) SELECT x FROM payroll), who FROM payroll',
    'WITH payroll AS (SELECT pay FROM payroll) SELECT * FROM payroll',
    'WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a',
    'WITH RECURSIVE r AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r',
    "WITH visit AS (SELECT 9 AS visit_id, 'B' AS ward, '1' AS note, 1 AS cost) SELECT * FROM visits",
    'SELECT * FROM pg_catalog.pg_class',
    'SELECT * FROM pg_class',
    'SELECT table_name FROM information_schema.tables',
    "SELECT pg_read_file('/etc/passwd')",
    'SELECT pg_sleep(3600)',
    'SELECT pg_advisory_lock(1)',
    "SELECT set_config('role', 'owner', false)",
    "SELECT query_to_xml('SELECT * FROM payroll', true, true, '')",
    "SELECT * FROM dblink('', 'SELECT 1') AS t (x int)",
    'SELECT generate_series(1, 1000000000)',
    'SELECT * FROM generate_series(1, 2)',
    "SELECT repeat('x', 1000000000)",
    'SELECT current_user',
    "SELECT 'payroll'::regclass",
    "SELECT CAST('payroll' AS pg_catalog.regclass)",
    "SELECT nextval('x')",
    'SELECT public.reverse(1)',
    'SELECT reverse(1)',
    'SELECT s.leak FROM shared s',
    'SELECT s.leak_any FROM shared s',
    'SELECT (s).leak_any FROM shared s',
    'SELECT s.pg_typeof FROM shared s',
    'SELECT * FROM XMLTABLE($$/a$$ PASSING $$<a/>$$ COLUMNS x int)',
    'SELECT $1',
    "SELECT E'\\x00'",
    'EXPLAIN SELECT 1',
    'SHOW server_version',
    'SET search_path = x',
    'COPY visits TO STDOUT',
    'DO $$ BEGIN END $$',
    'SELECT 1 OPERATOR(public.+) 2',
    'TABLE shared',
    `SELECT ${'('.repeat(900)}1${')'.repeat(900)} + ${Array(900).fill('1').join('+')}`,
    `SELECT ${Array(9000).fill('1').join('+')}`,
    `SELECT 1 -- ${'x'.repeat(30_000)}`,
    `SELECT 1 FROM ${Array(120).fill('shared').join(' CROSS JOIN ')}`,
  ])('refuses %s before it runs', async (sql) => {
    const error = await failure(sql)
    expect([error.code, error.message]).toEqual([
      'engines/sql-blocked',
      expect.not.stringMatching(/canary|90000/),
    ])
  })

  it('refuses a text that goes on after an end', async () => {
    expect((await failure('SELECT 1 \0; DROP TABLE visit')).code).toBe('engines/sql-blocked')
  })

  it('tells nothing of hidden rows by an error, and no cell', async () => {
    expect((await run('SELECT sum(CAST(note AS int)) FROM visits WHERE CAST(note AS int) > 0')).rows).toEqual(
      [[100]],
    )
    const error = await failure('SELECT CAST(word AS int) FROM shared')
    expect([error.code, error.message]).toEqual(['engines/query', expect.not.stringContaining('one')])
  })

  it('ends at its deadline, and the next one is answered', async () => {
    const cross = Array.from({ length: 24 }, (_, at) => `visits v${at}`).join(', ')
    const error = await failure(`SELECT count(*) FROM ${cross}`, { ...limits, deadlineMs: 300 })
    expect(error.code).toBe('engines/deadline')
    expect((await run('SELECT 1')).rows).toEqual([[1]])
  })

  it('brings back no more than asked', async () => {
    const cross = 'SELECT a.visit_id FROM visits a, visits b, visits c, visits d ORDER BY 1 DESC'
    expect(await run(cross, { ...limits, maxRows: 2 })).toMatchObject({
      rows: [[5], [5]],
      rowCount: 2,
      truncated: true,
    })
    expect(await run(cross, { ...limits, maxBytes: 20 })).toMatchObject({ rowCount: 5, truncated: true })
    const all = Array.from({ length: 14 }, (_, at) => `visits v${at}`).join(', ')
    const wide = await failure(`SELECT string_agg(md5('x') || md5('y'), '') FROM ${all}`)
    expect(['engines/too-large', 'engines/memory', 'engines/query']).toContain(wide.code)
  })

  it('is off where the login may do more than read', async () => {
    await using owner = await openPostgres({ connectionString: url })
    await expect(owner.runGoverned?.('SELECT 1', [], limits)).rejects.toMatchObject({
      code: 'engines/no-isolation',
      message: expect.stringContaining('the login owner may do more'),
    })
  })

  it('estimates what it would run', async () => {
    expect(await engine.estimateGoverned?.('SELECT * FROM shared', RELATIONS, limits)).toMatchObject({
      source: 'Postgres EXPLAIN',
    })
  })
})
