import type { Json } from '@numize/base'
import type { Keyring } from '@numize/secrets'
import type { Transaction } from 'kysely'
import { type Bound, isoNow } from '../org/bound.ts'
import type { Tables } from '../tables.ts'
import { hashEntry, START, type StoredEntry } from './hash-entry.ts'
import { type Acting, personsOf, sealDetail } from './people.ts'

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
 * Adds entries to the chain, in order, in one transaction. Of an object, `userId` and `aboutUserId` are kept as names
 * that stand for them, and `detail` under the key of who acted; everything else stays readable when they are forgotten.
 */
export async function appendEntries(
  bound: AuditBound,
  entries: readonly Json[],
): Promise<readonly StoredEntry[]> {
  const stored = await bound.db.transaction().execute((trx) => appendAll(trx, bound, entries))
  for (const { seq, hash } of stored) bound.onAppended({ orgId: bound.orgId, seq, hash })
  return stored
}

/** One entry in a transaction of its own. */
export async function appendEntry(bound: AuditBound, entry: Json): Promise<StoredEntry> {
  const [stored] = await appendEntries(bound, [entry])
  return kept(stored)
}

/** One entry inside a transaction of the caller's, who then tells `onAppended`. */
export async function appendWithin(
  trx: Transaction<Tables>,
  bound: AuditBound,
  entry: Json,
): Promise<StoredEntry> {
  const [stored] = await appendAll(trx, bound, [entry])
  return kept(stored)
}

function kept(stored: StoredEntry | undefined): StoredEntry {
  if (!stored) throw new Error('one entry was appended and none was kept')
  return stored
}

async function appendAll(
  trx: Transaction<Tables>,
  bound: AuditBound,
  entries: readonly Json[],
): Promise<readonly StoredEntry[]> {
  const { orgId, keys } = bound
  const stored: StoredEntry[] = []
  let head = await holdHead(trx, orgId)
  const people = await personsOf(entries.flatMap(namedIn), { db: trx, orgId, keys })
  for (const entry of entries) {
    const seq = head.seq + 1
    const unhashed = {
      seq,
      at: isoNow(bound),
      keyId: keys.current.id,
      previousHash: head.hash,
      ...(await apart(entry, people, placeOf(orgId, seq))),
    }
    head = { seq, hash: hashEntry(orgId, unhashed, keys) }
    stored.push({ ...unhashed, hash: head.hash })
  }
  await insert(trx, orgId, stored)
  return stored
}

type PersonOf = (userId: string) => Promise<Acting>

/** The users an entry speaks of. */
function namedIn(entry: Json): readonly string[] {
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) return []
  const { userId, aboutUserId } = entry as Readonly<Record<string, Json>>
  return [userId, aboutUserId].filter((name) => typeof name === 'string')
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

type Parts = Pick<StoredEntry, 'entry' | 'person' | 'about' | 'sealed'>

/** What is of a person, apart from what is not. */
async function apart(entry: Json, people: PersonOf, place: string): Promise<Parts> {
  const plain = { entry, person: null, about: null, sealed: null }
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) return plain
  const { userId, aboutUserId, detail, ...open } = entry as Readonly<Record<string, Json>>
  const about = typeof aboutUserId === 'string' ? (await people(aboutUserId)).person : null
  if (typeof userId !== 'string')
    return {
      ...plain,
      entry: { ...open, ...(userId === null ? { userId } : {}), ...(detail === undefined ? {} : { detail }) },
      about,
    }
  const who = await people(userId)
  const sealed = detail === undefined ? null : sealDetail(detail, who, place)
  return { entry: open, person: who.person, about, sealed }
}

async function insert(
  trx: Transaction<Tables>,
  orgId: string,
  stored: readonly StoredEntry[],
): Promise<void> {
  const last = stored.at(-1)
  if (!last) return
  await trx
    .insertInto('audit')
    .values(
      stored.map(({ seq, at, entry, keyId, person, about, sealed, previousHash, hash }) => ({
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
      })),
    )
    .execute()
  const { seq, hash } = last
  await trx.updateTable('audit_heads').set({ seq, hash }).where('org_id', '=', orgId).execute()
}
