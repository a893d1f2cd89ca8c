import { DuckDBInstance } from '@duckdb/node-api'
import { openPostgres } from '@numize/engines'
import { startTestServer } from '@numize/engines/testing'
import type { DialectName } from '@numize/semantic'

export type Value = string | number | boolean | null

/** An engine to load a case's events into, and to ask. */
export interface Database extends AsyncDisposable {
  readonly dialect: DialectName
  readonly execute: (sql: string) => Promise<void>
  readonly rowsOf: (sql: string) => Promise<readonly (readonly Value[])[]>
}

export async function openDuckdb(): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  return {
    dialect: 'duckdb',
    execute: async (sql) => void (await connection.run(sql)),
    rowsOf: async (sql) => (await connection.runAndReadAll(sql)).getRowsJson().map((row) => row.map(plain)),
    [Symbol.asyncDispose]: () => Promise.resolve(instance.closeSync()),
  }
}

/** Whole numbers of 64 bits come as text. */
const plain = (value: unknown): Value =>
  typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : (value as Value)

/** A Postgres server of its own, asked through our engine. @throws where none can be started, with the reason */
export async function openTestPostgres(): Promise<Database> {
  const reasons: string[] = []
  const server = await startTestServer((reason) => reasons.push(reason))
  if (!server) throw new Error(reasons.join(' '))
  const engine = await openPostgres({ connectionString: server.url })
  return {
    dialect: 'postgres',
    execute: (sql) => server.execute(sql),
    rowsOf: async (sql) => (await engine.run(sql, { deadlineMs: 60_000, maxRows: 100_000 })).rows,
    [Symbol.asyncDispose]: async () => {
      await engine[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}
