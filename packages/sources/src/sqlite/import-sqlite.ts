import { once } from 'node:events'
import { entryBeside, limitedSpawn } from '@numize/engines'
import { fail, failed } from '../errors.ts'
import type { SqliteImport, SqliteReply } from './protocol.ts'

export type Imported = Extract<SqliteReply, { kind: 'imported' }>

/**
 * Writes every table of a SQLite file as Parquet, in a process of its own.
 * @throws `sources/not-sqlite`, `sources/sqlite-damaged`, `sources/sqlite-busy`, `sources/no-tables`,
 * `sources/import-failed`
 */
export async function importSqlite(task: SqliteImport): Promise<Imported> {
  const entry = entryBeside(import.meta.url, { source: './child.ts', built: 'sqlite-child.mjs' })
  const child = limitedSpawn(entry, task.memoryLimitMb)
  const exited = once(child, 'exit')
  const replied = new Promise<SqliteReply>((resolve) => child.once('message', resolve))
  child.send(task)
  const reply = await Promise.race([replied, exited.then(() => null)])
  if (child.connected) child.disconnect()
  await exited
  if (reply?.kind === 'imported') return reply
  throw reply
    ? failed(reply.failure)
    : fail('import-failed', { path: task.shownAs, reason: 'its reader died, most often for lack of memory' })
}
