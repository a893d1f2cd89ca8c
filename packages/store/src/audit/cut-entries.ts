import { type AuditBound, appendWithin, type Head } from './append-entry.ts'
import { sign } from './hash-entry.ts'

/**
 * Takes away the entries before a moment. What is left begins at a signed checkpoint and an entry says what was cut, so
 * that it stays verifiable. Gives how many went.
 */
export async function cutEntries(bound: AuditBound, before: string): Promise<number> {
  const through = await lastBefore(bound, before)
  if (through === null) return 0
  const head = await bound.db.transaction().execute(async (trx): Promise<Head> => {
    const { orgId, keys } = bound
    const { seq, hash } = through
    const cut = { action: 'audit-cut', userId: null, through: seq, hash, before }
    const told = await appendWithin(trx, bound, cut)
    const signature = sign(keys.current, 'checkpoint', { orgId, seq, hash, at: told.at })
    await trx
      .insertInto('audit_checkpoints')
      .values({ org_id: orgId, seq, hash, at: told.at, key_id: keys.current.id, signature })
      .execute()
    await trx.deleteFrom('audit').where('org_id', '=', orgId).where('seq', '<=', seq).execute()
    await trx.deleteFrom('audit_checkpoints').where('org_id', '=', orgId).where('seq', '<', seq).execute()
    return { orgId, seq: told.seq, hash: told.hash }
  })
  bound.onAppended(head)
  return through.count
}

/** The newest entry that is older than all that are to stay. */
async function lastBefore({ db, orgId }: AuditBound, before: string) {
  const entries = db.selectFrom('audit').where('org_id', '=', orgId)
  const stays = await entries
    .select(({ fn }) => fn.min('seq').as('seq'))
    .where('at', '>=', before)
    .executeTakeFirst()
  const old = stays?.seq ? entries.where('seq', '<', stays.seq) : entries
  const last = await old.select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  if (!last) return null
  const { count } = await old.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return { ...last, count }
}
