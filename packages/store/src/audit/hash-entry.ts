import { createHmac } from 'node:crypto'
import { canonicalJson, hashText, type Json } from '@numize/base'
import { type Key, type Keyring, keyNamed } from '@numize/secrets'

/** An entry as the database holds it. */
export interface StoredEntry {
  readonly seq: number
  readonly at: string
  /** The part that may stay when the person is forgotten. */
  readonly entry: Json
  /** The key of its hash; null = made without one, by a version before 0010. */
  readonly keyId: string | null
  /** Who acted, and whom it was about: names that stand for them, see `people.ts`. */
  readonly person: string | null
  readonly about: string | null
  /** The rest of the entry under the key of who acted. */
  readonly sealed: string | null
  readonly previousHash: string
  readonly hash: string
}

/** What the first entry of a chain follows. */
export const START = '0'.repeat(64)

/**
 * HMAC-SHA-256 (RFC 2104) over the canonical JSON of everything an entry holds and the hash before it; without a key
 * sha256(previous hash + canonical JSON of `{seq, at, entry}`). 64 hex digits.
 * @throws `secrets/unknown-key`
 */
export function hashEntry(orgId: string, stored: Omit<StoredEntry, 'hash'>, keys: Keyring): string {
  const { seq, at, entry, keyId, person, about, sealed, previousHash } = stored
  if (keyId === null) return hashText(previousHash + canonicalJson({ seq, at, entry }))
  const body = { orgId, seq, at, entry, person, about, sealed, previousHash }
  return sign(keyNamed(keys, keyId), 'entry', body)
}

/** A signature that only who has the key can make; one made for a purpose is worth nothing for another. */
export const sign = ({ secret }: Key, purpose: string, body: unknown): string =>
  createHmac('sha256', secret)
    .update(`numize audit ${purpose}\n${canonicalJson(body)}`)
    .digest('hex')
