import { type Bound, isoNow } from './bound.ts'

/** Goals of a project, by name; what a goal holds is JSON here. */
export interface Goals {
  /** Replaces the goal of that name. */
  save(project: string, name: string, body: unknown, userId: string): Promise<void>
  /** Bodies, oldest first. */
  list(project: string): Promise<readonly unknown[]>
  /** How many were removed. */
  remove(project: string, name: string): Promise<number>
}

export const goalsOf = (bound: Bound): Goals => ({
  save: async (project, name, body, userId) => {
    const values = { body: JSON.stringify(body), user_id: userId, created_at: isoNow(bound) }
    await bound.db
      .insertInto('goals')
      .values({ org_id: bound.orgId, project, name, ...values })
      .onConflict((conflict) => conflict.columns(['org_id', 'project', 'name']).doUpdateSet(values))
      .execute()
  },
  list: async (project) => {
    const rows = await bound.db
      .selectFrom('goals')
      .select('body')
      .where('org_id', '=', bound.orgId)
      .where('project', '=', project)
      .orderBy('created_at')
      .orderBy('name')
      .execute()
    return rows.map(({ body }) => body)
  },
  remove: async (project, name) => {
    const removed = await bound.db
      .deleteFrom('goals')
      .where('org_id', '=', bound.orgId)
      .where('project', '=', project)
      .where('name', '=', name)
      .executeTakeFirst()
    return Number(removed.numDeletedRows)
  },
})
