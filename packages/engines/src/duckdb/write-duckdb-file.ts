import { DuckDBInstance } from '@duckdb/node-api'

/** A DuckDB file made by statements, for tests and evaluations. */
export async function writeDuckdbFile(path: string, statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path, { threads: '1' })
  const connection = await instance.connect()
  for (const statement of statements) await connection.run(statement)
  connection.closeSync()
  instance.closeSync()
}
