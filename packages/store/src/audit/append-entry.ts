import type { Json } from '@numize/base'
import type { Keyring } from '@numize/secrets'
import type { Transaction } from 'kysely'
import { type Bound, isoNow } from '../org/bound.ts'
import type { Tables } from '../tables.ts'
import { hashEntry, START, type StoredEntry } from './hash-entry.ts'
import { personOf, sealDetail } from './people.ts'

/** What an audit is bound to beside its organisation. */
export interface AuditBound extends Bound {
  readonly keys: Keyring
  /** Hears of each entry once it is kept. */
  readonly onAppended: (head: Head) => void
}

export interface Head {
  readonly orgId: string
  readonly seq: number
  readonly hash: string
}

/**
 * Adds an entry to the chain. Of an object, `userId` and `aboutUserId` are kept as names that stand for them, and
 * `detail` under the key of who acted; everything else stays readable when they are forgotten.
 */
export async function appendEntry(bound: AuditBound, entry: Json): Promise<StoredEntry> {
  const stored = await bound.db.transaction().execute((trx) => appendWithin(trx, bound, entry))
  bound.onAppended({ orgId: bound.orgId, seq: stored.seq, hash: stored.hash })
  return stored
}

/** The same inside a transaction of the caller's, who then tells `onAppended`. */
export async function appendWithin(
  trx: Transaction<Tables>,
  bound: AuditBound,
  entry: Json,
): Promise<StoredEntry> {
  const { orgId, keys } = bound
  const head = await holdHead(trx, orgId)
  const seq = head.seq + 1
  const unhashed = {
    seq,
    at: isoNow(bound),
    keyId: keys.current.id,
    previousHash: head.hash,
    ...(await apart(entry, { trx, bound, place: placeOf(orgId, seq) })),
  }
  const stored = { ...unhashed, hash: hashEntry(orgId, unhashed, keys) }
  await insert(trx, orgId, stored)
  return stored
}

export const placeOf = (orgId: string, seq: number): string => `${orgId} ${seq}`

/** The end of the chain, held until the transaction ends. */
async function holdHead(trx: Transaction<Tables>, orgId: string): Promise<Omit<Head, 'orgId'>> {
  const select = trx.selectFrom('audit_heads').select(['seq', 'hash']).where('org_id', '=', orgId).forUpdate()
  const found = await select.executeTakeFirst()
  if (found) return found
  await trx
    .insertInto('audit_heads')
    .values({ org_id: orgId, seq: 0, hash: START })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return select.executeTakeFirstOrThrow()
}

interface Placing {
  readonly trx: Transaction<Tables>
  readonly bound: AuditBound
  readonly place: string
}

type Parts = Pick<StoredEntry, 'entry' | 'person' | 'about' | 'sealed'>

/** What is of a person, apart from what is not. */
async function apart(entry: Json, { trx, bound, place }: Placing): Promise<Parts> {
  const plain = { entry, person: null, about: null, sealed: null }
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) return plain
  const { userId, aboutUserId, detail, ...open } = entry as Readonly<Record<string, Json>>
  const shelf = { db: trx, orgId: bound.orgId, keys: bound.keys }
  const about = typeof aboutUserId === 'string' ? (await personOf(aboutUserId, shelf)).person : null
  if (typeof userId !== 'string')
    return {
      ...plain,
      entry: { ...open, ...(userId === null ? { userId } : {}), ...(detail === undefined ? {} : { detail }) },
      about,
    }
  const who = await personOf(userId, shelf)
  const sealed = detail === undefined ? null : sealDetail(detail, who, place)
  return { entry: open, person: who.person, about, sealed }
}

async function insert(trx: Transaction<Tables>, orgId: string, stored: StoredEntry): Promise<void> {
  const { seq, at, entry, keyId, person, about, sealed, previousHash, hash } = stored
  await trx
    .insertInto('audit')
    .values({
      org_id: orgId,
      seq,
      at,
      entry: JSON.stringify(entry),
      key_id: keyId,
      person,
      about,
      sealed,
      previous_hash: previousHash,
      hash,
    })
    .execute()
  await trx.updateTable('audit_heads').set({ seq, hash }).where('org_id', '=', orgId).execute()
}
