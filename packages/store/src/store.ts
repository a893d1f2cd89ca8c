import path from 'node:path'
import { type Clock, systemClock } from '@numize/base'
import { type Keyring, keyringOf, newKey, openKeyFile } from '@numize/secrets'
import type { Kysely } from 'kysely'
import type { AnchorPlace } from './audit/anchor.ts'
import { type Anchoring, startAnchoring } from './audit/anchoring.ts'
import { type AuditBound, appendEntry } from './audit/append-entry.ts'
import { backupDatabase, type Carried } from './backup.ts'
import type { Database, QueryRows } from './database.ts'
import { migrate } from './migrate.ts'
import { closeDatabase, type Opened, openDatabase, type Place } from './open-database.ts'
import { type ApiKeys, apiKeysOf } from './org/api-keys.ts'
import { type Audit, auditOf } from './org/audit.ts'
import { type Boards, boardsOf } from './org/boards.ts'
import { isoNow } from './org/bound.ts'
import { type Cache, cacheOf } from './org/cache.ts'
import { type Credentials, credentialsOf } from './org/credentials.ts'
import { type Failures, failuresOf } from './org/failures.ts'
import { type Federation, federationOf } from './org/federation.ts'
import { type Forgotten, forgetPerson } from './org/forget-person.ts'
import { type Goals, goalsOf } from './org/goals.ts'
import { type IdempotencyKeys, idempotencyKeysOf } from './org/idempotency.ts'
import { type KnownEvents, knownEventsOf } from './org/known-events.ts'
import { type Memory, memoryOf } from './org/memory.ts'
import { type RawRequests, rawRequestsOf } from './org/raw-requests.ts'
import { type Results, resultsOf } from './org/results.ts'
import { type Retention, retentionOf } from './org/retention.ts'
import { type RunJournal, runJournalOf, untendedRuns } from './org/runs.ts'
import { type Schedules, schedulesOf } from './org/schedules.ts'
import { rewrapSealed, type Secrets, secretsOf } from './org/secrets.ts'
import { type Shares, sharesOf } from './org/shares.ts'
import { orgOfToken, type SignIn, signInOf } from './org/sign-in.ts'
import { type SigningKeys, signingKeysOf } from './org/signing-keys.ts'
import { type SliceVersions, sliceVersionsOf } from './org/slice-versions.ts'
import { type Snoozes, snoozesOf } from './org/snoozes.ts'
import { type Threads, threadsOf } from './org/threads.ts'
import { type Users, usersOf } from './org/users.ts'
import type { Tables } from './tables.ts'

export interface StoreOptions extends Place {
  readonly clock?: Clock
  /** Keys of the audit. Default: `audit.key` in the folder, made where absent; without a folder, new ones. */
  readonly auditKeys?: Keyring
  /** Where the ends of the audit's chains are kept outside the database. Default: nowhere. */
  readonly anchors?: readonly AnchorPlace[]
  readonly anchorEvery?: { readonly entries?: number; readonly ms?: number }
  /** Hears of what goes wrong where nobody waits for it. */
  readonly onError?: (error: unknown) => void
}

/** Metadata of all organisations. Rows are reached only through a handle bound to one. */
export interface Store extends AsyncDisposable {
  /** Makes sure the organisation exists. */
  addOrg(orgId: string, name: string): Promise<void>
  /** Where the projects of an organisation lie; null where that is not said. */
  setProjectsDir(orgId: string, dir: string | null): Promise<void>
  orgs(): Promise<readonly OrgRow[]>
  org(orgId: string): Org
  /** The organisation a session or link token names; null for what is not a token. Proves nothing by itself. */
  orgOfToken(token: string): string | null
  /** Writes everything to a file; see `backupDatabase`. */
  backup(file: string): Promise<Carried>
  /** Runs of all organisations that wait, or whose holder gave no sign of life. */
  untendedRuns(): Promise<readonly { readonly orgId: string; readonly runId: string }[]>
  /** Gives every sealed text of all organisations to `rewrap`, all of them or none; how many there were. */
  rewrapSealed(rewrap: (text: string) => string): Promise<number>
  /** Text to the database, for the job queue, whose tables are its own. */
  executeSql(sql: string, parameters?: readonly unknown[]): Promise<QueryRows>
}

export interface OrgRow {
  readonly orgId: string
  readonly name: string
  readonly projectsDir: string | null
}

export interface Org {
  readonly orgId: string
  readonly users: Users
  readonly signIn: SignIn
  readonly credentials: Credentials
  readonly failures: Failures
  readonly apiKeys: ApiKeys
  readonly federation: Federation
  readonly signingKeys: SigningKeys
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
  readonly boards: Boards
  readonly shares: Shares
  readonly idempotency: IdempotencyKeys
  readonly retention: Retention
  readonly secrets: Secrets
  /** Takes away what is of a person, see `forgetPerson`. @throws `store/no-person`, `store/forget-yourself` */
  forget(userId: string, by: string): Promise<Forgotten>
  readonly sliceVersions: SliceVersions
  readonly rawRequests: RawRequests
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
    const clock = options.clock ?? systemClock
    const keys = options.auditKeys ?? (await keysBeside(options))
    const anchoring = startAnchoring({ ...anchoringOptions(options), keys, clock })
    const { db } = opened.database
    const { onAppended } = anchoring
    const audited: AuditOf = (orgId) => ({ db, orgId, clock, keys, onAppended })
    await signUnkeyedChains(db, audited)
    return storeOf(opened, { clock, anchoring, audited })
  } catch (error) {
    await closeDatabase(opened)
    throw error
  }
}

const keysBeside = async ({ dir }: StoreOptions): Promise<Keyring> =>
  dir === null ? keyringOf(newKey()) : openKeyFile(path.resolve(dir, 'audit.key'))

const anchoringOptions = ({ anchors = [], anchorEvery, onError }: StoreOptions) => ({
  places: anchors,
  ...(anchorEvery?.entries === undefined ? {} : { everyEntries: anchorEvery.entries }),
  ...(anchorEvery?.ms === undefined ? {} : { everyMs: anchorEvery.ms }),
  ...(onError ? { onError } : {}),
})

type AuditOf = (orgId: string) => AuditBound

/** A chain of a version without keys goes on with them from here; a first keyed entry signs what stands before it. */
async function signUnkeyedChains(db: Kysely<Tables>, bound: AuditOf): Promise<void> {
  const unkeyed = await db
    .selectFrom('audit_heads')
    .innerJoin('audit', (join) =>
      join.onRef('audit.org_id', '=', 'audit_heads.org_id').onRef('audit.seq', '=', 'audit_heads.seq'),
    )
    .select('audit_heads.org_id as orgId')
    .where('audit.key_id', 'is', null)
    .execute()
  for (const { orgId } of unkeyed) await appendEntry(bound(orgId), { action: 'audit-keyed', userId: null })
}

interface Tools {
  readonly clock: Clock
  readonly anchoring: Anchoring
  readonly audited: AuditOf
}

const storeOf = (opened: Opened, { clock, anchoring, audited }: Tools): Store => {
  const { database } = opened
  const { db } = database
  return {
    ...organisations(db, clock, audited),
    orgOfToken,
    untendedRuns: () => untendedRuns(db, isoNow({ clock })),
    backup: (file) => backupDatabase(database, file),
    rewrapSealed: (rewrap) => db.transaction().execute((trx) => rewrapSealed(trx, rewrap)),
    executeSql: (sql, parameters) =>
      parameters === undefined || parameters.length === 0
        ? withoutParameters(database, sql)
        : database.query(sql, parameters),
    [Symbol.asyncDispose]: async () => {
      await anchoring[Symbol.asyncDispose]()
      await closeDatabase(opened)
    },
  }
}

/** One statement gives rows; several are run together and give none. */
async function withoutParameters(database: Database, sql: string): Promise<QueryRows> {
  if (!/;\s*\S/.test(sql)) return database.query(sql, [])
  await database.exec(sql)
  return { rows: [], affected: 0 }
}

/** One handle an organisation: what is written together is gathered in it. */
const orgOf = (orgId: string, bound: AuditBound): Org => ({
  orgId,
  users: usersOf(bound),
  signIn: signInOf(bound),
  credentials: credentialsOf(bound),
  failures: failuresOf(bound),
  apiKeys: apiKeysOf(bound),
  federation: federationOf(bound),
  signingKeys: signingKeysOf(bound),
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
  boards: boardsOf(bound),
  shares: sharesOf(bound),
  idempotency: idempotencyKeysOf(bound),
  retention: retentionOf(bound),
  secrets: secretsOf(bound),
  forget: (userId, by) => forgetPerson(bound, userId, by),
  sliceVersions: sliceVersionsOf(bound),
  rawRequests: rawRequestsOf(bound),
})

const MOST_HANDLES = 1000

const organisations = (
  db: Kysely<Tables>,
  clock: Clock,
  audited: AuditOf,
  orgs = new Map<string, Org>(),
): Pick<Store, 'addOrg' | 'setProjectsDir' | 'orgs' | 'org'> => ({
  addOrg: async (orgId, name) => {
    await db
      .insertInto('orgs')
      .values({ org_id: orgId, name, created_at: isoNow({ clock }) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  },
  setProjectsDir: async (orgId, dir) => {
    await db.updateTable('orgs').set({ projects_dir: dir }).where('org_id', '=', orgId).execute()
  },
  orgs: () =>
    db
      .selectFrom('orgs')
      .select(['org_id as orgId', 'name', 'projects_dir as projectsDir'])
      .orderBy('org_id')
      .execute(),
  org: (orgId) => {
    const known = orgs.get(orgId) ?? orgOf(orgId, audited(orgId))
    // whoever brings a token names an organisation, and may make up as many as they like
    if (orgs.size >= MOST_HANDLES) orgs.clear()
    orgs.set(orgId, known)
    return known
  },
})
