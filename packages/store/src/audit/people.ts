import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import type { Json } from '@numize/base'
import { type Key, type Keyring, keyNamed, seal, unseal } from '@numize/secrets'
import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'

/**
 * Names and details in the audit are sealed under a key of each person (crypto-shredding): when a person is forgotten
 * their key is destroyed, and the chain, which was made over the sealed text, stays as it was.
 */
export interface Person {
  readonly userId: string
  /** Stands for them in entries. */
  readonly person: string
  /** Null where the audit key it lies under is not here: after a restore without it. */
  readonly key: KeyObject | null
}

export type Acting = Person & { readonly key: KeyObject }

interface Shelf {
  readonly db: Kysely<Tables>
  readonly orgId: string
  readonly keys: Keyring
}

/**
 * The persons of users under the audit key in use, read together; one that is not there yet is made when asked for.
 * Call it where the head is held.
 */
export async function personsOf(
  userIds: readonly string[],
  shelf: Shelf,
): Promise<(userId: string) => Promise<Acting>> {
  const known = new Map<string, Promise<Acting>>()
  for (const row of await rowsOf(userIds, shelf))
    known.set(row.user_id, Promise.resolve({ ...opened(row), key: keyOf(row, shelf.keys) }))
  return (userId) => {
    const found = known.get(userId) ?? make(userId, shelf)
    known.set(userId, found)
    return found
  }
}

const rowsOf = async (userIds: readonly string[], { db, orgId, keys }: Shelf): Promise<readonly Row[]> =>
  userIds.length === 0
    ? []
    : db
        .selectFrom('audit_people')
        .selectAll()
        .where('org_id', '=', orgId)
        .where('user_id', 'in', [...new Set(userIds)])
        .where('key_id', '=', keys.current.id)
        .execute()

/** Everybody the audit knows, by the name that stands for them. */
export async function peopleOf(shelf: Shelf): Promise<ReadonlyMap<string, Person>> {
  const rows = await shelf.db
    .selectFrom('audit_people')
    .selectAll()
    .where('org_id', '=', shelf.orgId)
    .execute()
  const hasKey = ({ key_id }: Row) => shelf.keys.keys.some(({ id }) => id === key_id)
  return new Map(
    rows.map((row) => [row.person, { ...opened(row), key: hasKey(row) ? keyOf(row, shelf.keys) : null }]),
  )
}

async function make(userId: string, { db, orgId, keys }: Shelf): Promise<Acting> {
  const person = randomBytes(12).toString('base64url')
  const bytes = randomBytes(32)
  await db
    .insertInto('audit_people')
    .values({
      org_id: orgId,
      user_id: userId,
      person,
      key_id: keys.current.id,
      wrapped_key: seal(wrappingKey(keys.current), bytes.toString('base64'), `${orgId} ${person}`),
    })
    .execute()
  return { userId, person, key: createSecretKey(bytes) }
}

type Row = Tables['audit_people']

const opened = ({ user_id, person }: Row) => ({ userId: user_id, person })

function keyOf({ org_id, person, key_id, wrapped_key }: Row, keys: Keyring): KeyObject {
  const bytes = unseal(wrappingKey(keyNamed(keys, key_id)), wrapped_key, `${org_id} ${person}`)
  if (bytes === null) throw new Error(`the key of a person in the audit was changed: ${person}`)
  return createSecretKey(Buffer.from(bytes, 'base64'))
}

/** Keys are wrapped under one derived for it (HKDF, RFC 5869), not under the one that signs. */
function wrappingKey(key: Key): KeyObject {
  const known = wrappingKeys.get(key)
  if (known) return known
  const made = createSecretKey(Buffer.from(hkdfSync('sha256', key.secret, '', 'numize audit people', 32)))
  wrappingKeys.set(key, made)
  return made
}

const wrappingKeys = new WeakMap<Key, KeyObject>()

/** A detail under a person's key; it opens only in its own place of the chain. */
export const sealDetail = (detail: Json, { key }: Acting, place: string): string =>
  seal(key, JSON.stringify(detail), place)

/** Null where the person was forgotten or the text is another. */
export function openDetail(sealed: string, person: Person | undefined, place: string): Json | undefined {
  const text = person?.key && unseal(person.key, sealed, place)
  return text ? (JSON.parse(text) as Json) : undefined
}
