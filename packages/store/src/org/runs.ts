import { randomUUID } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { RunState, Tables } from '../tables.ts'
import { type Bound, isoNow } from './bound.ts'

export interface RunRecord {
  readonly runId: string
  readonly kind: string
  readonly key: string
  readonly userId: string | null
  readonly input: unknown
  readonly state: RunState
  /** How often its work threw. */
  readonly failures: number
  readonly stopAsked: boolean
  readonly output: unknown
  /** `{code, message}` of the failure that ended it. */
  readonly error: unknown
  readonly createdAt: string
  readonly endedAt: string | null
}

/** A run as the one who works on it holds it: what it writes counts only while the lease is its own. */
export interface Held {
  readonly runId: string
  readonly lease: string
}

/** How a run ends, or (`waiting`) is left for another try. */
export interface Ending {
  readonly state: Exclude<RunState, 'running'>
  readonly output?: unknown
  readonly error?: unknown
  /** A run that waits is not tended before. */
  readonly retryInMs?: number
}

/** Runs, the journal of their steps and what they told. */
export interface RunJournal {
  /** The run of this kind and key, made now unless it exists. */
  add(run: { kind: string; key: string; userId: string | null; input: unknown }): Promise<RunRecord>
  find(runId: string): Promise<RunRecord | null>
  /** Newest first. */
  list(options?: RunFilter): Promise<readonly RunRecord[]>
  /** Takes a waiting run, or one whose holder gave no sign of life; null where there is nothing to take. */
  take(runId: string, leaseMs: number): Promise<(RunRecord & Held) | null>
  /** A sign of life. `lost` where another has taken it or it has ended, `stop` where somebody asked. */
  renew(held: Held, leaseMs: number): Promise<'held' | 'stop' | 'lost'>
  /** Writes a finished step down; false where the lease was lost. The first to finish a step counts. */
  finishStep(held: Held, step: string, output: unknown): Promise<boolean>
  /** Outputs by the names of finished steps. */
  steps(runId: string): Promise<ReadonlyMap<string, unknown>>
  /** False where the lease was lost. */
  tell(held: Held, body: unknown): Promise<boolean>
  events(runId: string, after?: number): Promise<readonly RunEvent[]>
  /** False where the lease was lost. */
  end(held: Held, ending: Ending): Promise<boolean>
  /** A waiting run ends at once; a running one ends at its holder's next sign of life. */
  askStop(runId: string): Promise<void>
  /** A run that was stopped or failed waits again, with its finished steps kept; false where it is in no such state. */
  resume(runId: string): Promise<boolean>
}

export interface RunFilter {
  readonly kind?: string
  readonly userId?: string
  readonly limit?: number
}

export interface RunEvent {
  /** 1, 2, 3 … within the run. */
  readonly seq: number
  readonly at: string
  readonly body: unknown
}

const columns = [
  'run_id as runId',
  'kind',
  'key',
  'user_id as userId',
  'input',
  'state',
  'failures',
  'stop_asked as stopAsked',
  'output',
  'error',
  'created_at as createdAt',
  'ended_at as endedAt',
] as const

export const runJournalOf = (bound: Bound): RunJournal => ({
  ...readingOf(bound),
  ...holdingOf(bound),
  add: (run) => add(bound, run),
  askStop: (runId) => askStop(bound, runId),
  resume: (runId) => resume(bound, runId),
})

const runsOf = ({ db, orgId }: Bound) => db.selectFrom('runs').select(columns).where('org_id', '=', orgId)

const readingOf = (bound: Bound): Pick<RunJournal, 'find' | 'list' | 'steps' | 'events'> => ({
  find: async (runId) => (await runsOf(bound).where('run_id', '=', runId).executeTakeFirst()) ?? null,
  list: ({ kind, userId, limit = 50 } = {}) =>
    runsOf(bound)
      .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
      .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
      .orderBy('created_at', 'desc')
      .orderBy('run_id')
      .limit(limit)
      .execute(),
  steps: async (runId) => {
    const rows = await bound.db
      .selectFrom('run_steps')
      .select(['step', 'output'])
      .where('org_id', '=', bound.orgId)
      .where('run_id', '=', runId)
      .execute()
    return new Map(rows.map(({ step, output }) => [step, output]))
  },
  events: (runId, after = 0) =>
    bound.db
      .selectFrom('run_events')
      .select(['seq', 'at', 'body'])
      .where('org_id', '=', bound.orgId)
      .where('run_id', '=', runId)
      .where('seq', '>', after)
      .orderBy('seq')
      .execute(),
})

async function add(
  bound: Bound,
  { kind, key, userId, input }: Parameters<RunJournal['add']>[0],
): Promise<RunRecord> {
  const { db, orgId } = bound
  await db
    .insertInto('runs')
    .values({
      org_id: orgId,
      run_id: randomUUID(),
      kind,
      key,
      user_id: userId,
      input: json(input),
      state: 'waiting',
      created_at: isoNow(bound),
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'kind', 'key']).doNothing())
    .execute()
  return runsOf(bound).where('kind', '=', kind).where('key', '=', key).executeTakeFirstOrThrow()
}

async function askStop(bound: Bound, runId: string): Promise<void> {
  const mine = bound.db.updateTable('runs').where('org_id', '=', bound.orgId).where('run_id', '=', runId)
  await mine
    .set({ state: 'stopped', ended_at: isoNow(bound) })
    .where('state', '=', 'waiting')
    .execute()
  await mine.set({ stop_asked: true }).where('state', '=', 'running').execute()
}

async function resume({ db, orgId }: Bound, runId: string): Promise<boolean> {
  const waiting = await db
    .updateTable('runs')
    .set({ state: 'waiting', stop_asked: false, failures: 0, error: null, ended_at: null, lease_until: null })
    .where('org_id', '=', orgId)
    .where('run_id', '=', runId)
    .where('state', 'in', ['stopped', 'failed'])
    .returning('run_id')
    .executeTakeFirst()
  return waiting !== undefined
}

const holdingOf = (bound: Bound): Pick<RunJournal, 'take' | 'renew' | 'finishStep' | 'tell' | 'end'> => ({
  take: (runId, leaseMs) => take(bound, runId, leaseMs),
  renew: (held, leaseMs) => renew(bound, held, leaseMs),
  finishStep: (held, step, output) =>
    whileHeld(bound, held, async (trx) => {
      await trx
        .insertInto('run_steps')
        .values({ ...placeOf(bound, held), step, output: json(output), ended_at: isoNow(bound) })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }),
  tell: (held, body) =>
    whileHeld(bound, held, async (trx) => {
      const last = await trx
        .selectFrom('run_events')
        .select((select) => select.fn.max('seq').as('seq'))
        .where('org_id', '=', bound.orgId)
        .where('run_id', '=', held.runId)
        .executeTakeFirst()
      const seq = (last?.seq ?? 0) + 1
      await trx
        .insertInto('run_events')
        .values({ ...placeOf(bound, held), seq, body: json(body), at: isoNow(bound) })
        .execute()
    }),
  end: (held, ending) => whileHeld(bound, held, (trx) => end({ ...bound, db: trx }, held, ending)),
})

/** Takes a run for as long as its lease lasts. Only one of several takers gets it. */
async function take(bound: Bound, runId: string, leaseMs: number): Promise<(RunRecord & Held) | null> {
  const lease = randomUUID()
  const taken = await bound.db
    .updateTable('runs')
    .set({ state: 'running', lease, lease_until: until(bound, leaseMs) })
    .where('org_id', '=', bound.orgId)
    .where('run_id', '=', runId)
    .where((is) =>
      is.or([
        is('state', '=', 'waiting'),
        is.and([is('state', '=', 'running'), is('lease_until', '<', isoNow(bound))]),
      ]),
    )
    .returning(columns)
    .executeTakeFirst()
  return taken === undefined ? null : { ...taken, lease }
}

async function renew(
  bound: Bound,
  { runId, lease }: Held,
  leaseMs: number,
): Promise<'held' | 'stop' | 'lost'> {
  const renewed = await bound.db
    .updateTable('runs')
    .set({ lease_until: until(bound, leaseMs) })
    .where('org_id', '=', bound.orgId)
    .where('run_id', '=', runId)
    .where('state', '=', 'running')
    .where('lease', '=', lease)
    .returning('stop_asked')
    .executeTakeFirst()
  if (renewed === undefined) return 'lost'
  return renewed.stop_asked ? 'stop' : 'held'
}

async function end(bound: Bound, { runId }: Held, ending: Ending): Promise<void> {
  const { state, output, error, retryInMs } = ending
  const over = state !== 'waiting'
  await bound.db
    .updateTable('runs')
    .set((is) => ({
      state,
      output: json(output),
      error: json(error),
      lease: null,
      lease_until: retryInMs === undefined ? null : until(bound, retryInMs),
      failures: error === undefined ? is.ref('failures') : is('failures', '+', 1),
      ended_at: over ? isoNow(bound) : null,
    }))
    .where('org_id', '=', bound.orgId)
    .where('run_id', '=', runId)
    .execute()
}

/** Writes in one transaction with the proof that the lease is still the writer's. */
const whileHeld = (
  { db, orgId }: Bound,
  { runId, lease }: Held,
  work: (trx: Transaction<Tables>) => Promise<void>,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const held = await trx
      .selectFrom('runs')
      .select('run_id')
      .where('org_id', '=', orgId)
      .where('run_id', '=', runId)
      .where('state', '=', 'running')
      .where('lease', '=', lease)
      .forUpdate()
      .executeTakeFirst()
    if (held === undefined) return false
    await work(trx)
    return true
  })

const placeOf = ({ orgId }: Bound, { runId }: Held) => ({ org_id: orgId, run_id: runId })

const json = (value: unknown): string => JSON.stringify(value ?? null)

const until = ({ clock }: Bound, leaseMs: number): string => new Date(clock.now() + leaseMs).toISOString()

/** Runs of all organisations that nobody works on: waiting ones, and those whose holder gave no sign of life. */
export const untendedRuns = async (
  db: Kysely<Tables>,
  now: string,
): Promise<readonly { readonly orgId: string; readonly runId: string }[]> =>
  db
    .selectFrom('runs')
    .select(['org_id as orgId', 'run_id as runId'])
    .where((is) =>
      is.or([
        is.and([is('state', '=', 'waiting'), is('lease_until', 'is', null)]),
        is.and([is('state', 'in', ['waiting', 'running']), is('lease_until', '<', now)]),
      ]),
    )
    .orderBy('created_at')
    .execute()
