import { sql } from 'kysely'
import { type Bound, isoNow } from './bound.ts'

/** An anomaly nobody wants to hear of before a day. */
export interface SnoozeRow {
  readonly metric: string
  /** `dimension=value`; null is all of the metric. */
  readonly segment: string | null
  /** `YYYY-MM-DD`. */
  readonly until: string
}

export interface Snoozes {
  /** Replaces the snooze of that metric and segment. */
  save(project: string, snooze: SnoozeRow, userId: string): Promise<void>
  list(project: string): Promise<readonly SnoozeRow[]>
}

export const snoozesOf = (bound: Bound): Snoozes => ({
  save: async (project, { metric, segment, until }, userId) => {
    const values = { until_day: until, user_id: userId, created_at: isoNow(bound) }
    await bound.db
      .insertInto('snoozes')
      .values({ org_id: bound.orgId, project, metric, segment: segment ?? '', ...values })
      .onConflict((conflict) =>
        conflict.columns(['org_id', 'project', 'metric', 'segment']).doUpdateSet(values),
      )
      .execute()
  },
  list: async (project) => {
    const rows = await bound.db
      .selectFrom('snoozes')
      .select(['metric', 'segment', sql<string>`until_day::text`.as('until')])
      .where('org_id', '=', bound.orgId)
      .where('project', '=', project)
      .orderBy('metric')
      .orderBy('segment')
      .execute()
    return rows.map((row) => ({ ...row, segment: row.segment || null }))
  },
})
