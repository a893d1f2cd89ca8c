import { type Bound, isoNow } from './bound.ts'

/** A kind of run that starts by the clock. */
export interface Schedule {
  /** Unique within the organisation. */
  readonly name: string
  readonly kind: string
  /** Five fields, read in `timeZone`. */
  readonly cron: string
  readonly timeZone: string
  readonly userId: string | null
  readonly input: unknown
}

export interface Schedules {
  /** Replaces the schedule of that name. */
  save(schedule: Schedule): Promise<void>
  list(): Promise<readonly Schedule[]>
  remove(name: string): Promise<void>
}

export const schedulesOf = (bound: Bound): Schedules => ({
  save: async ({ name, kind, cron, timeZone, userId, input }) => {
    const values = { kind, cron, time_zone: timeZone, user_id: userId, input: JSON.stringify(input) }
    await bound.db
      .insertInto('schedules')
      .values({ org_id: bound.orgId, name, ...values, created_at: isoNow(bound) })
      .onConflict((conflict) => conflict.columns(['org_id', 'name']).doUpdateSet(values))
      .execute()
  },
  list: () =>
    bound.db
      .selectFrom('schedules')
      .select(['name', 'kind', 'cron', 'time_zone as timeZone', 'user_id as userId', 'input'])
      .where('org_id', '=', bound.orgId)
      .orderBy('name')
      .execute(),
  remove: async (name) => {
    await bound.db
      .deleteFrom('schedules')
      .where('org_id', '=', bound.orgId)
      .where('name', '=', name)
      .execute()
  },
})
