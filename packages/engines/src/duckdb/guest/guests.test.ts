import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { NumizeError } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { GovernedRelation } from '../../engine.ts'
import { type DuckdbEngine, openDuckdb } from '../open-duckdb.ts'
import { findIsolation } from './isolation.ts'

// Children start slowly on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

const isolation = await findIsolation()
if (!isolation.found) console.log(`skipped: ${isolation.reason}`)

const limits = { deadlineMs: 90_000, maxRows: 100, maxBytes: 1_000_000 }
const codeOf = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    (value) => `answered ${JSON.stringify(value)}`,
    (error: unknown) => (error instanceof NumizeError ? error.code : String(error)),
  )
const table = (sql: string): readonly GovernedRelation[] => [{ name: 'bomb', sql }]

/** A folder that only its owner may enter, with a table in each kind of file. */
async function writeData(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'numize-guests-'))
  mkdirSync(join(dir, 'closed'), { mode: 0o700 })
  writeFileSync(join(dir, 'closed', 'text.csv'), 'id,word\n1,one\n2,two\n')
  const instance = await DuckDBInstance.create(join(dir, 'closed', 'base.duckdb'))
  const connection = await instance.connect()
  await connection.run("CREATE TABLE base AS SELECT 3 AS id, 'three' AS word")
  for (const name of ['open', 'own'])
    await connection.run(
      `COPY (SELECT 4 AS id, '${name}' AS word) TO '${dir}/closed/${name}.parquet' (FORMAT parquet)`,
    )
  connection.closeSync()
  instance.closeSync()
  chmodSync(join(dir, 'closed', 'open.parquet'), 0o644)
  chmodSync(join(dir, 'closed', 'own.parquet'), 0o600)
  return join(dir, 'closed')
}

describe.skipIf(!isolation.found)('a process for SQL of people', () => {
  let engine: DuckdbEngine
  let dir: string
  beforeAll(async () => {
    dir = await writeData()
    engine = await openDuckdb({
      threads: 2,
      relations: [
        {
          kind: 'csv',
          name: 'text',
          path: join(dir, 'text.csv'),
          format: { delimiter: ',', quote: '"', skipRows: 1, names: ['id', 'word'] },
        },
        { kind: 'parquet', name: 'open', paths: [join(dir, 'open.parquet')] },
        { kind: 'parquet', name: 'own', paths: [join(dir, 'own.parquet')] },
        {
          kind: 'duckdbTable',
          name: 'base',
          path: join(dir, 'base.duckdb'),
          source: { schema: 'main', table: 'base' },
        },
      ],
    })
  })
  afterAll(() => engine[Symbol.asyncDispose]())

  const relations = ['text', 'open', 'own', 'base'].map((name) => ({ name, sql: `SELECT * FROM ${name}` }))
  it.each([
    ['SELECT word FROM text ORDER BY id', [['one'], ['two']]],
    ['SELECT word FROM open', [['open']]],
    ['SELECT word FROM own', [['own']]],
    ['SELECT word FROM base', [['three']]],
  ])('reads every kind of file, whoever may enter its folder: %s', async (sql, expected) => {
    expect((await engine.runGoverned?.(sql, relations, limits))?.rows).toEqual(expected)
  })

  it('has no rights, no network and limits of its own', async () => {
    await engine.runGoverned?.('SELECT 1', [], limits)
    const [pid] = engine.guestPids
    const of = (name: string) => readFileSync(`/proc/${pid}/${name}`, 'utf8')
    expect(of('status')).toMatch(/CapEff:\s+0+\n/)
    expect(of('status')).toMatch(/NoNewPrivs:\s+1\n/)
    expect(of('status')).not.toMatch(/Uid:.*\s0\s/)
    expect(
      of('net/dev')
        .match(/^\s*\w+(?=:)/gm)
        ?.map((name) => name.trim()),
    ).toEqual(['lo'])
    expect(of('limits')).toMatch(/Max file size\s+0 /)
    expect(of('limits')).toMatch(/Max processes\s+64 /)
    expect(of('limits')).not.toMatch(/Max (?:data size|cpu time)\s+unlimited/)
  })

  it.each([
    ['a value too large', "SELECT length(repeat('x', 2000000000)) AS x"],
    ['a list too long', 'SELECT list_sort(range(2000000000)) AS x'],
    [
      'a query without an end',
      'WITH RECURSIVE r AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM r) SELECT * FROM r',
    ],
    [
      'a join of all with all',
      'SELECT a.range AS x FROM range(1000000) a, range(1000000) b, range(1000000) c',
    ],
  ])('%s ends alone: plans and the next statement are answered', async (_, bomb) => {
    const hostile = codeOf(
      engine.runGoverned?.('SELECT count(DISTINCT x) FROM bomb', table(bomb), {
        ...limits,
        deadlineMs: 2000,
        by: 'eve',
      }) ?? Promise.reject(new Error('no SQL of people')),
    )
    for (let at = 0; at < 5; at++)
      expect((await engine.run(`SELECT count(*) + ${at} FROM text`, limits)).rows).toEqual([[2 + at]])
    expect((await engine.runGoverned?.('SELECT count(*) FROM text', relations, limits))?.rows).toEqual([[2]])
    expect(['engines/memory', 'engines/died', 'engines/deadline']).toContain(await hostile)
    expect((await engine.run('SELECT 1', limits)).rows).toEqual([[1]])
  })

  it('is killed past its deadline, however busy it is', async () => {
    const busy = 'SELECT list_sort(list_transform(range(100000000), x -> hash(x))) AS x'
    const answer = codeOf(
      engine.runGoverned?.('SELECT count(x) FROM bomb', table(busy), { ...limits, deadlineMs: 700 }) ??
        Promise.resolve(null),
    )
    expect(['engines/deadline', 'engines/memory', 'engines/died']).toContain(await answer)
  })

  it('brings back no more than asked, in order, and says that there is more', async () => {
    const numbers = table('SELECT range AS n FROM range(300000)')
    const some = await engine.runGoverned?.('SELECT n FROM bomb ORDER BY n DESC; -- all', numbers, {
      ...limits,
      maxRows: 3,
    })
    expect(some).toMatchObject({ rows: [[299999], [299998], [299997]], rowCount: 3, truncated: true })
    const wide = await engine.runGoverned?.("SELECT n, 'some; text' FROM bomb", numbers, {
      ...limits,
      maxBytes: 200,
    })
    expect([wide?.truncated, (wide?.rowCount ?? 0) < 20]).toEqual([true, true])
    const all = await engine.runGoverned?.('SELECT n FROM bomb WHERE n < 3', numbers, limits)
    expect(all).toMatchObject({ rowCount: 3, truncated: false })
  })

  it('is closed with its engine', async () => {
    const other = await openDuckdb({ threads: 1, relations: [] })
    await other.runGoverned?.('SELECT 1', [], limits)
    const pids = other.guestPids
    expect(pids.length).toBeGreaterThan(0)
    await other[Symbol.asyncDispose]()
    await expect.poll(() => pids.some((pid) => isRunning(pid))).toBe(false)
  })
})

const isRunning = (pid: number): boolean =>
  existsSync(`/proc/${pid}/status`) && !/State:\s+Z/.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
