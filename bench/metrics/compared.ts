import type { DuckDBConnection } from '@duckdb/node-api'
import { compile, type Model, noPolicies, type Plan } from '@numize/semantic'

const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const

/** A plan and the best statement a person wrote for its rows. */
export interface Contest {
  readonly plan: Plan
  readonly model: Model
  readonly written: string
  readonly floor: number
  readonly runs: number
}

/** A line of figures: CPU of both, taken in turns, their ratio, and whether their rows are the same. */
export async function compared(
  connection: DuckDBConnection,
  name: string,
  contest: Contest,
): Promise<string> {
  const { plan, model, written, floor, runs } = contest
  const options = { dialect: 'duckdb', calendar, policies: noPolicies } as const
  const ours = compile(plan, model, options).stages.at(-1)?.sql ?? ''
  const same = (await rowsOf(connection, ours)) === (await rowsOf(connection, written))
  const times = { ours: [] as number[], written: [] as number[] }
  for (let at = 0; at < runs; at++) {
    times.ours.push(await cpuOf(connection, ours))
    times.written.push(await cpuOf(connection, written))
  }
  const [us, hand] = [Math.min(...times.ours), Math.min(...times.written)]
  const ratio = us / hand
  const verdict = `${ratio <= floor ? 'held' : 'MISSED'}${same ? '' : '   ROWS DIFFER'}`
  return `${name.padEnd(24)}${us.toFixed(1).padStart(8)}   written ${hand.toFixed(1).padStart(8)}   ratio ${ratio.toFixed(2)} (floor ${floor}) ${verdict}`
}

/** Rows as text, numbers to nine digits, so that neither the order of a sum nor a type of integer tells. */
async function rowsOf(connection: DuckDBConnection, sql: string): Promise<string> {
  const rows = (await connection.runAndReadAll(sql)).getRowsJson()
  const cell = (value: unknown): unknown =>
    value !== null && typeof value !== 'boolean' && Number.isFinite(Number(value))
      ? Number(value).toPrecision(9)
      : value
  return JSON.stringify(rows.map((row) => row.map(cell)))
}

async function cpuOf(connection: DuckDBConnection, sql: string): Promise<number> {
  const before = process.cpuUsage()
  await connection.runAndReadAll(sql)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
