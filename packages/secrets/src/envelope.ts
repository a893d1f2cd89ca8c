import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { fail } from './errors.ts'
import { type Key, type Keyring, keyNamed } from './keyring.ts'
import { seal, unseal } from './sealed-box.ts'

// A sealed text: `nzs1.`, the id of the master key, the text's own key under it, the text under its own key.
const ENVELOPE = /nzs1\.([0-9a-f]{16})\.([\w-]+)\.([\w-]+)/g

/** Seals texts before they rest in a database, under a master key that is not in it. */
export interface Sealer {
  /** `about` names the record: what was sealed for one opens in no other. */
  seal(plain: string, about: string): string
  /** @throws `secrets/unknown-key`, `secrets/unreadable` */
  open(sealed: string, about: string): string
}

export const createSealer = (masters: Keyring): Sealer => ({
  seal: (plain, about) => {
    const bytes = randomBytes(32)
    const sealed = seal(createSecretKey(bytes), plain, about)
    return envelope(masters.current, bytes, sealed)
  },
  open: (text, about) => {
    const [whole, keyId = '', wrapped = '', sealed = ''] = [...text.matchAll(ENVELOPE)][0] ?? []
    const plain = whole === text ? unseal(unwrap(masters, keyId, wrapped, sealed), sealed, about) : null
    if (plain === null) throw fail('unreadable', { name: about })
    return plain
  },
})

/**
 * A text with every sealed text in it put under another master key; nothing that is sealed is opened.
 * @throws `secrets/unknown-key`, `secrets/unreadable`
 */
export const rewrap = (text: string, masters: Keyring, to: Key): string =>
  text.replace(ENVELOPE, (_, keyId: string, wrapped: string, sealed: string) =>
    envelope(to, unwrap(masters, keyId, wrapped, sealed).export(), sealed),
  )

/** The text's key is bound to the text it opens. */
const envelope = (master: Key, bytes: Buffer, sealed: string): string =>
  `nzs1.${master.id}.${seal(master.secret, bytes.toString('base64'), sealed)}.${sealed}`

function unwrap(masters: Keyring, keyId: string, wrapped: string, sealed: string): KeyObject {
  const bytes = unseal(keyNamed(masters, keyId).secret, wrapped, sealed)
  if (bytes === null) throw fail('unreadable', { name: 'under this key' })
  return createSecretKey(Buffer.from(bytes, 'base64'))
}
