import { batched } from './batched.ts'
import { type Bound, isoNow } from './bound.ts'

/** What is kept of questions and of what people made of their answers; bodies are any JSON. */
export interface Memory {
  /** Notes the question of a run; the latest of a run is kept. */
  noteAsked(asked: Omit<AskedRow, 'askedAt'>): Promise<void>
  /** The question of a run, by its hash or the beginning of it; null where none or several begin so. */
  asked(project: string, run: string): Promise<AskedRow | null>
  /** Drops questions asked before a moment (ISO, UTC). */
  dropAsked(before: string): Promise<void>
  remember(entry: Omit<MemoryRow, 'createdAt'>): Promise<void>
  /** Oldest first. */
  memories(project: string): Promise<readonly MemoryRow[]>
  /** Another text after every change of a project's memories. */
  version(project: string): Promise<string>
  /** False where there is none of that id. */
  forget(project: string, memoryId: string): Promise<boolean>
  addReview(review: Omit<ReviewRow, 'createdAt'>): Promise<void>
  /** Those nobody settled, oldest first. */
  openReviews(project: string): Promise<readonly ReviewRow[]>
  /** False where no open one has that id. */
  settle(project: string, reviewId: string, by: string): Promise<boolean>
}

export interface AskedRow {
  readonly project: string
  readonly runHash: string
  readonly slice: string
  readonly userId: string
  readonly body: unknown
  readonly askedAt: string
}

export interface MemoryRow {
  readonly memoryId: string
  readonly project: string
  readonly slice: string
  readonly kind: 'answer' | 'synonym' | 'filter'
  readonly userId: string
  readonly body: unknown
  readonly createdAt: string
}

export interface ReviewRow {
  readonly reviewId: string
  readonly project: string
  readonly slice: string
  readonly runHash: string
  readonly verdict: 'up' | 'down'
  readonly userId: string
  readonly body: unknown
  readonly createdAt: string
}

export const memoryOf = (bound: Bound): Memory => ({
  ...questionsOf(bound),
  ...memoriesOf(bound),
  ...reviewsOf(bound),
})

type Noted = Omit<AskedRow, 'askedAt'>

/** Of several under one run the latest stays. */
async function noteAll(bound: Bound, noted: readonly Noted[]): Promise<readonly null[]> {
  const latest = new Map(noted.map((one) => [`${one.project} ${one.runHash}`, one]))
  await bound.db
    .insertInto('asked_questions')
    .values(
      [...latest.values()].map(({ project, runHash, slice, userId, body }) => ({
        org_id: bound.orgId,
        project,
        run_hash: runHash,
        slice,
        user_id: userId,
        body: JSON.stringify(body),
        asked_at: isoNow(bound),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'project', 'run_hash']).doUpdateSet((is) => ({
        slice: is.ref('excluded.slice'),
        user_id: is.ref('excluded.user_id'),
        body: is.ref('excluded.body'),
        asked_at: is.ref('excluded.asked_at'),
      })),
    )
    .execute()
  return noted.map(() => null)
}

function noting(bound: Bound): Memory['noteAsked'] {
  const note = batched((noted: readonly Noted[]) => noteAll(bound, noted))
  return async (asked) => {
    await note(asked)
  }
}

const questionsOf = (bound: Bound): Pick<Memory, 'noteAsked' | 'asked' | 'dropAsked'> => ({
  noteAsked: noting(bound),
  asked: async (project, run) => {
    if (!/^[\da-f]{6,64}$/.test(run)) return null
    const found = await bound.db
      .selectFrom('asked_questions')
      .select(['project', 'run_hash as runHash', 'slice', 'user_id as userId', 'body', 'asked_at as askedAt'])
      .where('org_id', '=', bound.orgId)
      .where('project', '=', project)
      .where('run_hash', 'like', `${run}%`)
      .limit(2)
      .execute()
    return found.length === 1 ? (found[0] ?? null) : null
  },
  dropAsked: async (before) => {
    await bound.db
      .deleteFrom('asked_questions')
      .where('org_id', '=', bound.orgId)
      .where('asked_at', '<', before)
      .execute()
  },
})

/** Versions asked for at the same time are read together. */
const versionsOf = (bound: Bound): Memory['version'] =>
  batched(async (projects: readonly string[]) => {
    const rows = await bound.db
      .selectFrom('memories')
      .select(({ fn }) => ['project', fn.countAll<number>().as('count'), fn.max('created_at').as('last')])
      .where('org_id', '=', bound.orgId)
      .where('project', 'in', [...new Set(projects)])
      .groupBy('project')
      .execute()
    const byProject = new Map(rows.map(({ project, count, last }) => [project, `${count} ${last}`]))
    return projects.map((project) => byProject.get(project) ?? '0 ')
  })

const memoriesOf = (bound: Bound): Pick<Memory, 'remember' | 'memories' | 'version' | 'forget'> => ({
  remember: async ({ memoryId, userId, body, ...entry }) => {
    await bound.db
      .insertInto('memories')
      .values({
        org_id: bound.orgId,
        memory_id: memoryId,
        user_id: userId,
        body: JSON.stringify(body),
        created_at: isoNow(bound),
        ...entry,
      })
      .execute()
  },
  memories: (project) =>
    bound.db
      .selectFrom('memories')
      .select([
        'memory_id as memoryId',
        'project',
        'slice',
        'kind',
        'user_id as userId',
        'body',
        'created_at as createdAt',
      ])
      .where('org_id', '=', bound.orgId)
      .where('project', '=', project)
      .orderBy('created_at')
      .orderBy('memory_id')
      .execute(),
  version: versionsOf(bound),
  forget: async (project, memoryId) => {
    const done = await bound.db
      .deleteFrom('memories')
      .where('org_id', '=', bound.orgId)
      .where('project', '=', project)
      .where('memory_id', '=', memoryId)
      .executeTakeFirst()
    return Number(done.numDeletedRows) > 0
  },
})

const reviewsOf = (bound: Bound): Pick<Memory, 'addReview' | 'openReviews' | 'settle'> => ({
  addReview: async ({ reviewId, runHash, userId, body, ...review }) => {
    await bound.db
      .insertInto('reviews')
      .values({
        org_id: bound.orgId,
        review_id: reviewId,
        run_hash: runHash,
        user_id: userId,
        body: JSON.stringify(body),
        created_at: isoNow(bound),
        ...review,
      })
      .execute()
  },
  openReviews: (project) =>
    bound.db
      .selectFrom('reviews')
      .select([
        'review_id as reviewId',
        'project',
        'slice',
        'run_hash as runHash',
        'verdict',
        'user_id as userId',
        'body',
        'created_at as createdAt',
      ])
      .where('org_id', '=', bound.orgId)
      .where('project', '=', project)
      .where('settled_at', 'is', null)
      .orderBy('created_at')
      .execute(),
  settle: async (project, reviewId, by) => {
    const done = await bound.db
      .updateTable('reviews')
      .set({ settled_at: isoNow(bound), settled_by: by })
      .where('org_id', '=', bound.orgId)
      .where('project', '=', project)
      .where('review_id', '=', reviewId)
      .where('settled_at', 'is', null)
      .executeTakeFirst()
    return Number(done.numUpdatedRows) > 0
  },
})
