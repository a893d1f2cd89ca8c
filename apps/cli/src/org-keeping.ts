import { randomUUID } from 'node:crypto'
import type { Principal, RawApproval, RawKeeper } from '@numize/access'
import { type Ledger, rememberResults } from '@numize/ask'
import type { MemoryKeeper, ThreadKeeper, Turn } from '@numize/assistant'
import type { Json } from '@numize/base'
import type { Redactor } from '@numize/secrets'
import type { Result } from '@numize/semantic'
import type { Keepers } from '@numize/server'
import type { Audit, Forgotten, Goals, KnownEvents, Org, Retention, RunJournal, Snoozes } from '@numize/store'
import { anchorsFile } from './audit-outside.ts'
import type { Effects } from './effects.ts'
import { cliError } from './errors.ts'
import { keepersOf } from './keepers.ts'
import { memoryKeeperOf } from './memory-keeper.ts'
import type { SecretKeeper } from './secret-keeper.ts'
import { approvalsIn } from './slices/approvals.ts'
import { type LiveSlices, liveSlices } from './slices/live-slices.ts'
import { rawKeeperOf, sliceKeeperOf } from './slices/slice-keepers.ts'

const TITLE_LENGTH = 80

/** What one organisation keeps, in the shapes the packages above the store ask for. Nothing of it reaches another. */
export interface OrgKeeping {
  /** Whoever owns the machine, in this organisation. */
  readonly owner: Principal
  /** @throws `cli/unknown-user` */
  principal(userId: string): Promise<Principal>
  saveUser(user: Omit<Principal, 'orgId'>): Promise<void>
  readonly ledger: Ledger
  readonly threads: ThreadKeeper
  readonly memory: MemoryKeeper
  readonly newId: () => string
  /** What the API keeps. */
  readonly keepers: Keepers
  /** What became of runs; reading it works on none. */
  readonly runs: Pick<RunJournal, 'list' | 'askStop'>
  readonly events: KnownEvents
  readonly snoozes: Snoozes
  readonly goals: Goals
  readonly audit: Audit
  readonly retention: Retention
  /** Takes away what is of a person. @throws `store/no-person`, `store/forget-yourself` */
  forget(userId: string, by: string): Promise<Forgotten>
  readonly secrets: SecretKeeper
  /** Published slices, and projects as they are in use. */
  readonly slices: LiveSlices
  readonly rawRequests: RawKeeper
  /** What somebody may see unmasked. */
  approvals(userId: string): Promise<readonly RawApproval[]>
}

interface Around {
  readonly effects: Effects
  readonly secrets: SecretKeeper
  /** Of the operating-system user who started it. */
  readonly ownerId: string
}

export function orgKeeping(org: Org, { effects, secrets, ownerId }: Around): OrgKeeping {
  const { clock } = effects
  const approvals = approvalsIn(org)
  return {
    owner: { orgId: org.orgId, userId: ownerId, roles: ['admin'], attributes: {} },
    principal: async (userId) => ({
      ...(await principalOf(userId, org)),
      approvals: await approvals.of(userId),
    }),
    saveUser: (user) => org.users.save({ ...user, name: user.userId, email: null }),
    ledger: rememberResults(ledgerOf(org, effects.redactor)),
    threads: threadsOf(org),
    memory: memoryKeeperOf(org, clock),
    newId: randomUUID,
    keepers: keepersOf(org, clock, anchorsFile(effects)),
    runs: org.runs,
    events: org.knownEvents,
    snoozes: org.snoozes,
    goals: org.goals,
    audit: org.audit,
    retention: org.retention,
    forget: (userId, by) => org.forget(userId, by),
    secrets,
    slices: liveSlices(sliceKeeperOf(org, clock)),
    rawRequests: approvals.heeding(rawKeeperOf(org, clock)),
    approvals: (userId) => approvals.of(userId),
  }
}

async function principalOf(userId: string, org: Org): Promise<Principal> {
  const user = await org.users.find(userId)
  if (user) return { orgId: org.orgId, userId, roles: user.roles, attributes: user.attributes }
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
