import { sql } from 'kysely'
import type { Bound } from './bound.ts'

export interface LockRule {
  /** How many failures within `windowMs` lock a subject. */
  readonly most: number
  readonly windowMs: number
  readonly lockMs: number
}

/** Failed sign-ins of accounts and addresses, whether these exist or not; a restart forgets none. */
export interface Failures {
  /** The latest moment (ms) until which one of the subjects is locked; null where none is. */
  lockedUntil(subjects: readonly string[]): Promise<number | null>
  /** Counts an attempt before its outcome is known, so that many at once count as many; locks when there are too many. */
  count(subject: string, rule: LockRule): Promise<void>
  /** Takes one count back. */
  forgive(subject: string): Promise<void>
  clear(subject: string): Promise<void>
}

export const failuresOf = ({ db, orgId, clock }: Bound): Failures => ({
  lockedUntil: async (subjects) => {
    const found = await db
      .selectFrom('sign_in_failures')
      .select('locked_until as until')
      .where('org_id', '=', orgId)
      .where('subject', 'in', subjects)
      .where('locked_until', '>', iso(clock.now()))
      .orderBy('locked_until', 'desc')
      .executeTakeFirst()
    return found?.until ? Date.parse(found.until) : null
  },
  count: async (subject, { most, windowMs, lockMs }) => {
    const now = clock.now()
    const old = iso(now - windowMs)
    await db
      .deleteFrom('sign_in_failures')
      .where('org_id', '=', orgId)
      .where('since', '<', old)
      .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', iso(now))]))
      .execute()
    const locked = iso(now + lockMs)
    await db
      .insertInto('sign_in_failures')
      .values({ org_id: orgId, subject, failures: 1, since: iso(now), locked_until: null })
      .onConflict((conflict) =>
        conflict.columns(['org_id', 'subject']).doUpdateSet({
          failures: sql`sign_in_failures.failures + 1`,
          locked_until: sql`CASE WHEN sign_in_failures.failures + 1 >= ${most}::int
            THEN ${locked}::timestamptz ELSE sign_in_failures.locked_until END`,
        }),
      )
      .execute()
  },
  forgive: async (subject) => {
    await db
      .updateTable('sign_in_failures')
      .set({ failures: sql`greatest(failures - 1, 0)` })
      .where('org_id', '=', orgId)
      .where('subject', '=', subject)
      .execute()
  },
  clear: async (subject) => {
    await db
      .deleteFrom('sign_in_failures')
      .where('org_id', '=', orgId)
      .where('subject', '=', subject)
      .execute()
  },
})

const iso = (moment: number): string => new Date(moment).toISOString()
