import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { approvalsOf, type Principal, type RawKeeper } from '@numize/access'
import { type Ledger, rememberResults } from '@numize/ask'
import type { MemoryKeeper, ThreadKeeper, Turn } from '@numize/assistant'
import type { Json } from '@numize/base'
import { createIdentity, type Identity } from '@numize/identity'
import { openRuns, type RunKind, type Runs } from '@numize/runs'
import { isReference, type Redactor } from '@numize/secrets'
import type { Result } from '@numize/semantic'
import type { Keepers } from '@numize/server'
import {
  type Audit,
  type Carried,
  type Forgotten,
  type Goals,
  type KnownEvents,
  type Org,
  openStore,
  type Place,
  type Retention,
  type RunJournal,
  type Snoozes,
  type Store,
} from '@numize/store'
import { anchorPlaces, anchorsFile, auditKeys } from './audit-outside.ts'
import type { Effects } from './effects.ts'
import { cliError } from './errors.ts'
import { keepersOf } from './keepers.ts'
import { memoryKeeperOf } from './memory-keeper.ts'
import { openSecretKeeper, outsideResolver, type SecretKeeper } from './secret-keeper.ts'
import { type LiveSlices, liveSlices } from './slices/live-slices.ts'
import { approvedFor, rawKeeperOf, sliceKeeperOf } from './slices/slice-keepers.ts'

const ORG = 'local'
const TITLE_LENGTH = 80

/** What an installation keeps, in the shapes the packages above the store ask for. */
export interface Installation extends AsyncDisposable {
  /** The operating-system user who started it. */
  readonly owner: Principal
  /** @throws `cli/unknown-user` */
  principal(userId: string): Promise<Principal>
  saveUser(user: Omit<Principal, 'orgId'>): Promise<void>
  readonly ledger: Ledger
  readonly threads: ThreadKeeper
  readonly memory: MemoryKeeper
  /** A one-time token for the owner, or for somebody else who is known. */
  signInLink(userId?: string): Promise<string>
  readonly signIn: Identity
  /** Says where people reach it, once that is known. */
  serveAt(address: string): void
  readonly newId: () => string
  /** What the API keeps of an organisation. */
  readonly keepersOf: (orgId: string) => Keepers
  /** Runs that outlive a process, of the kinds given. */
  openRuns(kinds: readonly RunKind[]): Promise<Runs>
  /** What became of runs; reading it works on none. */
  readonly runs: Pick<RunJournal, 'list' | 'askStop'>
  readonly events: KnownEvents
  readonly snoozes: Snoozes
  readonly goals: Goals
  readonly audit: Audit
  readonly retention: Retention
  /** Takes away what is of a person. @throws `store/no-person`, `store/forget-yourself` */
  forget(userId: string, by: string): Promise<Forgotten>
  /** Takes away what every organisation wants kept no longer. */
  takeAwayOld(): Promise<void>
  readonly secrets: SecretKeeper
  /** Published slices, and projects as they are in use. */
  readonly slices: LiveSlices
  readonly rawRequests: RawKeeper
  /** Writes all metadata to a file. */
  backup(file: string): Promise<Carried>
}

/** Where this installation keeps its metadata: DATABASE_URL (or what it refers to), or its state folder. */
export async function placeOf(effects: Effects): Promise<Place> {
  const { env, stateDir } = effects
  const url = env['DATABASE_URL'] || undefined
  const dir = join(stateDir, 'store')
  return { dir, url: url !== undefined && isReference(url) ? await outsideResolver(effects)(url) : url }
}

/** Who may sign in, and where people reach it: NUMIZE_URL, or wherever the server listens. */
function identityOf(
  store: Store,
  { sealer, resolve }: Pick<SecretKeeper, 'sealer' | 'resolve'>,
  { env, clock }: Effects,
): Pick<Installation, 'signIn' | 'serveAt'> {
  let address = env['NUMIZE_URL'] || 'http://localhost:4173'
  return {
    signIn: createIdentity({
      store,
      sealer,
      resolve: (_orgId, reference) => resolve(reference),
      clock,
      address: () => address,
      defaultOrg: ORG,
    }),
    serveAt: (at) => {
      address = env['NUMIZE_URL'] || at
    },
  }
}

/** Opens the store of this installation. @throws `store/locked` when another process has it. */
export async function openInstallation(effects: Effects): Promise<Installation> {
  mkdirSync(effects.stateDir, { recursive: true, mode: 0o700 })
  const store = await openStore({
    ...(await placeOf(effects)),
    clock: effects.clock,
    auditKeys: await auditKeys(effects),
    anchors: anchorPlaces(effects),
    onError: (error) => effects.err(`${error instanceof Error ? error.message : String(error)}\n`),
  })
  await store.addOrg(ORG, 'This installation')
  const org = store.org(ORG)
  const secrets = await openSecretKeeper(
    { secrets: org.secrets, store, audit: (entry) => org.audit.append(entry), orgId: ORG },
    effects,
  )
  const { signIn, serveAt } = identityOf(store, secrets, effects)
  const owner: Principal = { orgId: ORG, userId: userInfo().username, roles: ['admin'], attributes: {} }
  if ((await org.users.find(owner.userId)) === null)
    await org.users.save({ ...owner, name: owner.userId, email: null })
  return {
    owner,
    principal: (userId) => principalOf(userId, org),
    saveUser: (user) => org.users.save({ ...user, name: user.userId, email: null }),
    ledger: rememberResults(ledgerOf(org, effects.redactor)),
    threads: threadsOf(org),
    memory: memoryKeeperOf(org, effects.clock),
    signIn,
    serveAt,
    signInLink: (userId = owner.userId) => signIn.operator.link(ORG, userId),
    newId: randomUUID,
    keepersOf: (orgId) => keepersOf(store.org(orgId), effects.clock, anchorsFile(effects)),
    openRuns: (kinds) =>
      openRuns({
        store,
        kinds,
        clock: effects.clock,
        onError: (error) =>
          effects.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
      }),
    runs: org.runs,
    events: org.knownEvents,
    snoozes: org.snoozes,
    goals: org.goals,
    audit: org.audit,
    retention: org.retention,
    takeAwayOld: async () => {
      for (const { orgId } of await store.orgs()) await store.org(orgId).retention.run()
    },
    secrets,
    forget: (userId, by) => org.forget(userId, by),
    slices: liveSlices(sliceKeeperOf(org, effects.clock)),
    rawRequests: rawKeeperOf(org, effects.clock),
    backup: (file) => store.backup(file),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

async function principalOf(userId: string, org: Org): Promise<Principal> {
  const user = await org.users.find(userId)
  if (user) {
    const approvals = approvalsOf(await approvedFor(org, userId), userId)
    return { orgId: ORG, userId, roles: user.roles, attributes: user.attributes, approvals }
  }
  const known = (await org.users.list()).map((other) => other.userId)
  throw cliError('unknown-user', { user: userId, known })
}

/** A secret that stood in a statement or an address does not enter the audit. */
const ledgerOf = (org: Org, redactor: Redactor | undefined): Ledger => ({
  findResult: async (runHash, policies) => (await org.results.get({ runHash, policies })) as Result | null,
  keepResult: (result, policies) => org.results.put({ runHash: result.runHash, policies }, result),
  audit: async (entry) => {
    const text = JSON.stringify(entry)
    await org.audit.append(JSON.parse(redactor?.clean(text) ?? text) as Json)
  },
})

const threadsOf = (org: Org): ThreadKeeper => ({
  threads: async (userId, project) =>
    (await org.threads.list(userId, project)).map(({ threadId, title, updatedAt }) => ({
      id: threadId,
      title,
      updatedAt,
    })),
  turns: async (threadId, userId) =>
    (await org.threads.find(threadId, userId)) === null
      ? null
      : ((await org.threads.turns(threadId, userId)) as Turn[]),
  turn: async (turnId, userId) => (await org.threads.turn(turnId, userId)) as Turn | null,
  keep: async (turn, { userId, project }) => {
    const thread = { threadId: turn.threadId, userId, project, title: titleOf(turn.question) }
    await org.threads.addTurn({ ...thread, turnId: turn.id, body: turn })
  },
})

const titleOf = (question: string): string =>
  question.length <= TITLE_LENGTH ? question : `${question.slice(0, TITLE_LENGTH - 1)}…`
