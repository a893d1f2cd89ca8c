import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ColumnChoice } from '../typing/column-choice.ts'
import { type Ingest, ingestTable } from './ingest-table.ts'
import type { Ingested } from './ingested.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'numize-ingest-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const taskOf = (source: Ingest['source'], chosen: Ingest['chosen'] = {}): Ingest => ({
  source,
  file: join(dir, 'out.parquet'),
  tempDir: join(dir, 'temp'),
  memoryLimitMb: 1024,
  mostColumns: 100,
  chosen,
})

async function ingested(task: Ingest): Promise<Ingested> {
  const reply = await ingestTable(task)
  if (reply.kind === 'failed') throw new Error(JSON.stringify(reply.failure))
  return reply.ingested
}

async function written(sql = '*'): Promise<readonly unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll(`SELECT ${sql} FROM '${join(dir, 'out.parquet')}'`)
  return [reader.columnTypes().map(String), ...reader.getRows().map((row) => row.map(String))]
}

const csv = (lines: readonly string[]): Ingest['source'] => {
  const path = join(dir, 'in.csv')
  writeFileSync(path, lines.join('\n'))
  const names = lines[0]?.split(',') ?? []
  return { kind: 'csv', path, shownAs: 'in.csv', format: { delimiter: ',', quote: '"', skipRows: 1, names } }
}

const PRICES = [
  'id,price,zip,day',
  ...Array.from({ length: 20 }, (_, id) => `${id},"1,${100 + id}.50",0${1000 + id},2026-01-${id + 10}`),
  '20,n.v.,01020,soon',
  'too short',
  '21,"$2,000",01021,2026-01-31',
  ',,,',
]

it('tells what is nearly of a type and keeps it as text, with rows that do not fit left out', async () => {
  const found = await ingested(taskOf(csv(PRICES)))
  expect(found).toMatchObject({
    rows: 22,
    emptyRows: 1,
    rejectedRows: 1,
    problems: [{ row: 23, column: null, problem: 'it has too few columns' }],
    almost: [
      { column: 'price', choice: 'number', misfits: 1 },
      { column: 'day', choice: 'date', misfits: 1 },
    ],
  })
  expect((await written())[0]).toEqual(['BIGINT', 'VARCHAR', 'VARCHAR', 'VARCHAR'])
})

it('reads columns as a person says, and tells each row that is not so without its cell', async () => {
  const found = await ingested(taskOf(csv(PRICES), { price: 'number', day: 'date', id: 'text' }))
  expect(found.misfits).toEqual({ price: 1, day: 1 })
  expect(found.problems).toEqual([
    { row: 22, column: 'price', problem: 'is not a number and is empty now' },
    { row: 22, column: 'day', problem: 'is not a date and is empty now' },
    { row: 23, column: null, problem: 'it has too few columns' },
  ])
  const [types, first, ...rest] = await written()
  expect(types).toEqual(['VARCHAR', 'DECIMAL(18,2)', 'VARCHAR', 'DATE'])
  expect(first).toEqual(['0', '1100.50', '01000', '2026-01-10'])
  expect(rest.at(-1)).toEqual(['21', '2000.00', '01021', '2026-01-31'])
})

it.each<[ColumnChoice, readonly string[], string, readonly string[]]>([
  ['dayFirst', ['03/04/2026', '13/04/2026'], 'DATE', ['2026-04-03', '2026-04-13']],
  ['date', ['03/04/2026', '2026-04-05'], 'DATE', ['2026-03-04', '2026-04-05']],
  ['boolean', ['yes', 'N', '1'], 'BOOLEAN', ['true', 'false', 'true']],
  ['number', ['007', '-1e3', '12345678901234567890'], 'DOUBLE', ['7', '-1000', '12345678901234567000']],
])('reads %s', async (choice, values, type, expected) => {
  await ingested(taskOf(csv(['a,b', ...values.map((value) => `x,${value}`)]), { b: choice }))
  expect(await written('b')).toEqual([[type], ...expected.map((value) => [value])])
})

it('takes formulas for the texts they are', async () => {
  await ingested(taskOf(csv(['a,b', '=1+1,2', '@SUM(A1),3'])))
  expect((await written('a')).slice(1)).toEqual([['=1+1'], ['@SUM(A1)']])
})

it('writes the members of JSON, nested ones as JSON, and converts them where asked', async () => {
  const path = join(dir, 'in.ndjson')
  writeFileSync(path, '{"a":1,"tags":["x"],"n":"1,5"}\n{"a":2,"tags":[],"n":"7"}\n')
  const source = { kind: 'json', path, shownAs: 'in.ndjson' } as const
  const found = await ingested(taskOf(source, { a: 'text', n: 'number' }))
  expect(found.problems).toEqual([{ row: 1, column: 'n', problem: 'is not a number and is empty now' }])
  expect(await written()).toEqual([
    ['VARCHAR', 'VARCHAR', 'BIGINT'],
    ['1', '["x"]', 'null'],
    ['2', '[]', '7'],
  ])
})

it('refuses more columns than are taken, and what is no Parquet', async () => {
  const wide = Array.from({ length: 101 }, (_, at) => `c${at}`).join(',')
  expect(await ingestTable(taskOf(csv([wide, wide])))).toMatchObject({
    kind: 'failed',
    failure: { what: 'file-refused', facts: { file: 'in.csv' } },
  })
  const path = join(dir, 'bad.parquet')
  writeFileSync(path, 'PAR1 and nothing else PAR1')
  const source = { kind: 'parquet', path, shownAs: 'bad.parquet' } as const
  expect(await ingestTable(taskOf(source))).toMatchObject({
    kind: 'failed',
    failure: { what: 'file-damaged', facts: { file: 'bad.parquet', format: 'Parquet' } },
  })
})
