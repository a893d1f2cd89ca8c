import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Turn } from '@numize/assistant'
import { systemClock } from '@numize/base'
import { diskFiles, type Effects } from '../../apps/cli/src/effects.ts'
import { type Installation, openInstallation } from '../../apps/cli/src/installation.ts'
import { openSubject } from '../../apps/cli/src/open-subject.ts'
import type { OpenSubject } from '../../apps/cli/src/subject.ts'
import { type Bench, quantile } from '../bench.ts'
import { largeNeobank, QUESTIONS } from './neobank.ts'

const AGAIN = 3

/**
 * Questions asked of ten million rows, as the server answers them, beside the same SQL run in DuckDB directly; then
 * the same questions again.
 */
export const run: Bench = async ({ flags, print }) => {
  const folder = typeof flags['project'] === 'string' ? flags['project'] : await largeNeobank(print)
  const state = mkdtempSync(join(tmpdir(), 'numize-bench-ask-'))
  try {
    await measure(folder, state, { print, slowest: flags['slowest'] !== undefined })
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
}

interface Report {
  readonly print: (line: string) => void
  readonly slowest: boolean
}

async function measure(folder: string, state: string, report: Report): Promise<void> {
  const effects = quietEffects(state)
  await using installation = await openInstallation(effects)
  const opening = await spent(() => openSubject({ project: folder }, installation, effects))
  await using subject = opening.value
  const { owner } = installation
  const ready = await spent(() => subject.assistant.welcome(owner))
  report.print(`open    ${seconds(opening.wallMs)}   index of names and values ${seconds(ready.wallMs)}`)
  const direct = await openDirect(join(folder, 'data'))
  const rows = await compareAll(subject, installation, direct)
  direct.closeSync()
  tell(rows, report)
}

interface Row {
  readonly question: string
  readonly status: Turn['reply']['status']
  readonly askMs: number
  /** What our engine took for the rows; the rest is understanding, checks, drawing and keeping. */
  readonly rowsMs: number
  /** Null where nothing was run. */
  readonly sqlMs: number | null
  readonly againMs: readonly number[]
}

async function compareAll(
  { assistant }: OpenSubject,
  { owner }: Installation,
  direct: DuckDBConnection,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const question of QUESTIONS) {
    const first = await spent(() => assistant.answer(question, { principal: owner }))
    const { reply } = first.value
    const sqlMs =
      reply.status === 'answered' ? (await spent(() => direct.runAndReadAll(reply.result.sql))).wallMs : null
    const againMs: number[] = []
    for (let time = 0; time < AGAIN; time++)
      againMs.push((await spent(() => assistant.answer(question, { principal: owner }))).wallMs)
    const rowsMs = reply.status === 'answered' ? reply.result.elapsedMs : 0
    rows.push({ question, status: reply.status, askMs: first.wallMs, rowsMs, sqlMs, againMs })
  }
  return rows
}

function tell(rows: readonly Row[], { print, slowest }: Report): void {
  const answered = rows.flatMap((row) => (row.sqlMs === null ? [] : [{ ...row, sqlMs: row.sqlMs }]))
  const line = (name: string, times: readonly number[], floor: string): void =>
    print(
      `${name.padEnd(7)} p50 ${whole(quantile(times, 0.5))}   p95 ${whole(quantile(times, 0.95))}   max ${whole(Math.max(...times))}   ${floor}`,
    )
  print(`${answered.length} of ${rows.length} questions answered`)
  line(
    'ask',
    answered.map(({ askMs }) => askMs),
    '(floor p50 1000 ms)',
  )
  line(
    'sql',
    answered.map(({ sqlMs }) => sqlMs),
    'the same SQL in DuckDB directly',
  )
  line(
    'again',
    answered.flatMap(({ againMs }) => againMs),
    '(floor p50 50 ms)',
  )
  const besides = answered.map(({ askMs, rowsMs }) => askMs - rowsMs)
  line('besides', besides, 'understanding, checks, drawing, keeping')
  const ratios = answered.map(({ askMs, sqlMs }) => askMs / sqlMs)
  print(
    `ask is ${quantile(ratios, 0.5).toFixed(2)} times the SQL at p50, ${quantile(ratios, 0.95).toFixed(2)} at p95`,
  )
  if (!slowest) return
  for (const { question, status, askMs, sqlMs, againMs } of rows.toSorted((a, b) => b.askMs - a.askMs))
    print(
      `${whole(askMs)}  sql ${whole(sqlMs ?? 0)}  again ${whole(Math.min(...againMs))}  ${status.padEnd(9)} ${question}`,
    )
}

const whole = (ms: number): string => `${ms.toFixed(0)} ms`.padStart(8)
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`

async function spent<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly wallMs: number }> {
  const start = performance.now()
  const value = await work()
  return { value, wallMs: performance.now() - start }
}

async function openDirect(data: string): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run("SET TimeZone = 'UTC'")
  for (const name of readdirSync(data).filter((each) => each.endsWith('.parquet')))
    await connection.run(
      `CREATE VIEW ${basename(name, '.parquet')} AS SELECT * FROM '${join(data, name).replaceAll("'", "''")}'`,
    )
  return connection
}

const quietEffects = (stateDir: string): Effects => ({
  clock: systemClock,
  files: diskFiles,
  stateDir,
  env: {},
  out: () => {},
  err: (text) => void process.stderr.write(text),
  isTerminal: false,
})
