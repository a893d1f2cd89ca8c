import { openClickhouse } from '@numize/engines'
import { copyTables, installChdb, startTestClickhouse } from '@numize/engines/testing'
import type { EvalOptions } from '../score.ts'
import type { Database, DuckdbTables } from './database.ts'

const call = { deadlineMs: 60_000, maxRows: 1_000_000 }

/** The same tables in a ClickHouse server of its own, asked through our engine. chdb is installed where it is absent. */
export async function clickhouseTables(source: DuckdbTables, { print }: EvalOptions): Promise<Database> {
  await installChdb(print)
  const reasons: string[] = []
  const server = await startTestClickhouse((reason) => reasons.push(reason))
  if (!server) throw new Error(reasons.join(' '))
  await copyTables(async (sql) => (await source.rowsOf(sql)).rows, server.execute)
  const engine = await openClickhouse({ connectionString: server.url })
  return {
    dialect: 'clickhouse',
    rowsOf: async (sql) => {
      const { columns, rows } = await engine.run(sql, call)
      return { columns: columns.map(({ name }) => name), rows }
    },
    [Symbol.asyncDispose]: async () => {
      await engine[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}
