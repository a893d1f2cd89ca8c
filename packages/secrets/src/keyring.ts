import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { fail } from './errors.ts'

const KEY_BYTES = 32
const ID_LENGTH = 16

/** A 256-bit key. `KeyObject` shows no byte of it to a log or a serialiser. */
export interface Key {
  /** Tells keys apart and nothing about them. */
  readonly id: string
  readonly secret: KeyObject
}

/** Keys of one purpose: the first is in use, the others still open what they closed. */
export interface Keyring {
  readonly current: Key
  readonly keys: readonly Key[]
  /** Where it came from, for people: a path, `NUMIZE_MASTER_KEY`. */
  readonly from: string
}

export const newKey = (): Key => keyOf(randomBytes(KEY_BYTES))

function keyOf(bytes: Buffer): Key {
  const id = createHash('sha256').update('numize key id').update(bytes).digest('hex').slice(0, ID_LENGTH)
  return { id, secret: createSecretKey(bytes) }
}

export const keyringOf = (current: Key, others: readonly Key[] = [], from = 'memory'): Keyring => ({
  current,
  keys: [current, ...others.filter(({ id }) => id !== current.id)],
  from,
})

/** The key of an id. @throws `secrets/unknown-key` */
export function keyNamed({ keys, from }: Keyring, id: string): Key {
  const found = keys.find((key) => key.id === id)
  if (!found) throw fail('unknown-key', { key: id, where: from })
  return found
}

/** Keys written one a line, or between commas, in base64; lines that start with # are remarks. @throws `secrets/bad-key` */
export function parseKeyring(text: string, from: string): Keyring {
  const keys = text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => parseKey(line, from))
  const [current, ...others] = keys
  if (!current) throw fail('bad-key', { from })
  return keyringOf(current, others, from)
}

function parseKey(text: string, from: string): Key {
  const bytes = Buffer.from(text, 'base64')
  if (!/^[\w+/-]+=*$/.test(text) || bytes.length !== KEY_BYTES) throw fail('bad-key', { from })
  return keyOf(bytes)
}

/** As `parseKeyring` reads it. The one place where the bytes of keys become text. */
export const writtenKeyring = (keys: readonly Key[]): string =>
  keys.map(({ secret }) => `${secret.export().toString('base64')}\n`).join('')
