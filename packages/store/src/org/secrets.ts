import { sql, type Transaction } from 'kysely'
import { type AuditBound, appendEntry } from '../audit/append-entry.ts'
import type { Tables } from '../tables.ts'
import { isoNow } from './bound.ts'

/** A secret without what is secret. */
export interface SecretRow {
  readonly name: string
  readonly setBy: string
  /** ISO, UTC. */
  readonly setAt: string
}

/** Secrets of an organisation, sealed by the caller: what is in here opens nothing. Each change is audited by its name. */
export interface Secrets {
  put(name: string, sealed: string, by: string): Promise<void>
  /** Null where there is none. */
  sealed(name: string): Promise<string | null>
  list(): Promise<readonly SecretRow[]>
  /** Whether there was one. */
  remove(name: string, by: string): Promise<boolean>
}

export function secretsOf(bound: AuditBound): Secrets {
  const { db, orgId } = bound
  const audited = (did: string, name: string, userId: string) =>
    appendEntry(bound, { action: 'secret', did, name, userId })
  return {
    put: async (name, sealed, by) => {
      const values = { sealed, set_by: by, set_at: isoNow(bound) }
      await db
        .insertInto('secrets')
        .values({ org_id: orgId, name, ...values })
        .onConflict((conflict) => conflict.columns(['org_id', 'name']).doUpdateSet(values))
        .execute()
      await audited('set', name, by)
    },
    sealed: async (name) => {
      const named = db.selectFrom('secrets').where('org_id', '=', orgId).where('name', '=', name)
      return (await named.select('sealed').executeTakeFirst())?.sealed ?? null
    },
    list: () =>
      db
        .selectFrom('secrets')
        .select(['name', 'set_by as setBy', 'set_at as setAt'])
        .where('org_id', '=', orgId)
        .orderBy('name')
        .execute(),
    remove: async (name, by) => {
      const named = db.deleteFrom('secrets').where('org_id', '=', orgId).where('name', '=', name)
      const { numDeletedRows } = await named.executeTakeFirstOrThrow()
      if (numDeletedRows > 0n) await audited('removed', name, by)
      return numDeletedRows > 0n
    },
  }
}

/** Tables that hold sealed texts, in any of their columns. */
const SEALED_IN: readonly string[] = [
  'secrets',
  'authenticators',
  'identity_providers',
  'federated_sessions',
  'federated_sign_ins',
  'signing_keys',
]

/** Gives every sealed text of all organisations to `rewrap`, in the caller's transaction; how many rows were changed. */
export async function rewrapSealed(
  trx: Transaction<Tables>,
  rewrap: (text: string) => string,
): Promise<number> {
  const { rows: columns } = await sql<{ table: string; column: string; type: string }>`
    SELECT table_name AS table, column_name AS column, data_type AS type FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type IN ('text', 'json') AND table_name IN (${sql.join(SEALED_IN)})`.execute(
    trx,
  )
  let changed = 0
  for (const { table, column, type } of columns) {
    const text = sql`${sql.ref(column)}::text`
    const { rows } = await sql<{ text: string }>`SELECT DISTINCT ${text} AS text FROM ${sql.table(table)}
      WHERE ${text} LIKE '%nzs1.%'`.execute(trx)
    for (const row of rows) {
      const done =
        await sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${rewrap(row.text)}::${sql.raw(type)}
        WHERE ${text} = ${row.text}`.execute(trx)
      changed += Number(done.numAffectedRows ?? 0)
    }
  }
  return changed
}
