import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { TableProfile } from '@numize/semantic'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openSource } from '../open-source.ts'
import type { OpenSource } from '../opened.ts'
import { columnValues } from './column-values.ts'
import { measureInclusions } from './measure-inclusions.ts'
import { profileTables } from './profile-tables.ts'

// Children start slowly on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

const dir = mkdtempSync(join(tmpdir(), 'numize-profile-'))
const BIG = 250_000
let source: OpenSource
let profiles: readonly TableProfile[]

beforeAll(async () => {
  const instance = await DuckDBInstance.create(join(dir, 'shop.duckdb'))
  const connection = await instance.connect()
  await connection.run(
    `CREATE TABLE small (id INTEGER PRIMARY KEY, "the name" VARCHAR, paid BOOLEAN, amount DECIMAL(18, 2),
    at TIMESTAMPTZ, tags VARCHAR[], nothing VARCHAR)`.replace(' at ', ' paid_at '),
  )
  await connection.run(`INSERT INTO small VALUES
    (1, 'b', true, 1.50, '2024-01-01 00:00:00+00', ['x'], NULL),
    (2, 'b', false, -2.25, '2024-06-01 12:00:00+02', [], NULL),
    (3, 'a', true, NULL, NULL, NULL, NULL)`)
  await connection.run('CREATE SCHEMA sales')
  await connection.run(`CREATE TABLE sales.big AS SELECT range AS id, 'c' || range AS code,
    if(range = 0, 1, range) AS nearly, range % 4 AS small_id, 's' || (range % 10000) AS many,
    CASE WHEN range % 10 < 7 THEN 'often' ELSE 'seldom' END AS status FROM range(${BIG})`)
  await connection.run('CREATE TABLE empty_one (a INTEGER)')
  connection.closeSync()
  instance.closeSync()
  source = await openSource({ kind: 'duckdb', path: 'shop.duckdb' }, dir, { stateDir: dir })
  profiles = await profileTables(source)
})

afterAll(() => source[Symbol.asyncDispose]())

const table = (name: string) => profiles.find(({ relation }) => relation.name === name)
const column = (of: string, name: string) => table(of)?.columns.find((one) => one.name === name)

describe('profileTables', () => {
  it('counts rows and keeps declared keys', () => {
    expect(table('small')).toMatchObject({ rowCount: 3, primaryKey: ['id'], relation: { schema: null } })
    expect(table('big')).toMatchObject({ rowCount: BIG, primaryKey: [], relation: { schema: 'sales' } })
    expect(table('empty_one')).toMatchObject({
      rowCount: 0,
      columns: [{ distinct: 0, unique: false, min: null }],
    })
  })

  it('measures each kind of column', () => {
    expect(column('small', 'the name')).toEqual({
      name: 'the name',
      type: 'string',
      nativeType: 'VARCHAR',
      nulls: 0,
      distinct: 2,
      unique: false,
      min: 'a',
      max: 'b',
      topValues: [
        { value: 'b', count: 2 },
        { value: 'a', count: 1 },
      ],
      averageLength: 1,
    })
    expect(column('small', 'amount')).toMatchObject({
      nulls: 1,
      distinct: 2,
      unique: true,
      min: '-2.25',
      max: '1.5',
    })
    expect(column('small', 'paid_at')).toMatchObject({
      min: '2024-01-01 00:00:00',
      max: '2024-06-01 10:00:00',
    })
    expect(column('small', 'paid')?.topValues).toEqual([
      { value: 'true', count: 2 },
      { value: 'false', count: 1 },
    ])
    expect(column('small', 'tags')).toMatchObject({ type: 'other', min: null, topValues: [] })
    expect(column('small', 'nothing')).toMatchObject({ nulls: 3, distinct: 0, unique: false, topValues: [] })
  })

  it('never calls a column of a big table unique that is not', () => {
    expect(column('big', 'id')).toMatchObject({ unique: true, distinct: BIG })
    expect(column('big', 'code')).toMatchObject({ unique: true, distinct: BIG })
    expect(column('big', 'nearly')).toMatchObject({ unique: false, distinct: BIG - 1 })
  })

  it('finds frequent values of a big table', () => {
    expect(column('big', 'status')?.topValues).toEqual([
      { value: 'often', count: BIG * 0.7 },
      { value: 'seldom', count: BIG * 0.3 },
    ])
    expect(column('big', 'many')?.topValues).toHaveLength(50)
    expect(column('big', 'small_id')?.topValues).toHaveLength(4)
  })
})

it('measures how much of a column is found in another, whatever their types', async () => {
  const pair = (columnName: string, referencedTable: string, referencedColumn: string) => ({
    table: 'big',
    column: columnName,
    referencedTable,
    referencedColumn,
  })
  const found = await measureInclusions(source, [
    pair('small_id', 'small', 'id'),
    pair('code', 'small', 'id'),
    pair('small_id', 'small', 'the name'),
    pair('nope', 'small', 'id'),
    { table: 'empty_one', column: 'a', referencedTable: 'small', referencedColumn: 'id' },
  ])
  expect(found.map(({ share }) => share)).toEqual([0.75, 0, 0, 0])
})

it('lists the values of an expression, most frequent first, and says whether that is all', async () => {
  const small = { database: null, schema: null, name: 'small' }
  const big = { database: null, schema: 'sales', name: 'big' }
  expect(await columnValues(source, small, '"the name"', 10)).toEqual({ values: ['b', 'a'], complete: true })
  expect(await columnValues(source, big, 'upper(status)', 1)).toEqual({ values: ['OFTEN'], complete: false })
  expect(await columnValues(source, small, 'nothing', 10)).toEqual({ values: [], complete: true })
})
