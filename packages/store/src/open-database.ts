import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { NumizeError } from '@numize/base'
import type { Database } from './database.ts'
import { fail } from './errors.ts'
import { lockFolder } from './lock.ts'
import { openPglite } from './pglite/open-pglite.ts'
import { openPostgres } from './postgres/open-postgres.ts'

/** Where metadata is kept. */
export interface Place {
  /** Folder of the metadata, created where absent; null = in memory. Not used where `url` is given. */
  readonly dir: string | null
  /** A Postgres server (15 or newer), `postgres://…`, which several processes may share. */
  readonly url?: string | undefined
}

/** A database and the lock of its folder; null where it has none. */
export interface Opened {
  readonly database: Database
  readonly lock: Disposable | null
}

export async function openDatabase({ dir, url }: Place): Promise<Opened> {
  if (url !== undefined) return { database: await openPostgres(url), lock: null }
  if (dir === null) return { database: await openPglite(null), lock: null }
  const lock = takeFolder(resolve(dir))
  try {
    return { database: await openPglite(join(resolve(dir), 'postgres')), lock }
  } catch (error) {
    lock[Symbol.dispose]()
    throw error
  }
}

export async function closeDatabase({ database, lock }: Opened): Promise<void> {
  await database[Symbol.asyncDispose]()
  lock?.[Symbol.dispose]()
}

function takeFolder(dir: string): Disposable {
  try {
    mkdirSync(dir, { recursive: true })
    return lockFolder(dir)
  } catch (error) {
    if (error instanceof NumizeError) throw error
    throw fail('folder', { dir, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' })
  }
}
