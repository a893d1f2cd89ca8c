import { sql } from 'kysely'
import { type Bound, isoNow } from './bound.ts'

/** Something that happened: a price change, a campaign, an outage. */
export interface KnownEvent {
  readonly name: string
  /** `YYYY-MM-DD`, local. */
  readonly day: string
  /** The last day of it, included; null for one day. */
  readonly until: string | null
  readonly note: string | null
}

/** The timeline of a project: what people know to have happened. */
export interface KnownEvents {
  /** Replaces the event of that name and day. */
  save(project: string, event: KnownEvent, userId: string): Promise<void>
  /** By day. */
  list(project: string): Promise<readonly KnownEvent[]>
  /** How many were removed: every day of that name. */
  remove(project: string, name: string): Promise<number>
}

export const knownEventsOf = (bound: Bound): KnownEvents => ({
  save: async (project, { name, day, until, note }, userId) => {
    const values = { until_day: until, note, user_id: userId, created_at: isoNow(bound) }
    await bound.db
      .insertInto('known_events')
      .values({ org_id: bound.orgId, project, name, day, ...values })
      .onConflict((conflict) => conflict.columns(['org_id', 'project', 'name', 'day']).doUpdateSet(values))
      .execute()
  },
  list: (project) =>
    bound.db
      .selectFrom('known_events')
      .select([
        'name',
        sql<string>`day::text`.as('day'),
        sql<string | null>`until_day::text`.as('until'),
        'note',
      ])
      .where('org_id', '=', bound.orgId)
      .where('project', '=', project)
      .orderBy('known_events.day')
      .orderBy('name')
      .execute(),
  remove: async (project, name) => {
    const removed = await bound.db
      .deleteFrom('known_events')
      .where('org_id', '=', bound.orgId)
      .where('project', '=', project)
      .where('name', '=', name)
      .executeTakeFirst()
    return Number(removed.numDeletedRows)
  },
})
