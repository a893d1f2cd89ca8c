import type { ExpressionBuilder } from 'kysely'
import type { Tables } from '../tables.ts'
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
  /** Adds a turn (any JSON) at the end of a thread. */
  addTurn(turn: { turnId: string; threadId: string; body: unknown }): Promise<void>
  /** Bodies in order. */
  turns(threadId: string, userId: string): Promise<readonly unknown[]>
  turn(turnId: string, userId: string): Promise<unknown>
}

export function threadsOf(bound: Bound): Threads {
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
    addTurn: (turn) => addTurn(bound, turn),
    turns: async (threadId, userId) => {
      const rows = await turns(userId)
        .where('turns.thread_id', '=', threadId)
        .orderBy('turns.position')
        .execute()
      return rows.map(({ body }) => body)
    },
    turn: async (turnId, userId) =>
      (await turns(userId).where('turns.turn_id', '=', turnId).executeTakeFirst())?.body ?? null,
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

const addTurn = (bound: Bound, turn: Parameters<Threads['addTurn']>[0]): Promise<void> =>
  bound.db.transaction().execute(async (trx) => {
    const { turnId, threadId, body } = turn
    const at = isoNow(bound)
    const row = { org_id: bound.orgId, turn_id: turnId, thread_id: threadId }
    await trx
      .insertInto('turns')
      .values({ ...row, body: JSON.stringify(body), created_at: at })
      .execute()
    await trx
      .updateTable('threads')
      .set({ updated_at: at })
      .where('org_id', '=', bound.orgId)
      .where('thread_id', '=', threadId)
      .execute()
  })
