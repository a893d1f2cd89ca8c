import { fail } from '../errors.ts'
import { type Bound, isoNow } from './bound.ts'

/** What was published of slices; bodies are any JSON. */
export interface SliceVersions {
  /** All versions of all slices of a project, by slice and then by number. */
  list(project: string): Promise<readonly SliceVersionRow[]>
  /** Keeps the next version of a slice. @throws `store/taken` where somebody published at the same moment */
  add(version: Omit<SliceVersionRow, 'version' | 'createdAt'>): Promise<SliceVersionRow>
}

export interface SliceVersionRow {
  readonly project: string
  readonly slice: string
  /** From 1. */
  readonly version: number
  readonly userId: string
  readonly body: unknown
  readonly createdAt: string
}

export const sliceVersionsOf = (bound: Bound): SliceVersions => ({
  list: (project) =>
    bound.db
      .selectFrom('slice_versions')
      .select(['project', 'slice', 'version', 'user_id as userId', 'body', 'created_at as createdAt'])
      .where('org_id', '=', bound.orgId)
      .where('project', '=', project)
      .orderBy('slice')
      .orderBy('version')
      .execute(),
  add: async ({ project, slice, userId, body }) => {
    const last = await bound.db
      .selectFrom('slice_versions')
      .select(({ fn }) => fn.max('version').as('version'))
      .where('org_id', '=', bound.orgId)
      .where('project', '=', project)
      .where('slice', '=', slice)
      .executeTakeFirst()
    const version = (last?.version ?? 0) + 1
    const createdAt = isoNow(bound)
    const values = { version, user_id: userId, body: JSON.stringify(body), created_at: createdAt }
    const added = await bound.db
      .insertInto('slice_versions')
      .values({ org_id: bound.orgId, project, slice, ...values })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (Number(added.numInsertedOrUpdatedRows) === 0) throw fail('taken', { slice, version })
    return { project, slice, version, userId, body, createdAt }
  },
})
