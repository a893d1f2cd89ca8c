import { DuckDBInstance } from '@duckdb/node-api'
import { PGlite, types } from '@electric-sql/pglite'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { cte, moment, number, order, output, select, special, string } from '../../sql/build.ts'
import type { Expr, Query } from '../../sql/nodes.ts'
import { printStatement } from '../../sql/print.ts'
import { dialects } from '../dialects.ts'
import { expressionSql } from '../expression-sql.ts'
import { quoteIdentifier } from './quote-identifier.ts'

// A database starts slowly on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

let database: PGlite
let rowsInDuckdb: (sql: string) => Promise<unknown[][]>

beforeAll(async () => {
  database = new PGlite()
  await database.exec("SET TimeZone = 'UTC'")
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  rowsInDuckdb = async (sql) =>
    (await connection.runAndReadAll(sql)).getRowsJson().map((row) => row.map(asCell))
})
afterAll(() => database.close())

const asText = (text: string): string => text
const parsers = { [types.DATE]: asText, [types.TIMESTAMP]: asText, [types.TIMESTAMPTZ]: asText }

async function rowsOf(sql: string): Promise<unknown[][]> {
  const { rows } = await database.query<unknown[]>(sql, [], { rowMode: 'array', parsers })
  return rows.map((row) => row.map(asCell))
}

/** Numbers as numbers; what is not finite is null, as in `Cell`. */
const asCell = (value: unknown): unknown =>
  value === 'Infinity' || value === Number.POSITIVE_INFINITY
    ? null
    : typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
      ? Number(value)
      : value

const sqlOf = (body: Query, dialect: 'duckdb' | 'postgres'): string =>
  printStatement({ ctes: [], body }, dialects[dialect])
const bothGive = async (query: Query): Promise<unknown[][]> => {
  const rows = await rowsOf(sqlOf(query, 'postgres'))
  expect(rows).toEqual(await rowsInDuckdb(sqlOf(query, 'duckdb')))
  return rows
}
const valueOf = async (expr: Expr): Promise<unknown> =>
  (await bothGive(select({ columns: [output(expr, 'v')] })))[0]?.[0]

describe('expressions mean the same in both engines', () => {
  it.each([
    ['7 / 2', 3.5],
    ['7 / 0', null],
    ['7 % 4', 3],
    ['-(-5)', 5],
    ["CAST('5' AS HUGEINT) + 1", 6],
    ["IFNULL(NULL, 'a')", 'a'],
    ["IF(1 > 2, 'a', 'b')", 'b'],
    ['ROUND(2 / 3, 2)', 0.67],
    ["'50%' LIKE '50\\%'", false],
    ["'a\\b' LIKE 'a\\b'", true],
    ["'AbC' ILIKE 'aB_'", true],
    ["EXTRACT(year FROM DATE '2024-02-29' + INTERVAL '1 year')", 2025],
    ["CASE WHEN 'x' IN ('x', 'y') THEN TRUE ELSE FALSE END", true],
    ["DATE '2024-03-10' - DATE '2024-03-01'", 9],
  ])('%s', async (text, value) => {
    const inPostgres = (await rowsOf(`SELECT ${expressionSql(text, 'postgres')}`))[0]?.[0]
    expect(inPostgres).toEqual(value)
    expect((await rowsInDuckdb(`SELECT ${expressionSql(text, 'duckdb')}`))[0]?.[0]).toEqual(value)
  })

  it('casts leniently', async () => {
    const read = expressionSql('TRY_CAST(x AS DOUBLE)', 'postgres')
    expect(await rowsOf(`SELECT ${read} FROM (VALUES ('12x'), ('12.5'), (NULL)) AS t (x)`)).toEqual([
      [null],
      [12.5],
      [null],
    ])
  })

  it('cuts weeks by their first day, and periods of dates and times', async () => {
    const sunday = moment('timestamp', '2024-03-10 15:30:00')
    const cut = (grain: string, weekStart = 0): Expr =>
      special({ name: 'toDate' }, special({ name: 'truncate', grain, weekStart }, sunday))
    expect(await valueOf(cut('week'))).toBe('2024-03-04')
    expect(await valueOf(cut('week', 6))).toBe('2024-03-10')
    expect(await valueOf(cut('fiscal_quarter'))).toBe('2024-01-01')
    const hour = special({ name: 'truncate', grain: 'hour', weekStart: 0 }, moment('date', '2024-03-10'))
    expect(await valueOf(hour)).toBe('2024-03-10 00:00:00')
    expect(await valueOf(special({ name: 'datePart', part: 'dow' }, sunday))).toBe(7)
    expect(await valueOf(special({ name: 'datePart', part: 'doy' }, moment('date', '2024-03-10')))).toBe(70)
  })

  it('moves moments into a zone across a clock change', async () => {
    const local = (at: string): Expr =>
      special({ name: 'toZone', zone: 'Europe/Paris' }, moment('timestamp', at))
    expect(await valueOf(local('2025-03-30 00:30:00'))).toBe('2025-03-30 01:30:00')
    expect(await valueOf(local('2025-03-30 01:30:00'))).toBe('2025-03-30 03:30:00')
  })

  it.each(['quarter', 'month', 'day', 'minute'])('moves by %s', async (grain) => {
    for (const count of [1, -2]) {
      const moved = special({ name: 'shift', count, grain }, moment('timestamp', '2024-03-31 10:00:00'))
      expect(await valueOf(moved)).toMatch(/^202[34]-/)
    }
  })
})

describe('whole queries', () => {
  const numbers: Query = {
    kind: 'union',
    queries: [3, 1, 2, 2].map((value) =>
      select({ columns: [output(number(value), 'n'), output({ kind: 'null' }, 'nothing')] }),
    ),
  }
  const from = { kind: 'derived', query: numbers, alias: 'numbers' } as const
  const n: Expr = { kind: 'column', table: 'numbers', name: 'n' }

  it('aggregates: percentiles, first by another, average', async () => {
    const columns = [
      output(special({ name: 'percentile', fraction: 0.5, discrete: false, approximate: false }, n), 'mid'),
      output(special({ name: 'percentile', fraction: 0.9, discrete: true, approximate: false }, n), 'high'),
      output(special({ name: 'firstBy', last: true }, n, n), 'last'),
      output({ kind: 'call', name: 'AVG', args: [n], distinct: true, filter: null }, 'mean'),
    ]
    expect(await bothGive(select({ columns, from }))).toEqual([[2, 3, 3, 2]])
  })

  it('filters by a window without QUALIFY, keeping order, limit and columns', async () => {
    const rank: Expr = {
      kind: 'window',
      call: { kind: 'call', name: 'rank', args: [], distinct: false, filter: null },
      partitionBy: [],
      orderBy: [order(n, 'desc')],
    }
    const query = select({
      columns: [output(n, 'place')],
      from,
      qualify: { kind: 'binary', op: '<=', left: rank, right: number(2) },
      orderBy: [order({ kind: 'column', table: null, name: 'place' }, 'asc')],
      limit: 2,
    })
    expect(await bothGive(query)).toEqual([[2], [2]])
  })

  it('pads unions of many branches with nulls of the right type', async () => {
    const x = cte('numbers', 'x')
    const branch = (at: number) =>
      select({
        columns: [0, 1, 2].map((place) =>
          output(place === at ? { kind: 'column', table: 'x', name: 'n' } : { kind: 'null' }, `c${place}`),
        ),
        from: x,
      })
    const body: Query = { kind: 'union', queries: [branch(0), branch(1), branch(2)] }
    const statement = {
      ctes: [{ name: 'numbers', query: select({ columns: [output(number(4), 'n')], from: null }) }],
      body,
    }
    expect(await rowsOf(printStatement(statement, dialects.postgres))).toEqual([
      [4, null, null],
      [null, 4, null],
      [null, null, 4],
    ])
  })

  it('matches an enum and a code as texts', async () => {
    await database.exec("CREATE TYPE mood AS ENUM ('happy', 'sad')")
    const test = expressionSql("mood ILIKE 'HAP%'", 'postgres')
    expect(await rowsOf(`SELECT ${test} FROM (VALUES ('happy'::mood), ('sad')) AS t (mood)`)).toEqual([
      [true],
      [false],
    ])
  })

  it('generates periods from dates', async () => {
    const days: Query = select({
      columns: [output(special({ name: 'toDate' }, { kind: 'column', table: 'days', name: 'day' }), 'day')],
      from: {
        kind: 'series',
        first: moment('date', '2024-02-28'),
        last: moment('date', '2024-03-01'),
        grain: 'day',
        column: 'day',
        alias: 'days',
      },
    })
    expect(await bothGive(days)).toEqual([['2024-02-28'], ['2024-02-29'], ['2024-03-01']])
  })
})

describe('names and texts', () => {
  it('reads any text back as it was, whatever the setting for backslashes', async () => {
    const texts = ["'; DROP TABLE x; --", '\\', "\\'", 'a\nb', '$$', '%_', "''", '\u{1F600}', "E'\\x41'"]
    for (const setting of ['on', 'off']) {
      await database.exec(`SET standard_conforming_strings = ${setting}; SET escape_string_warning = off`)
      for (const text of texts)
        expect(await rowsOf(`SELECT ${dialects.postgres.quoteString(text)}`)).toEqual([[text]])
    }
    await database.exec('SET standard_conforming_strings = on')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const clean = text.replaceAll('\0', '')
        expect(await rowsOf(sqlOf(select({ columns: [output(string(clean), 'v')] }), 'postgres'))).toEqual([
          [asCell(clean)],
        ])
      }),
      { numRuns: 50 },
    )
  })

  it.each(['user', 'Order Date', 'a"b', 'Über', 'select', 'x'.repeat(63)])(
    'reads the name %s back',
    async (name) => {
      const { fields } = await database.query(`SELECT 1 AS ${quoteIdentifier(name)}`)
      expect(fields[0]?.name).toBe(name)
    },
  )

  it('tells long names of one beginning apart', () => {
    const [a, b] = ['first', 'second'].map((end) => quoteIdentifier(`${'long_'.repeat(14)}${end}`))
    expect(a).not.toBe(b)
    expect(a?.length).toBe(63)
    expect(new TextEncoder().encode(quoteIdentifier('é'.repeat(60)).slice(1, -1)).length).toBeLessThan(64)
  })

  it('folds a name that its author did not quote', () => {
    expect(expressionSql('Status', 'postgres')).toBe('status')
    expect(expressionSql('"Status"', 'postgres')).toBe('"Status"')
    expect(expressionSql('Status', 'duckdb')).toBe('Status')
  })
})
