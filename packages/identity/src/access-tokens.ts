import { randomUUID } from 'node:crypto'
import { isScope, type Scope, scopesOf } from '@numize/access'
import type { Org, SigningKey } from '@numize/store'
import {
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  jwtVerify,
  SignJWT,
} from 'jose'
import { z } from 'zod'
import type { Authenticated } from './credential.ts'
import { identityError } from './errors.ts'
import { type Ground, LIFETIMES } from './ground.ts'

/** The one algorithm; a token that names another is no token. */
const ALGORITHM = 'RS256'
const AUDIENCE = 'numize'
const LONGEST = 4096

export interface AccessToken {
  /** JWT; goes into `Authorization: Bearer`. */
  readonly token: string
  readonly expiresInSeconds: number
  readonly scopes: readonly Scope[]
}

interface Source {
  readonly kind: 'key' | 'session'
  readonly id: string
}

const claims = z.object({
  org: z.string(),
  sub: z.string(),
  scope: z.string(),
  src: z.string().regex(/^(key|session):[\w-]+$/),
})

/**
 * A short-lived token for who shows a key or a session, with all they may do or the scopes they ask for.
 * @throws `identity/no-token-for-token`, `identity/beyond-own-rights`
 */
export async function giveToken(
  ground: Ground,
  who: Authenticated,
  wanted?: readonly Scope[],
): Promise<AccessToken> {
  if (who.via === 'token') throw identityError('no-token-for-token')
  const { orgId, userId } = who.principal
  const own = scopesOf(who.principal)
  const beyond = (wanted ?? []).filter((scope) => !own.includes(scope))
  if (beyond.length > 0) throw identityError('beyond-own-rights', { scopes: beyond })
  const scopes = wanted ?? own
  const { keyId, key } = await signer(ground, ground.store.org(orgId))
  const nowSeconds = Math.floor(ground.clock.now() / 1000)
  const expiresInSeconds = LIFETIMES.token / 1000
  const src = who.via === 'key' ? `key:${who.keyId}` : `session:${who.session.sessionId}`
  const token = await new SignJWT({ org: orgId, scope: scopes.join(' '), src })
    .setProtectedHeader({ alg: ALGORITHM, kid: keyId, typ: 'at+jwt' })
    .setSubject(userId)
    .setIssuer(ground.address())
    .setAudience(AUDIENCE)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + expiresInSeconds)
    .setJti(randomUUID())
    .sign(key)
  return { token, expiresInSeconds, scopes }
}

interface ReadToken {
  readonly org: Org
  readonly userId: string
  readonly scopes: readonly Scope[]
  readonly source: Source
}

/** What a token says, once its signature, issuer, audience and time were checked; null where one of them is wrong. */
export async function readToken(ground: Ground, token: string): Promise<ReadToken | null> {
  const said = saidBy(token)
  if (!said) return null
  const org = ground.store.org(said.orgId)
  const known = (await org.signingKeys.list()).find(({ keyId }) => keyId === said.keyId)
  if (!known) return null
  try {
    const { payload } = await jwtVerify(token, await importJWK(known.publicKey as JWK, ALGORITHM), {
      algorithms: [ALGORITHM],
      typ: 'at+jwt',
      issuer: ground.address(),
      audience: AUDIENCE,
      requiredClaims: ['exp', 'iat', 'sub'],
      currentDate: new Date(ground.clock.now()),
    })
    const { sub, scope, src, org: orgId } = claims.parse(payload)
    if (orgId !== org.orgId) return null
    const [kind, id] = src.split(':') as [Source['kind'], string]
    return { org, userId: sub, scopes: scope.split(' ').filter(isScope), source: { kind, id } }
  } catch {
    return null
  }
}

/** Where a token says to look for its key; nothing is proven by it. */
function saidBy(token: string): { orgId: string; keyId: string } | null {
  if (token.length > LONGEST) return null
  try {
    const { alg, kid } = decodeProtectedHeader(token)
    const { org } = decodeJwt(token)
    if (alg !== ALGORITHM || kid === undefined || typeof org !== 'string') return null
    return { orgId: org, keyId: kid }
  } catch {
    return null
  }
}

/** The public halves of the keys of all organisations, for others to check our tokens with. */
export async function publicKeys({ store }: Ground): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const keys: Readonly<Record<string, unknown>>[] = []
  for (const { orgId } of await store.orgs())
    for (const { publicKey } of await store.org(orgId).signingKeys.list()) keys.push(publicKey)
  return keys
}

/** Makes a new key to sign with; the one before goes on being trusted for as long as its tokens last. */
export async function rotateSigningKey({ sealer }: Pick<Ground, 'sealer'>, org: Org): Promise<string> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, {
    modulusLength: 2048,
    extractable: true,
  })
  const keyId = randomUUID()
  const about = { kid: keyId, alg: ALGORITHM, use: 'sig' }
  await org.signingKeys.add({
    keyId,
    publicKey: { ...(await exportJWK(publicKey)), ...about },
    privateKey: sealer.seal(JSON.stringify(await exportJWK(privateKey)), sealedAbout(org.orgId, keyId)),
  })
  return keyId
}

const sealedAbout = (orgId: string, keyId: string): string => `signing key ${orgId} ${keyId}`

async function signer(ground: Ground, org: Org) {
  const now = ground.clock.now()
  const [newest, ...others] = await org.signingKeys.list()
  if (!newest || now - Date.parse(newest.createdAt) > LIFETIMES.signingKey) {
    await rotateSigningKey(ground, org)
    return open(ground, org, (await org.signingKeys.list())[0] as SigningKey)
  }
  if (others.length > 0 && now - Date.parse(newest.createdAt) > 2 * LIFETIMES.token)
    await org.signingKeys.dropBefore(newest.createdAt)
  return open(ground, org, newest)
}

async function open({ sealer }: Ground, { orgId }: Org, { keyId, privateKey }: SigningKey) {
  const jwk = JSON.parse(sealer.open(privateKey, sealedAbout(orgId, keyId))) as JWK
  return { keyId, key: await importJWK(jwk, ALGORITHM) }
}
