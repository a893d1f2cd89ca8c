import type { Json } from '@numize/base'
import { sql } from 'kysely'
import { type AuditBound, placeOf } from './append-entry.ts'
import type { StoredEntry } from './hash-entry.ts'
import { openDetail, type Person, peopleOf } from './people.ts'

export interface AuditRecord {
  /** 1, 2, 3 … within the organisation. */
  readonly seq: number
  /** ISO, UTC. */
  readonly at: string
  /** As it was given; without `userId` (null) and `detail` where the person was forgotten. */
  readonly entry: Json
  readonly previousHash: string
  readonly hash: string
}

/** Which entries: all that are said must hold. */
export interface AuditFilter {
  /** Who acted, or whom it was about. */
  readonly userId?: string
  readonly action?: string
  readonly project?: string
  readonly outcome?: string
  readonly runHash?: string
  /** ISO moments, `to` exclusive. */
  readonly from?: string
  readonly to?: string
}

export interface AuditListing extends AuditFilter {
  /** Exclusive; of a listing newest first, those before it. */
  readonly after?: number
  readonly limit?: number
  readonly newestFirst?: boolean
}

export const PAGE = 1000

/** Entries as they lie there, in order. */
export const selectEntries = ({ db, orgId }: Pick<AuditBound, 'db' | 'orgId'>) =>
  db
    .selectFrom('audit')
    .select([
      'seq',
      'at',
      'entry',
      'key_id as keyId',
      'person',
      'about',
      'sealed',
      'previous_hash as previousHash',
      'hash',
    ])
    .where('org_id', '=', orgId)

/** Entries with their people and details, as far as those are known. */
export async function readEntries(bound: AuditBound, listing: AuditListing): Promise<readonly AuditRecord[]> {
  const people = await peopleOf(bound)
  const rows = await matching(bound, listing, people)
  return rows.map((row) => opened(row as StoredEntry, bound.orgId, people))
}

function matching(bound: AuditBound, listing: AuditListing, people: ReadonlyMap<string, Person>) {
  const { after, limit = PAGE, newestFirst = false } = listing
  const conditions = [...inTime(listing), ...ofMembers(listing), ...ofPerson(listing, people)]
  if (after !== undefined) conditions.push(newestFirst ? sql`seq < ${after}` : sql`seq > ${after}`)
  let query = selectEntries(bound)
  for (const condition of conditions) query = query.where(sql<boolean>`${condition}`)
  return query
    .orderBy('seq', newestFirst ? 'desc' : 'asc')
    .limit(limit)
    .execute()
}

const inTime = ({ from, to }: AuditFilter) => [
  ...(from === undefined ? [] : [sql`at >= ${from}`]),
  ...(to === undefined ? [] : [sql`at < ${to}`]),
]

const MEMBERS = ['action', 'project', 'outcome', 'runHash'] as const

const ofMembers = (filter: AuditFilter) =>
  MEMBERS.flatMap((member) => {
    const wanted = filter[member]
    return wanted === undefined ? [] : [sql`entry ->> ${sql.lit(member)} = ${wanted}`]
  })

/** By the name that stands for them; entries of older versions hold the person's own. */
function ofPerson({ userId }: AuditFilter, people: ReadonlyMap<string, Person>) {
  if (userId === undefined) return []
  const theirs = [...people.values()].filter((one) => one.userId === userId).map(({ person }) => person)
  return [sql`(person = ANY (${theirs}) OR about = ANY (${theirs}) OR entry ->> 'userId' = ${userId})`]
}

function opened(stored: StoredEntry, orgId: string, people: ReadonlyMap<string, Person>): AuditRecord {
  const { seq, at, previousHash, hash } = stored
  return { seq, at, entry: wholeEntry(stored, orgId, people), previousHash, hash }
}

function wholeEntry(
  { seq, entry, person, about, sealed }: StoredEntry,
  orgId: string,
  people: ReadonlyMap<string, Person>,
): Json {
  if (person === null && about === null) return entry
  const nameOf = (one: string): string | null => people.get(one)?.userId ?? null
  const who = person === null ? undefined : people.get(person)
  const detail = sealed === null ? undefined : openDetail(sealed, who, placeOf(orgId, seq))
  return {
    ...(entry as Readonly<Record<string, Json>>),
    ...(person === null ? {} : { userId: nameOf(person) }),
    ...(about === null ? {} : { aboutUserId: nameOf(about) }),
    ...(detail === undefined ? {} : { detail }),
  }
}
