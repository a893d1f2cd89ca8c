import { DuckDBInstance } from '@duckdb/node-api'
import { openClickhouse, openPostgres } from '@numize/engines'
import { installChdb, startTestClickhouse, startTestServer } from '@numize/engines/testing'
import type { DialectName } from '@numize/semantic'
import { googleSqlTables } from '../metricflow/google-sql.ts'

export type Value = string | number | boolean | null

/** An engine to load a case's events into, and to ask. */
export interface Database extends AsyncDisposable {
  readonly dialect: DialectName
  /** What a new table says of itself: the types of its columns, and what follows them. */
  readonly words: TableWords
  readonly execute: (statements: readonly string[]) => Promise<void>
  readonly rowsOf: (sql: string) => Promise<readonly (readonly Value[])[]>
}

interface TableWords {
  readonly text: string
  readonly moment: string
  readonly ending: string
}

const plainWords: TableWords = { text: 'TEXT', moment: 'TIMESTAMP', ending: '' }

export async function openDuckdb(): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  return {
    dialect: 'duckdb',
    words: plainWords,
    execute: async (statements) => void (await connection.run(statements.join(';\n'))),
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
    words: plainWords,
    execute: (statements) => server.execute(statements.join(';\n')),
    rowsOf: async (sql) => (await engine.run(sql, { deadlineMs: 60_000, maxRows: 100_000 })).rows,
    [Symbol.asyncDispose]: async () => {
      await engine[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

/** GoogleSQL's reference implementation, BigQuery's language without BigQuery; events are made in DuckDB and handed over. */
export async function openGoogleSql(): Promise<Database> {
  const duckdb = await openDuckdb()
  const source = {
    rowsOf: async (sql: string) => ({ columns: [], rows: await duckdb.rowsOf(sql) }),
  }
  return {
    ...duckdb,
    dialect: 'bigquery',
    rowsOf: async (sql) => rowsInGoogleSql(source, sql),
  }
}

async function rowsInGoogleSql(source: Parameters<typeof googleSqlTables>[0], sql: string) {
  await using google = await googleSqlTables(source)
  return (await google.rowsOf(sql)).rows
}

/** A ClickHouse server of its own, asked through our engine; chdb is installed where it is absent. */
export async function openTestClickhouse(print: (line: string) => void): Promise<Database> {
  await installChdb(print)
  const reasons: string[] = []
  const server = await startTestClickhouse((reason) => reasons.push(reason))
  if (!server) throw new Error(reasons.join(' '))
  const engine = await openClickhouse({ connectionString: server.url })
  return {
    dialect: 'clickhouse',
    words: { text: 'Nullable(String)', moment: 'DateTime64(6)', ending: ' ENGINE = Memory' },
    execute: async (statements) => {
      for (const statement of statements) await server.execute(statement)
    },
    rowsOf: async (sql) => (await engine.run(sql, { deadlineMs: 60_000, maxRows: 100_000 })).rows,
    [Symbol.asyncDispose]: async () => {
      await engine[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}
