import { NumizeError } from '@numize/base'
import { findIsolation } from '@numize/engines'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { CANARY, type GuardedClinic, openGuardedClinic } from './testing/guarded-clinic.ts'

// Children start slowly on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })
const patient = { deadlineMs: 90_000 }

const isolation = await findIsolation()
if (!isolation.found) console.log(`skipped: ${isolation.reason}`)

let clinic: GuardedClinic
beforeAll(async () => {
  clinic = await openGuardedClinic()
})
afterAll(() => clinic[Symbol.asyncDispose]())

const rows = async (sql: string) => (await clinic.askSql(sql, clinic.nurse, patient)).rows
const failure = (sql: string): Promise<NumizeError> =>
  clinic.askSql(sql, clinic.nurse, patient).then(
    ({ rows: got }) => Promise.reject(new Error(`answered ${JSON.stringify(got)}`)),
    (error: unknown) => (error instanceof NumizeError ? error : Promise.reject(error)),
  )

describe.skipIf(!isolation.found)('SQL of a person', () => {
  it('reads the rows and columns of the slice, under the name of the model or of its table', async () => {
    expect(await rows('SELECT sum(cost), count(*) FROM visits')).toEqual([[220, 3]])
    expect(await rows('SELECT visit_id, note FROM Visit v ORDER BY 1 DESC LIMIT 1')).toEqual([[5, '050']])
    expect(await rows('SELECT * FROM patient ORDER BY patient_id LIMIT 1;')).toEqual([[1, 'Rome']])
  })

  it.each([
    [
      'WITH w AS (SELECT * FROM visits) SELECT city, sum(cost) FROM w JOIN patient USING (patient_id) GROUP BY ALL ORDER BY ALL',
      [
        ['Oslo', 200],
        ['Rome', 20],
      ],
    ],
    ['FROM visits SELECT max(cost)', [[160]]],
    [
      'SELECT \'é\' AS x, o.cost FROM /* é */ visits AS o WHERE o.cost = (SELECT min(cost) FROM "visits")',
      [['é', 20]],
    ],
    ['WITH visits AS (SELECT visit_id FROM visits) SELECT count(*) FROM visits', [[3]]],
    ['SELECT count(*) FROM visits UNION ALL SELECT count(*) FROM (VALUES (1), (2)) AS t (x)', [[3], [2]]],
    [
      'SELECT visit_id, row_number() OVER (PARTITION BY patient_id ORDER BY cost) FROM visits ORDER BY 1 LIMIT 1',
      [[2, 1]],
    ],
    [
      'SELECT count(DISTINCT ward) FILTER (WHERE cost > 5), CASE WHEN true THEN 1.5 END FROM visits v (id, patient, ward, note, cost)',
      [[1, 1.5]],
    ],
  ])('takes %s', async (sql, expected) => {
    expect(await rows(sql)).toEqual(expected)
  })

  it.each([
    'SELECT 1; SELECT 2',
    'DELETE FROM visits',
    'SELECT * FROM payroll',
    'SELECT * FROM main.visit',
    'SELECT * FROM memory.main.visits',
    'WITH payroll AS (SELECT 1 AS x) SELECT * FROM payroll UNION ALL SELECT * FROM (WITH x AS (SELECT 1) SELECT * FROM main.payroll)',
    'SELECT (WITH payroll AS (SELECT 1 AS x) SELECT x FROM payroll), who FROM payroll',
    'WITH payroll AS (SELECT pay FROM payroll) SELECT * FROM payroll',
    'WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a',
    'WITH RECURSIVE payroll AS (SELECT pay FROM payroll UNION ALL SELECT pay + 1 FROM payroll WHERE pay < 3) SELECT * FROM payroll',
    "WITH visit AS (SELECT 9 AS visit_id, 1 AS patient_id, 'B' AS ward, '1' AS note, 1 AS cost) SELECT * FROM visits",
    'SELECT * FROM duckdb_settings()',
    'SELECT * FROM pg_catalog.pg_class',
    'SELECT * FROM sqlite_master',
    "SELECT * FROM query('SELECT * FROM payroll')",
    "SELECT * FROM 'data/payroll.csv'",
    'SELECT * FROM visits TABLESAMPLE 50%',
    'SELECT * FROM visits POSITIONAL JOIN patient',
    'SELECT * FROM (SUMMARIZE visits)',
    'SELECT * FROM (PIVOT visits ON ward USING sum(cost))',
    "SELECT current_setting('threads')",
    'SELECT stats(cost) FROM visits',
    'SELECT main.sum(cost) FROM visits',
    "SELECT 'payroll'::regclass",
    'SELECT $1',
    'SELECT (SELECT max(cost) FROM visits)',
    'SELECT t FROM (SELECT 1 + (SELECT max(cost) FROM visits)) AS t',
    `SELECT ${'('.repeat(900)}1${')'.repeat(900)} + ${Array(900).fill('1').join('+')}`,
    `SELECT 1 -- ${'x'.repeat(30_000)}`,
  ])('refuses %s before it runs', async (sql) => {
    const error = await failure(sql)
    expect([error.code, error.message]).toEqual(['engines/sql-blocked', expect.not.stringMatching(CANARY)])
  })

  it('does not know hidden columns, nor says what is in hidden rows', async () => {
    const hidden = await failure('SELECT full_name FROM patient')
    expect(hidden.code).toBe('engines/query')
    expect(await rows('SELECT sum(CAST(note AS INT)) FROM visits WHERE CAST(note AS INT) > 0')).toEqual([
      [100],
    ])
    expect((await failure('SELECT CAST(city AS INT) FROM patient')).message).not.toContain('Rome')
  })

  it('ends at its deadline, and the next one is answered', async () => {
    const cross = Array.from({ length: 24 }, (_, at) => `visits v${at}`).join(', ')
    const late = clinic.askSql(`SELECT count(*) FROM ${cross}`, clinic.nurse, { deadlineMs: 300 })
    await expect(late).rejects.toMatchObject({ code: 'engines/deadline' })
    expect(await rows('SELECT 1')).toEqual([[1]])
  })

  it('is audited, also where it is refused', async () => {
    await failure('SELECT * FROM payroll')
    expect(clinic.audited.at(-1)).toMatchObject({
      action: 'sql',
      outcome: 'refused',
      slice: 'ward',
      detail: { sql: 'SELECT * FROM payroll', code: 'engines/sql-blocked' },
    })
  })
})
