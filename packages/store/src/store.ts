import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Clock, NumizeError, systemClock } from '@numize/base'
import { Kysely } from 'kysely'
import { fail } from './errors.ts'
import { lockFolder } from './lock.ts'
import { migrate } from './migrate.ts'
import { type Audit, auditOf } from './org/audit.ts'
import { isoNow } from './org/bound.ts'
import { type Cache, cacheOf } from './org/cache.ts'
import { type Results, resultsOf } from './org/results.ts'
import { orgOfToken, type SignIn, signInOf } from './org/sign-in.ts'
import { type Threads, threadsOf } from './org/threads.ts'
import { type Users, usersOf } from './org/users.ts'
import { type PgliteClient, startPglite } from './pglite/client.ts'
import { pgliteDialect } from './pglite/dialect.ts'
import type { Tables } from './tables.ts'

export interface StoreOptions {
  /** Folder of the metadata, created where absent; null = in memory. */
  readonly dir: string | null
  readonly clock?: Clock
}

/** Metadata of all organisations. Rows are reached only through a handle bound to one. */
export interface Store extends AsyncDisposable {
  /** Makes sure the organisation exists. */
  addOrg(orgId: string, name: string): Promise<void>
  orgs(): Promise<readonly { readonly orgId: string; readonly name: string }[]>
  org(orgId: string): Org
  /** The organisation a session or link token names; null for what is not a token. Proves nothing by itself. */
  orgOfToken(token: string): string | null
}

export interface Org {
  readonly orgId: string
  readonly users: Users
  readonly signIn: SignIn
  readonly threads: Threads
  readonly results: Results
  readonly audit: Audit
  readonly cache: Cache
}

/**
 * Opens (and creates or migrates) the metadata. Close it with `await using` or `[Symbol.asyncDispose]`.
 * @throws `store/locked` when another process has the folder, `store/folder` when it cannot be used, `store/newer`.
 */
export async function openStore({ dir, clock = systemClock }: StoreOptions): Promise<Store> {
  const lock = dir === null ? null : takeFolder(resolve(dir))
  let client: PgliteClient | null = null
  try {
    client = await startPglite(dir === null ? null : join(resolve(dir), 'postgres'))
    const db = new Kysely<Tables>({ dialect: pgliteDialect(client) })
    await migrate(client, db)
    return storeOf({ db, clock, lock })
  } catch (error) {
    await client?.[Symbol.asyncDispose]()
    lock?.[Symbol.dispose]()
    throw error
  }
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

interface Held {
  readonly db: Kysely<Tables>
  readonly clock: Clock
  readonly lock: Disposable | null
}

const storeOf = ({ db, clock, lock }: Held): Store => ({
  addOrg: async (orgId, name) => {
    await db
      .insertInto('orgs')
      .values({ org_id: orgId, name, created_at: isoNow({ clock }) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  },
  orgs: () => db.selectFrom('orgs').select(['org_id as orgId', 'name']).orderBy('org_id').execute(),
  org: (orgId) => {
    const bound = { db, orgId, clock }
    return {
      orgId,
      users: usersOf(bound),
      signIn: signInOf(bound),
      threads: threadsOf(bound),
      results: resultsOf(bound),
      audit: auditOf(bound),
      cache: cacheOf(bound),
    }
  },
  orgOfToken,
  [Symbol.asyncDispose]: async () => {
    await db.destroy()
    lock?.[Symbol.dispose]()
  },
})
