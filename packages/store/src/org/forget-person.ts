import { type RawBuilder, sql, type Transaction } from 'kysely'
import { type AuditBound, appendWithin } from '../audit/append-entry.ts'
import { fail } from '../errors.ts'
import type { Tables } from '../tables.ts'

/** Stands where a person was. */
const NOBODY = '(forgotten)'

/** `deleteWhere`: the rows that are theirs alone; the others are detached. */
type Treatment = 'delete' | 'detach' | { readonly deleteWhere: string }

/**
 * What becomes of the columns that name people: `delete` takes the row away, for it is theirs; `detach` puts nobody in
 * their place, for it is the organisation's. Columns that are not here: those that go with the user go; where the person
 * is part of the key the row is theirs; from others they are detached.
 */
const TREATMENTS: Readonly<Record<string, Treatment>> = {
  'threads.user_id': 'delete',
  'memories.user_id': 'delete',
  'reviews.user_id': 'delete',
  'asked_questions.user_id': 'delete',
  'raw_requests.user_id': 'delete',
  'runs.user_id': 'delete',
  'schedules.user_id': 'delete',
  'boards.user_id': { deleteWhere: "visibility = 'private'" },
  'shares.user_id': 'delete',
  // Their key goes with it: what the audit holds of them cannot be read any more.
  'audit_people.user_id': 'delete',
}

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
    for (const place of await placesOfPeople(trx)) rows += await clear(trx, place, { orgId, userId })
    const users = trx.deleteFrom('users').where('org_id', '=', orgId).where('user_id', '=', userId)
    rows += Number((await users.executeTakeFirstOrThrow()).numDeletedRows)
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

interface PersonPlace {
  readonly table: string
  readonly column: string
  readonly isKey: boolean
}

/** Every column that names people, but for those of rows that go when the user does. */
async function placesOfPeople(trx: Transaction<Tables>): Promise<readonly PersonPlace[]> {
  const { rows } = await sql<PersonPlace>`
    SELECT c.relname AS table, a.attname AS column,
      EXISTS (SELECT 1 FROM pg_constraint k
        WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attnum = ANY (k.conkey)) AS "isKey"
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
      AND (a.attname LIKE '%user_id' OR a.attname LIKE '%by') AND c.relname <> 'users'
      AND EXISTS (SELECT 1 FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'org_id')
      AND (c.relname || '.' || a.attname = ANY (${Object.keys(TREATMENTS)}) OR NOT EXISTS (
        SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confdeltype = 'c'
          AND k.confrelid = 'users'::regclass AND a.attnum = ANY (k.conkey)))
    ORDER BY 1, 2`.execute(trx)
  return rows
}

async function clear(
  trx: Transaction<Tables>,
  { table, column, isKey }: PersonPlace,
  { orgId, userId }: { readonly orgId: string; readonly userId: string },
): Promise<number> {
  const treatment = TREATMENTS[`${table}.${column}`] ?? (isKey ? 'delete' : 'detach')
  const theirs = sql`WHERE org_id = ${orgId} AND ${sql.ref(column)} = ${userId}`
  const gone =
    treatment === 'detach'
      ? 0
      : await rowsOf(
          sql`DELETE FROM ${sql.table(table)} ${theirs} AND (${sql.raw(treatment === 'delete' ? 'true' : treatment.deleteWhere)})`,
          trx,
        )
  if (treatment === 'delete') return gone
  return (
    gone + (await rowsOf(sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${NOBODY} ${theirs}`, trx))
  )
}

const rowsOf = async (statement: RawBuilder<unknown>, trx: Transaction<Tables>): Promise<number> =>
  Number((await statement.execute(trx)).numAffectedRows ?? 0)
