import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

/** The DuckDB file a warehouse is built in. */
export interface Database extends AsyncDisposable {
  run(sql: string): Promise<void>
  rows(sql: string): Promise<readonly (readonly DuckDBValue[])[]>
  /** Makes a table of whole numbers. */
  fill(table: string, columns: readonly string[], rows: readonly (readonly number[])[]): Promise<void>
}

export interface DatabaseLimits {
  /** Of DuckDB's own buffers; the process takes about twice as much. What does not fit goes to disk. */
  readonly memoryMb?: number
  /** Ends the statement that runs when it is aborted. */
  readonly signal?: AbortSignal | undefined
}

/** Less than this for each thread, and a large sort fails for want of memory. */
const MB_PER_THREAD = 80

/**
 * Every table is made in an explicit order: DuckDB keeps the order of a scan at any number of threads, but not that of
 * a join, and the bytes must not depend on the number of threads.
 */
export async function openDatabase(
  path: string,
  threads: number,
  { memoryMb = 350, signal }: DatabaseLimits = {},
): Promise<Database> {
  signal?.throwIfAborted()
  const instance = await DuckDBInstance.create(path, {
    threads: String(Math.max(1, Math.min(threads, Math.floor(memoryMb / MB_PER_THREAD)))),
    memory_limit: `${memoryMb}MB`,
    ...(path === ':memory:' ? { temp_directory: join(tmpdir(), `dnr-${process.pid}`) } : {}),
    // Freed memory goes back to the system sooner than by default, which keeps a third less of it.
    allocator_flush_threshold: '16MB',
    allocator_bulk_deallocation_flush_threshold: '32MB',
  })
  const connection = await instance.connect()
  const interrupt = () => connection.interrupt()
  signal?.addEventListener('abort', interrupt)
  await connection.run("SET TimeZone = 'UTC'")
  await connection.run('SET preserve_insertion_order = true')
  return {
    run: async (sql) => {
      signal?.throwIfAborted()
      await connection.run(sql)
    },
    rows: async (sql) => {
      signal?.throwIfAborted()
      return (await connection.runAndReadAll(sql)).getRows()
    },
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
      signal?.removeEventListener('abort', interrupt)
      connection.closeSync()
      instance.closeSync()
    },
  }
}
