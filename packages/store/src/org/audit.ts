import { canonicalJson, hashText, type Json } from '@numize/base'
import { type Bound, isoNow } from './bound.ts'

export interface AuditRecord {
  /** 1, 2, 3 … within the organisation. */
  readonly seq: number
  /** ISO, UTC. */
  readonly at: string
  readonly entry: Json
  readonly previousHash: string
  /** sha256(previous hash + canonical JSON of `{seq, at, entry}`). */
  readonly hash: string
}

export type AuditVerdict =
  | { readonly ok: true; readonly entries: number }
  | { readonly ok: false; readonly seq: number; readonly problem: 'changed' | 'missing' }

/** Who asked what, kept for good: the database refuses to change or delete, and a chain of hashes tells if it was. */
export interface Audit {
  append(entry: Json): Promise<AuditRecord>
  /** In order; from `after` (exclusive), at most `limit`. */
  list(options?: { after?: number; limit?: number }): Promise<readonly AuditRecord[]>
  /** Walks the whole chain and names the first entry that was changed or taken away. */
  verify(): Promise<AuditVerdict>
}

const START = '0'.repeat(64)
const PAGE = 1000

export function auditOf(bound: Bound): Audit {
  const { db, orgId } = bound
  const list: Audit['list'] = async ({ after = 0, limit = PAGE } = {}) => {
    const records = await db
      .selectFrom('audit')
      .select(['seq', 'at', 'entry', 'previous_hash as previousHash', 'hash'])
      .where('org_id', '=', orgId)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .execute()
    return records as AuditRecord[]
  }
  return { append: (entry) => append(bound, entry), list, verify: () => verify(bound, list) }
}

const append = (bound: Bound, entry: Json): Promise<AuditRecord> =>
  bound.db.transaction().execute(async (trx) => {
    const { orgId } = bound
    await trx
      .insertInto('audit_heads')
      .values({ org_id: orgId, seq: 0, hash: START })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const head = await trx
      .selectFrom('audit_heads')
      .select(['seq', 'hash'])
      .where('org_id', '=', orgId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const record = chained({ seq: head.seq + 1, at: isoNow(bound), entry }, head.hash)
    const { seq, at, hash } = record
    await trx
      .insertInto('audit')
      .values({ org_id: orgId, seq, at, entry: JSON.stringify(entry), previous_hash: head.hash, hash })
      .execute()
    await trx.updateTable('audit_heads').set({ seq, hash }).where('org_id', '=', orgId).execute()
    return record
  })

const chained = (body: Pick<AuditRecord, 'seq' | 'at' | 'entry'>, previousHash: string): AuditRecord => {
  const { seq, at, entry } = body
  return { ...body, previousHash, hash: hashText(previousHash + canonicalJson({ seq, at, entry })) }
}

async function verify({ db, orgId }: Bound, list: Audit['list']): Promise<AuditVerdict> {
  let previous = { seq: 0, hash: START }
  for (;;) {
    const page = await list({ after: previous.seq, limit: PAGE })
    for (const record of page) {
      if (record.seq !== previous.seq + 1) return { ok: false, seq: previous.seq + 1, problem: 'missing' }
      const expected = chained(record, previous.hash)
      if (record.previousHash !== previous.hash || record.hash !== expected.hash)
        return { ok: false, seq: record.seq, problem: 'changed' }
      previous = record
    }
    if (page.length < PAGE) break
  }
  const head = await db
    .selectFrom('audit_heads')
    .select(['seq', 'hash'])
    .where('org_id', '=', orgId)
    .executeTakeFirst()
  if (head !== undefined && head.seq > previous.seq)
    return { ok: false, seq: previous.seq + 1, problem: 'missing' }
  const agrees = head === undefined ? previous.seq === 0 : head.hash === previous.hash
  return agrees ? { ok: true, entries: previous.seq } : { ok: false, seq: previous.seq, problem: 'changed' }
}
