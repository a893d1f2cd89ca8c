import { randomBytes } from 'node:crypto'

/** A key as its holder has it: `nzk_` organisation `.` id `.` secret. The id may be shown; the secret is 256 random bits. */
export interface KeyText {
  readonly orgId: string
  readonly keyId: string
  readonly secret: string
}

export const newKeyText = (orgId: string): KeyText => ({
  orgId,
  keyId: randomBytes(6).toString('hex'),
  secret: randomBytes(32).toString('base64url'),
})

export const printKey = ({ orgId, keyId, secret }: KeyText): string =>
  `nzk_${Buffer.from(orgId).toString('base64url')}.${keyId}.${secret}`

/** The parts of a key, nothing proven; null for what is none. */
export function parseKey(text: string): KeyText | null {
  const [, org, keyId, secret] = /^nzk_([\w-]+)\.([\da-f]{12})\.([\w-]{43})$/.exec(text) ?? []
  if (org === undefined || keyId === undefined || secret === undefined) return null
  return { orgId: Buffer.from(org, 'base64url').toString(), keyId, secret }
}
