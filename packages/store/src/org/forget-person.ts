import { sql, type Transaction } from 'kysely'
import { type AuditBound, appendWithin } from '../audit/append-entry.ts'
import { fail } from '../errors.ts'
import type { Tables } from '../tables.ts'

/** Stands where a person was. */
export const NOBODY = 'forgotten'

/**
 * What becomes of every column that names a person: `delete` takes the row away, for it is theirs; `detach` puts nobody
 * in their place, for it is the organisation's. A column that names people and is not here fails a test.
 */
const COLUMNS = {
  'threads.user_id': 'delete',
  'memories.user_id': 'delete',
  'reviews.user_id': 'delete',
  'asked_questions.user_id': 'delete',
  'sign_in_links.user_id': 'delete',
  'sessions.user_id': 'delete',
  'runs.user_id': 'delete',
  'schedules.user_id': 'delete',
  'snoozes.user_id': 'detach',
  'goals.user_id': 'detach',
  'known_events.user_id': 'detach',
  'reviews.settled_by': 'detach',
  'retention_policies.set_by': 'detach',
  // Their key goes with it: what the audit holds of them cannot be read any more.
  'audit_people.user_id': 'delete',
  // Last: others refer to it.
  'users.user_id': 'delete',
} as const satisfies Readonly<Record<string, 'delete' | 'detach'>>

export const PERSON_COLUMNS: readonly string[] = Object.keys(COLUMNS)

export interface Forgotten {
  /** Rows that were taken away, or in which nobody stands now. */
  readonly rows: number
  /** Entries of the audit that an older version wrote with the name in clear; they go with their age. */
  readonly namedInAudit: number
}

/**
 * Takes away what is of a person: conversations, memories, sessions, e-mail, name and attributes. The audit keeps that
 * something was done, and stays verifiable; by whom and with what words is destroyed.
 * @throws `store/no-person`, `store/forget-yourself`
 */
export async function forgetPerson(bound: AuditBound, userId: string, by: string): Promise<Forgotten> {
  if (userId === by) throw fail('forget-yourself')
  const { orgId } = bound
  const done = await bound.db.transaction().execute(async (trx) => {
    await mustExist(trx, orgId, userId)
    const told = await appendWithin(trx, bound, { action: 'forget-person', userId: by, aboutUserId: userId })
    let rows = 0
    for (const [column, what] of Object.entries(COLUMNS))
      rows += await clear(trx, column, { what, orgId, userId })
    const { rows: named } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM audit
      WHERE org_id = ${orgId} AND key_id IS NULL AND entry ->> 'userId' = ${userId}`.execute(trx)
    return { told, forgotten: { rows, namedInAudit: named[0]?.count ?? 0 } }
  })
  bound.onAppended({ orgId, seq: done.told.seq, hash: done.told.hash })
  return done.forgotten
}

async function mustExist(trx: Transaction<Tables>, orgId: string, userId: string): Promise<void> {
  const named = trx.selectFrom('users').where('org_id', '=', orgId)
  const found = await named.select('user_id').where('user_id', '=', userId).executeTakeFirst()
  if (!found) throw fail('no-person', { userId })
}

interface Clearing {
  readonly what: 'delete' | 'detach'
  readonly orgId: string
  readonly userId: string
}

async function clear(trx: Transaction<Tables>, place: string, clearing: Clearing): Promise<number> {
  const [table = '', column = ''] = place.split('.')
  const { what, orgId, userId } = clearing
  const theirs = sql`WHERE org_id = ${orgId} AND ${sql.ref(column)} = ${userId}`
  const done =
    what === 'delete'
      ? await sql`DELETE FROM ${sql.table(table)} ${theirs}`.execute(trx)
      : await sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${NOBODY} ${theirs}`.execute(trx)
  return Number(done.numAffectedRows ?? 0)
}
