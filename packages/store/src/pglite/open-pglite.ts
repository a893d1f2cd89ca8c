import { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { Tables } from '../tables.ts'
import { startPglite } from './client.ts'
import { pgliteDialect } from './dialect.ts'

/** Opens a folder of PGlite's, or one in memory. @throws `store/folder` */
export async function openPglite(dir: string | null): Promise<Database> {
  const client = await startPglite(dir)
  const db = new Kysely<Tables>({ dialect: pgliteDialect(client) })
  /** There is one connection: text must not run inside a transaction of somebody else's. */
  const alone = <T>(work: () => Promise<T>): Promise<T> => db.connection().execute(work)
  return {
    db,
    query: (sql, parameters) => alone(() => client.query(sql, parameters)),
    exec: (sql) => alone(() => client.exec(sql)),
    [Symbol.asyncDispose]: () => db.destroy(),
  }
}
