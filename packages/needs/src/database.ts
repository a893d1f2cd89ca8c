import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

/** The DuckDB file a warehouse is built in. */
export interface Database extends AsyncDisposable {
  run(sql: string): Promise<void>
  rows(sql: string): Promise<readonly (readonly DuckDBValue[])[]>
  /** Makes a table of whole numbers. */
  fill(table: string, columns: readonly string[], rows: readonly (readonly number[])[]): Promise<void>
}

/**
 * Every table is made in an explicit order: DuckDB keeps the order of a scan at any number of threads, but not that of
 * a join, and the bytes must not depend on the number of threads.
 */
export async function openDatabase(path: string, threads: number): Promise<Database> {
  const instance = await DuckDBInstance.create(path, { threads: String(threads), memory_limit: '700MB' })
  const connection = await instance.connect()
  await connection.run("SET TimeZone = 'UTC'")
  await connection.run('SET preserve_insertion_order = true')
  return {
    run: async (sql) => void (await connection.run(sql)),
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRows(),
    fill: async (table, columns, rows) => {
      await connection.run(`CREATE TABLE ${table} (${columns.map((name) => `${name} BIGINT`).join(', ')})`)
      const appender = await connection.createAppender(table)
      for (const row of rows) {
        for (const value of row) appender.appendBigInt(BigInt(value))
        appender.endRow()
      }
      appender.closeSync()
    },
    [Symbol.asyncDispose]: async () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
