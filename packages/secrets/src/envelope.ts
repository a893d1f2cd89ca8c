import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { fail } from './errors.ts'
import { type Key, type Keyring, keyNamed } from './keyring.ts'
import { seal, unseal } from './sealed-box.ts'

/** A text under a key of its own, which lies beside it under the master key. All of it may be shown. */
export interface Envelope {
  /** Id of the master key. */
  readonly keyId: string
  readonly wrappedKey: string
  readonly sealed: string
}

/** Seals a text under a new key for the record `recordId`: elsewhere the envelope does not open. */
export function sealEnvelope(master: Key, recordId: string, plain: string): Envelope {
  const bytes = randomBytes(32)
  return {
    keyId: master.id,
    wrappedKey: seal(master.secret, bytes.toString('base64'), recordId),
    sealed: seal(createSecretKey(bytes), plain, recordId),
  }
}

/** @throws `secrets/unknown-key`, `secrets/unreadable` */
export function openEnvelope(masters: Keyring, recordId: string, envelope: Envelope): string {
  const key = unwrapKey(masters, recordId, envelope)
  const plain = unseal(key, envelope.sealed, recordId)
  if (plain === null) throw fail('unreadable', { name: recordId })
  return plain
}

/** The same envelope under another master key; the text inside is not opened. @throws as `openEnvelope` */
export function rewrapEnvelope(masters: Keyring, to: Key, recordId: string, envelope: Envelope): Envelope {
  const bytes = unwrapKey(masters, recordId, envelope).export().toString('base64')
  return { ...envelope, keyId: to.id, wrappedKey: seal(to.secret, bytes, recordId) }
}

function unwrapKey(masters: Keyring, recordId: string, { keyId, wrappedKey }: Envelope): KeyObject {
  const bytes = unseal(keyNamed(masters, keyId).secret, wrappedKey, recordId)
  if (bytes === null) throw fail('unreadable', { name: recordId })
  return createSecretKey(Buffer.from(bytes, 'base64'))
}
