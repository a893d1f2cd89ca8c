import type { ExpressionBuilder, Transaction } from 'kysely'
import { fail } from '../errors.ts'
import type { Tables } from '../tables.ts'
import { batched } from './batched.ts'
import { type Bound, isoNow } from './bound.ts'

export interface Thread {
  readonly threadId: string
  readonly userId: string
  readonly project: string
  readonly title: string
  /** What it was started with, any JSON. */
  readonly context: unknown
  readonly createdAt: string
  readonly updatedAt: string
}

export interface NewTurn extends Pick<Thread, 'threadId' | 'userId' | 'project' | 'title'> {
  readonly turnId: string
  readonly body: unknown
}

/** After which thread a page of threads, newest first, begins. */
export interface ThreadPlace {
  readonly updatedAt: string
  readonly threadId: string
}

/** Conversations of people. Every call names the owner: nobody reaches another's thread. */
export interface Threads {
  create(
    thread: Pick<Thread, 'threadId' | 'userId' | 'project' | 'title'> & { readonly context?: unknown },
  ): Promise<void>
  find(threadId: string, userId: string): Promise<Thread | null>
  /** Newest first. */
  list(userId: string, project: string): Promise<readonly Thread[]>
  /** Of all projects, newest first. */
  page(userId: string, options: { limit: number; after?: ThreadPlace }): Promise<readonly Thread[]>
  /**
   * Adds a turn (any JSON) at the end of its owner's thread, which is made now where there is none.
   * @throws `store/foreign-thread` where the thread is somebody else's
   */
  addTurn(turn: NewTurn): Promise<void>
  /** Bodies in order. */
  turns(threadId: string, userId: string): Promise<readonly unknown[]>
  turn(turnId: string, userId: string): Promise<unknown>
  /** Whether there was one of that person to rename. */
  rename(threadId: string, userId: string, title: string): Promise<boolean>
  /** Takes a thread away with its turns and the links to it; whether there was one of that person. */
  remove(threadId: string, userId: string): Promise<boolean>
}

export function threadsOf(bound: Bound): Threads {
  const addTurn = batched((turns: readonly NewTurn[]) => addTurns(bound, turns))
  const threads = () => selectThreads(bound)
  const turns = (userId: string) => selectTurns(bound, userId)
  return {
    create: (thread) => create(bound, thread),
    find: async (threadId, userId) =>
      (await threads().where('thread_id', '=', threadId).where('user_id', '=', userId).executeTakeFirst()) ??
      null,
    list: (userId, project) =>
      threads()
        .where('user_id', '=', userId)
        .where('project', '=', project)
        .orderBy('updated_at', 'desc')
        .execute(),
    page: (userId, { limit, after }) =>
      threads()
        .where('user_id', '=', userId)
        .$if(after !== undefined, (query) => query.where(isAfter(after ?? NOWHERE)))
        .orderBy('updated_at', 'desc')
        .orderBy('thread_id', 'desc')
        .limit(limit)
        .execute(),
    addTurn: async (turn) => {
      if (!(await addTurn(turn))) throw fail('foreign-thread')
    },
    turns: async (threadId, userId) => {
      const rows = await turns(userId)
        .where('turns.thread_id', '=', threadId)
        .orderBy('turns.position')
        .execute()
      return rows.map(({ body }) => body)
    },
    turn: async (turnId, userId) =>
      (await turns(userId).where('turns.turn_id', '=', turnId).executeTakeFirst())?.body ?? null,
    rename: async (threadId, userId, title) => {
      const { numUpdatedRows } = await bound.db
        .updateTable('threads')
        .set({ title })
        .where('org_id', '=', bound.orgId)
        .where('thread_id', '=', threadId)
        .where('user_id', '=', userId)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    remove: (threadId, userId) => remove(bound, threadId, userId),
  }
}

const NOWHERE: ThreadPlace = { updatedAt: 'infinity', threadId: '' }

const isAfter =
  ({ updatedAt, threadId }: ThreadPlace) =>
  (is: ExpressionBuilder<Tables, 'threads'>) =>
    is.or([
      is('updated_at', '<', updatedAt),
      is.and([is('updated_at', '=', updatedAt), is('thread_id', '<', threadId)]),
    ])

const selectThreads = ({ db, orgId }: Bound) =>
  db
    .selectFrom('threads')
    .select([
      'thread_id as threadId',
      'user_id as userId',
      'project',
      'title',
      'context',
      'created_at as createdAt',
      'updated_at as updatedAt',
    ])
    .where('org_id', '=', orgId)

const selectTurns = ({ db, orgId }: Bound, userId: string) =>
  db
    .selectFrom('turns')
    .innerJoin('threads', (join) =>
      join.onRef('threads.org_id', '=', 'turns.org_id').onRef('threads.thread_id', '=', 'turns.thread_id'),
    )
    .select('turns.body')
    .where('turns.org_id', '=', orgId)
    .where('threads.user_id', '=', userId)

const create = async (bound: Bound, thread: Parameters<Threads['create']>[0]): Promise<void> => {
  const { threadId, userId, project, title, context = null } = thread
  const at = isoNow(bound)
  const row = {
    org_id: bound.orgId,
    thread_id: threadId,
    user_id: userId,
    project,
    title,
    context: JSON.stringify(context),
  }
  await bound.db
    .insertInto('threads')
    .values({ ...row, created_at: at, updated_at: at })
    .execute()
}

const remove = ({ db, orgId }: Bound, threadId: string, userId: string): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('threads')
      .where('org_id', '=', orgId)
      .where('thread_id', '=', threadId)
      .where('user_id', '=', userId)
      .executeTakeFirst()
    if (numDeletedRows === 0n) return false
    await trx
      .deleteFrom('shares')
      .where('org_id', '=', orgId)
      .where('kind', '=', 'thread')
      .where('target_id', '=', threadId)
      .execute()
    return true
  })

/** Whether each was kept: not where its thread is somebody else's. */
const addTurns = (bound: Bound, turns: readonly NewTurn[]): Promise<readonly boolean[]> =>
  bound.db.transaction().execute(async (trx) => {
    const at = isoNow(bound)
    const own = await holdThreads(trx, bound.orgId, { turns, at })
    const isOwn = ({ threadId, userId }: NewTurn): boolean => own.get(threadId) === userId
    const kept = turns.filter(isOwn)
    if (kept.length > 0)
      await trx
        .insertInto('turns')
        .values(
          kept.map(({ turnId, threadId, body }) => ({
            org_id: bound.orgId,
            turn_id: turnId,
            thread_id: threadId,
            body: JSON.stringify(body),
            created_at: at,
          })),
        )
        .execute()
    return turns.map(isOwn)
  })

/** Owners by thread, of the threads that turns are added to, made or marked as changed now. */
async function holdThreads(
  trx: Transaction<Tables>,
  orgId: string,
  { turns, at }: { readonly turns: readonly NewTurn[]; readonly at: string },
): Promise<ReadonlyMap<string, string>> {
  const first = new Map(turns.toReversed().map((turn) => [turn.threadId, turn]))
  const rows = [...first.values()].map(({ threadId, userId, project, title }) => ({
    org_id: orgId,
    thread_id: threadId,
    user_id: userId,
    project,
    title,
    context: null,
    created_at: at,
    updated_at: at,
  }))
  const held = await trx
    .insertInto('threads')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'thread_id'])
        .doUpdateSet((is) => ({ updated_at: is.ref('excluded.updated_at') }))
        .whereRef('threads.user_id', '=', 'excluded.user_id'),
    )
    .returning(['thread_id as threadId', 'user_id as userId'])
    .execute()
  return new Map(held.map(({ threadId, userId }) => [threadId, userId]))
}
