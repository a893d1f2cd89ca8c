import { type Keyring, keyNamed } from '@numize/secrets'
import { type Anchor, isSignedAnchor } from './anchor.ts'
import type { AuditBound } from './append-entry.ts'
import { hashEntry, START, type StoredEntry, sign } from './hash-entry.ts'
import { PAGE, selectEntries } from './read-entries.ts'

export type AuditVerdict =
  | {
      readonly ok: true
      readonly entries: number
      /** The first entry that is still kept; older ones were cut for their age. */
      readonly from: number
      /** Entries at the beginning that an older version made without a key. */
      readonly unkeyed: number
      /** The newest entry that is also known outside the database; null where none is. */
      readonly anchoredTo: number | null
    }
  | { readonly ok: false; readonly seq: number; readonly problem: AuditProblem }

/**
 * `changed`: the entry, or what stands before it, is not what was written. `missing`: it was taken away. `unkeyed`: it
 * was written without the key after others had been written with it. `unknown-key`: its key is not here. `anchor`: what
 * is kept of it outside the database was changed. `checkpoint`: so was the mark up to which the log was cut.
 */
export type AuditProblem = 'changed' | 'missing' | 'unkeyed' | 'unknown-key' | 'anchor' | 'checkpoint'

interface Reached {
  readonly seq: number
  readonly hash: string
}

/** Walks the whole chain, with what is known of it elsewhere, and names the first entry that is not as it was. */
export async function verifyChain(bound: AuditBound, anchors: readonly Anchor[]): Promise<AuditVerdict> {
  const head = await headOf(bound)
  const start = await newestCheckpoint(bound)
  if ('ok' in start) return start
  const own = anchors.filter(({ orgId, seq }) => orgId === bound.orgId && seq > start.seq)
  const bad = own.find((anchor) => !isSignedAnchor(anchor, bound.keys))
  if (bad) return { ok: false, seq: bad.seq, problem: 'anchor' }
  const anchored = hashesBySeq(own)
  const known = head && head.seq > start.seq ? hashesBySeq([...own, head]) : anchored
  const walked = await walk(bound, start, known)
  if ('ok' in walked) return walked
  const { end, unkeyed } = walked
  if (Math.max(0, ...known.keys()) > end.seq) return { ok: false, seq: end.seq + 1, problem: 'missing' }
  if (!head && end.seq > 0) return { ok: false, seq: end.seq, problem: 'changed' }
  const anchoredTo = anchored.size === 0 ? null : Math.max(...anchored.keys())
  return { ok: true, entries: end.seq - start.seq, from: start.seq + 1, unkeyed, anchoredTo }
}

type Hashes = ReadonlyMap<number, ReadonlySet<string>>

/** What is known of entries by their number; two hashes of one entry cannot both be right. */
function hashesBySeq(all: readonly Reached[]): Hashes {
  const hashes = new Map<number, Set<string>>()
  for (const { seq, hash } of all) hashes.set(seq, (hashes.get(seq) ?? new Set()).add(hash))
  return hashes
}

const headOf = ({ db, orgId }: AuditBound): Promise<Reached | undefined> =>
  db.selectFrom('audit_heads').select(['seq', 'hash']).where('org_id', '=', orgId).executeTakeFirst()

/** Where the chain begins since it was cut, if that is signed. */
async function newestCheckpoint({ db, orgId, keys }: AuditBound): Promise<Reached | AuditVerdict> {
  const found = await db
    .selectFrom('audit_checkpoints')
    .selectAll()
    .where('org_id', '=', orgId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!found) return { seq: 0, hash: START }
  const { seq, hash, at, key_id, signature } = found
  if (!knows(keys, key_id)) return { ok: false, seq, problem: 'unknown-key' }
  const isOurs = sign(keyNamed(keys, key_id), 'checkpoint', { orgId, seq, hash, at }) === signature
  return isOurs ? { seq, hash } : { ok: false, seq, problem: 'checkpoint' }
}

async function walk(
  bound: AuditBound,
  start: Reached,
  expected: Hashes,
): Promise<AuditVerdict | { readonly end: Reached; readonly unkeyed: number }> {
  let end = start
  let unkeyed = 0
  for (;;) {
    const rows = await selectEntries(bound).where('seq', '>', end.seq).orderBy('seq').limit(PAGE).execute()
    for (const row of rows as StoredEntry[]) {
      const problem = problemOf(row, end, { bound, unkeyed: start.seq + unkeyed })
      if (problem) return { ok: false, seq: problem === 'missing' ? end.seq + 1 : row.seq, problem }
      const hashes = expected.get(row.seq)
      if (hashes && !(hashes.size === 1 && hashes.has(row.hash)))
        return { ok: false, seq: row.seq, problem: 'changed' }
      if (row.keyId === null) unkeyed += 1
      end = row
    }
    if (rows.length < PAGE) return { end, unkeyed }
  }
}

function problemOf(
  row: StoredEntry,
  before: Reached,
  { bound, unkeyed }: { readonly bound: AuditBound; readonly unkeyed: number },
): AuditProblem | null {
  if (row.seq !== before.seq + 1) return 'missing'
  if (row.keyId === null && unkeyed !== before.seq) return 'unkeyed'
  if (row.keyId !== null && !knows(bound.keys, row.keyId)) return 'unknown-key'
  const isAsWritten = row.previousHash === before.hash && hashEntry(bound.orgId, row, bound.keys) === row.hash
  return isAsWritten ? null : 'changed'
}

const knows = ({ keys }: Keyring, id: string): boolean => keys.some((key) => key.id === id)
