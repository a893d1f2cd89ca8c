import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { PgliteClient } from './client.ts'

/** kysely on one PGlite: a single connection, lent to one holder at a time. */
export const pgliteDialect = (client: PgliteClient): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => driverOf(client),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
})

function driverOf(client: PgliteClient): Driver {
  const connection = connectionOf(client)
  const queue: (() => void)[] = []
  let lent = false
  const run = async (sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql))
  }
  return {
    init: () => Promise.resolve(),
    acquireConnection: async () => {
      if (lent) await new Promise<void>((resolve) => queue.push(resolve))
      lent = true
      return connection
    },
    releaseConnection: () => {
      const next = queue.shift()
      if (next === undefined) lent = false
      else next()
      return Promise.resolve()
    },
    beginTransaction: () => run('begin'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => run('rollback'),
    destroy: () => client[Symbol.asyncDispose]() as Promise<void>,
  }
}

const connectionOf = (client: PgliteClient): DatabaseConnection => ({
  executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
    const { rows, affected } = await client.query(sql, parameters)
    return { rows: rows as R[], numAffectedRows: BigInt(affected) }
  },
  streamQuery: () => {
    throw new Error('PGlite does not stream')
  },
})
