import { timingSafeEqual } from 'node:crypto'
import { isScope } from '@numize/access'
import { hashText } from '@numize/base'
import type { Session } from '@numize/store'
import { readToken } from './access-tokens.ts'
import { parseKey } from './api-key-text.ts'
import type { Authenticated, Credential } from './credential.ts'
import { mayEnter } from './door.ts'
import { type FederatedGround, stillWelcome } from './federated-session.ts'
import { type Ground, LIFETIMES, principalFor } from './ground.ts'

/** Whose credential it is; null when it is unknown, revoked, over, or of somebody who is shut out. */
export const authenticate = (
  ground: FederatedGround,
  { kind, token }: Credential,
): Promise<Authenticated | null> => {
  if (kind === 'session') return bySession(ground, token)
  return token.startsWith('nzk_') ? byKey(ground, token) : byToken(ground, token)
}

async function bySession(ground: FederatedGround, token: string): Promise<Authenticated | null> {
  const orgId = ground.store.orgOfToken(token)
  if (orgId === null) return null
  const org = ground.store.org(orgId)
  const session = await org.signIn.session(token, LIFETIMES.idle)
  if (!session) return null
  if (session.via === 'provider' && !(await stillWelcome(ground, org, token))) return null
  const user = await org.users.find(session.userId)
  if (!user || !mayEnter(user)) return null
  if (isDue(ground, session.seenAt)) await org.signIn.touch(token)
  return { principal: principalFor(org, user), via: 'session', session: { ...session, token } }
}

async function byKey(ground: Ground, text: string): Promise<Authenticated | null> {
  const parsed = parseKey(text)
  if (!parsed) return null
  const org = ground.store.org(parsed.orgId)
  const key = await org.apiKeys.alive(parsed.keyId)
  if (!key || !sameText(key.secretHash, hashText(parsed.secret))) return null
  const user = await org.users.find(key.userId)
  if (!user || user.disabledAt !== null) return null
  if (key.usedAt === null || isDue(ground, key.usedAt)) await org.apiKeys.noteUse(key.keyId)
  const principal = { ...principalFor(org, user), scopes: key.scopes.filter(isScope) }
  return { principal, via: 'key', keyId: key.keyId }
}

/** A token lives no longer than the key or session it was given for. */
async function byToken(ground: Ground, token: string): Promise<Authenticated | null> {
  const read = await readToken(ground, token)
  if (!read) return null
  const { org, userId, scopes, source } = read
  const alive =
    source.kind === 'key'
      ? (await org.apiKeys.alive(source.id))?.userId === userId
      : (await org.signIn.sessions(userId)).some((session) => isSource(ground, session, source.id))
  const user = alive ? await org.users.find(userId) : null
  if (!user || user.disabledAt !== null) return null
  return { principal: { ...principalFor(org, user), scopes }, via: 'token' }
}

const isSource = ({ clock }: Ground, { sessionId, seenAt }: Session, id: string): boolean =>
  sessionId === id && Date.parse(seenAt) > clock.now() - LIFETIMES.idle

const isDue = ({ clock }: Ground, notedAt: string): boolean =>
  clock.now() - Date.parse(notedAt) >= LIFETIMES.noted

const sameText = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
