import { randomBytes } from 'node:crypto'
import { hashText } from '@numize/base'
import type { Sealer } from '@numize/secrets'
import type { Org } from '@numize/store'
import { Secret, TOTP } from 'otpauth'

const STEP_SECONDS = 30
const RECOVERY_CODES = 10
const ISSUER = 'Numize'

/** What an authenticator app is set up with (RFC 6238: SHA-1, six digits, 30 s). */
export interface Enrolment {
  /** To type where a picture cannot be taken. */
  readonly secret: string
  /** `otpauth://totp/…`, for a QR code. */
  readonly uri: string
}

export function newEnrolment(orgId: string, userId: string): Enrolment {
  const { base32 } = new Secret({ size: 20 })
  return { secret: base32, uri: totpOf(base32, `${orgId}:${userId}`).toString() }
}

export const sealedAbout = (orgId: string, userId: string): string => `authenticator ${orgId} ${userId}`

const totpOf = (secret: string, label: string): TOTP =>
  new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), period: STEP_SECONDS })

/** Whether a code is the one of now, or of a step before or after, and of no step that was taken before. */
export async function takeCode(
  { org, sealer, now }: { readonly org: Org; readonly sealer: Sealer; readonly now: number },
  userId: string,
  code: string,
): Promise<boolean> {
  const known = await org.credentials.authenticator(userId)
  if (known === null) return false
  const totp = totpOf(sealer.open(known.secret, sealedAbout(org.orgId, userId)), userId)
  const delta = totp.validate({ token: code.replaceAll(/\s/g, ''), timestamp: now, window: 1 })
  if (delta === null) return false
  return org.credentials.takeStep(userId, Math.floor(now / 1000 / STEP_SECONDS) + delta)
}

/** Codes for when the app is lost, each good once: 80 random bits as `xxxxx-xxxxx-xxxxx-xxxxx`, in hex. */
export const newRecoveryCodes = (): readonly string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    (randomBytes(10).toString('hex').match(/.{5}/g) ?? []).join('-'),
  )

export const recoveryHash = (code: string): string =>
  hashText(`recovery ${code.toLowerCase().replaceAll(/[^\da-f]/g, '')}`)

/** A code of the app, or a recovery code in its place. */
export async function takeSecondFactor(
  place: { readonly org: Org; readonly sealer: Sealer; readonly now: number },
  userId: string,
  code: string,
): Promise<boolean> {
  if (/^[\d\s]{6,8}$/.test(code)) return takeCode(place, userId, code)
  return place.org.credentials.takeRecoveryCode(userId, recoveryHash(code))
}
