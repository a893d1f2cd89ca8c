import { type Bound, isoNow } from './bound.ts'

/** Who asked to see a personal column unmasked, and what was decided. */
export interface RawRequests {
  add(request: RawRequestNew): Promise<void>
  /** Oldest first. */
  list(project: string): Promise<readonly RawRequestRow[]>
  /** Those of one person that were approved and end after now, in every project. */
  approved(userId: string): Promise<readonly RawRequestRow[]>
  /** `until` null = refused. A second decision replaces the first. False where there is no such request in the project. */
  decide(project: string, requestId: string, by: string, until: string | null): Promise<boolean>
}

export type RawRequestNew = Pick<
  RawRequestRow,
  'requestId' | 'project' | 'slice' | 'dimension' | 'userId' | 'why'
>

export interface RawRequestRow {
  readonly requestId: string
  readonly project: string
  readonly slice: string
  /** `model.dimension`. */
  readonly dimension: string
  readonly userId: string
  readonly why: string
  readonly createdAt: string
  /** Null until decided. */
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  /** Null = not approved. */
  readonly until: string | null
}

const COLUMNS = [
  'request_id as requestId',
  'project',
  'slice',
  'dimension',
  'user_id as userId',
  'why',
  'created_at as createdAt',
  'decided_by as decidedBy',
  'decided_at as decidedAt',
  'until',
] as const

export const rawRequestsOf = (bound: Bound): RawRequests => ({
  add: async ({ requestId, userId, ...request }) => {
    await bound.db
      .insertInto('raw_requests')
      .values({
        org_id: bound.orgId,
        request_id: requestId,
        user_id: userId,
        created_at: isoNow(bound),
        ...request,
      })
      .execute()
  },
  list: (project) =>
    bound.db
      .selectFrom('raw_requests')
      .select(COLUMNS)
      .where('org_id', '=', bound.orgId)
      .where('project', '=', project)
      .orderBy('created_at')
      .orderBy('request_id')
      .execute(),
  approved: (userId) =>
    bound.db
      .selectFrom('raw_requests')
      .select(COLUMNS)
      .where('org_id', '=', bound.orgId)
      .where('user_id', '=', userId)
      .where('until', '>', isoNow(bound))
      .execute(),
  decide: async (project, requestId, by, until) => {
    const done = await bound.db
      .updateTable('raw_requests')
      .set({ decided_by: by, decided_at: isoNow(bound), until })
      .where('org_id', '=', bound.orgId)
      .where('project', '=', project)
      .where('request_id', '=', requestId)
      .executeTakeFirst()
    return Number(done.numUpdatedRows) > 0
  },
})
