import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance, DuckDBTypeId, type DuckDBValue } from '@duckdb/node-api'
import type { Value } from './compare.ts'

/** The set's tables in memory. */
export async function openTables(folder: string): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  const script = await readFile(join(folder, 'load.sql'), 'utf8')
  await connection.run(script.replaceAll("'tables/", `'${join(folder, 'tables').replaceAll("'", "''")}/`))
  return connection
}

export async function rowsOf(
  connection: DuckDBConnection,
  sql: string,
): Promise<{ columns: readonly string[]; rows: readonly (readonly Value[])[] }> {
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
