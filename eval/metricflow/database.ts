import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance, DuckDBTypeId, type DuckDBValue } from '@duckdb/node-api'
import type { DialectName } from '@numize/semantic'
import type { Value } from './compare.ts'

/** The set's tables in one engine, and how to ask it. */
export interface Database extends AsyncDisposable {
  readonly dialect: DialectName
  readonly rowsOf: (sql: string) => Promise<Answer>
}

export interface Answer {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Value[])[]
}

export interface DuckdbTables extends Database {
  readonly connection: DuckDBConnection
}

/** The set's tables in memory. */
export async function duckdbTables(folder: string): Promise<DuckdbTables> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  const script = await readFile(join(folder, 'load.sql'), 'utf8')
  await connection.run(script.replaceAll("'tables/", `'${join(folder, 'tables').replaceAll("'", "''")}/`))
  return {
    dialect: 'duckdb',
    connection,
    rowsOf: (sql) => rowsOf(connection, sql),
    [Symbol.asyncDispose]: () => Promise.resolve(instance.closeSync()),
  }
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Answer> {
  const reader = await connection.runAndReadAll(sql)
  const types = reader.columnTypes()
  const rows = reader.getRows().map((row) => row.map((value, at) => plain(value, types[at]?.typeId)))
  return { columns: reader.columnNames(), rows }
}

function plain(value: DuckDBValue, type: DuckDBTypeId | undefined): Value {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  return type === DuckDBTypeId.DECIMAL ? Number(String(value)) : String(value)
}
