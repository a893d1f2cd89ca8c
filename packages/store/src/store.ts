import { type Clock, systemClock } from '@numize/base'
import type { Kysely } from 'kysely'
import { backupDatabase, type Carried } from './backup.ts'
import type { Database, QueryRows } from './database.ts'
import { migrate } from './migrate.ts'
import { closeDatabase, type Opened, openDatabase, type Place } from './open-database.ts'
import { type Audit, auditOf } from './org/audit.ts'
import { isoNow } from './org/bound.ts'
import { type Cache, cacheOf } from './org/cache.ts'
import { type Goals, goalsOf } from './org/goals.ts'
import { type IdempotencyKeys, idempotencyKeysOf } from './org/idempotency.ts'
import { type KnownEvents, knownEventsOf } from './org/known-events.ts'
import { type Memory, memoryOf } from './org/memory.ts'
import { type Results, resultsOf } from './org/results.ts'
import { type RunJournal, runJournalOf, untendedRuns } from './org/runs.ts'
import { type Schedules, schedulesOf } from './org/schedules.ts'
import { orgOfToken, type SignIn, signInOf } from './org/sign-in.ts'
import { type Snoozes, snoozesOf } from './org/snoozes.ts'
import { type Threads, threadsOf } from './org/threads.ts'
import { type Users, usersOf } from './org/users.ts'
import type { Tables } from './tables.ts'

export interface StoreOptions extends Place {
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
  /** Writes everything to a file; see `backupDatabase`. */
  backup(file: string): Promise<Carried>
  /** Runs of all organisations that wait, or whose holder gave no sign of life. */
  untendedRuns(): Promise<readonly { readonly orgId: string; readonly runId: string }[]>
  /** Text to the database, for the job queue, whose tables are its own. */
  executeSql(sql: string, parameters?: readonly unknown[]): Promise<QueryRows>
}

export interface Org {
  readonly orgId: string
  readonly users: Users
  readonly signIn: SignIn
  readonly threads: Threads
  readonly results: Results
  readonly audit: Audit
  readonly cache: Cache
  readonly memory: Memory
  readonly runs: RunJournal
  readonly schedules: Schedules
  readonly knownEvents: KnownEvents
  readonly snoozes: Snoozes
  readonly goals: Goals
  readonly idempotency: IdempotencyKeys
}

/**
 * Opens (and creates or migrates) the metadata. Close it with `await using` or `[Symbol.asyncDispose]`.
 * @throws `store/locked` when another process has the folder, `store/folder` when it cannot be used, `store/newer`,
 * `store/unreachable`, `store/old-server`.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const opened = await openDatabase(options)
  try {
    await migrate(opened.database)
    return storeOf(opened, options.clock ?? systemClock)
  } catch (error) {
    await closeDatabase(opened)
    throw error
  }
}

const storeOf = (opened: Opened, clock: Clock): Store => {
  const { database } = opened
  const { db } = database
  return {
    ...organisations(db, clock),
    orgOfToken,
    untendedRuns: () => untendedRuns(db, isoNow({ clock })),
    backup: (file) => backupDatabase(database, file),
    executeSql: (sql, parameters) =>
      parameters === undefined || parameters.length === 0
        ? withoutParameters(database, sql)
        : database.query(sql, parameters),
    [Symbol.asyncDispose]: () => closeDatabase(opened),
  }
}

/** One statement gives rows; several are run together and give none. */
async function withoutParameters(database: Database, sql: string): Promise<QueryRows> {
  if (!/;\s*\S/.test(sql)) return database.query(sql, [])
  await database.exec(sql)
  return { rows: [], affected: 0 }
}

const organisations = (db: Kysely<Tables>, clock: Clock): Pick<Store, 'addOrg' | 'orgs' | 'org'> => ({
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
      memory: memoryOf(bound),
      runs: runJournalOf(bound),
      schedules: schedulesOf(bound),
      knownEvents: knownEventsOf(bound),
      snoozes: snoozesOf(bound),
      goals: goalsOf(bound),
      idempotency: idempotencyKeysOf(bound),
    }
  },
})
