import { randomBytes } from 'node:crypto'
import { hashText } from '@numize/base'
import type { Org, UserAccount } from '@numize/store'
import { applyClaims, type Claims, isAllowed, mapped, verifiedEmail } from './claims.ts'
import { type From, mayEnter, type SignedIn, signedIn } from './door.ts'
import { identityError } from './errors.ts'
import { type FederatedGround, keepTokens, tokensOf } from './federated-session.ts'
import { LIFETIMES } from './ground.ts'
import { type Provider, readProvider } from './provider-settings.ts'
import { note } from './trail.ts'

export const CALLBACK_PATH = '/v1/sign-in/callback'

/** Sends a browser to a provider: where to, and the secret by which we know this browser when it comes back. */
export async function leaveForProvider(
  ground: FederatedGround,
  {
    organisation,
    provider: name,
    returnTo,
  }: { organisation?: string | undefined; provider: string; returnTo: string },
): Promise<{ readonly url: string; readonly browser: string }> {
  const org = ground.store.org(organisation ?? ground.defaultOrg)
  const provider = await readProvider({ ...ground, org }, name)
  const [state, browser] = [secretOf(org.orgId), secretOf(org.orgId)]
  const { url, nonce, verifier } = await ground.openId.leave(provider, state, callbackOf(ground))
  await org.federation.begin(
    state,
    browser,
    { provider: name, nonce, verifier, returnTo },
    LIFETIMES.federated,
  )
  return { url, browser }
}

const callbackOf = ({ address }: FederatedGround): string => `${address()}${CALLBACK_PATH}`

const secretOf = (orgId: string): string =>
  `${Buffer.from(orgId).toString('base64url')}.${randomBytes(32).toString('base64url')}`

/**
 * Lets in whom a provider vouches for: for a sign-in begun by this browser, once. Known by issuer and subject alone;
 * an e-mail address links to nobody.
 * @throws `identity/sign-in-lost`, `identity/provider-refused`, `identity/not-allowed-in`, `identity/account-taken`
 */
export async function comeBackFromProvider(
  ground: FederatedGround,
  { query, browser }: { readonly query: string; readonly browser: string | undefined },
  from: From,
): Promise<SignedIn & { readonly returnTo: string }> {
  const url = new URL(`${callbackOf(ground)}?${query}`)
  const states = url.searchParams.getAll('state')
  const [state = ''] = states
  const orgId = ground.store.orgOfToken(state)
  if (browser === undefined || orgId === null || states.length !== 1) throw identityError('sign-in-lost')
  const org = ground.store.org(orgId)
  const pending = await org.federation.take(state, browser)
  if (!pending) throw identityError('sign-in-lost')
  const { nonce, verifier, returnTo } = pending
  const provider = await readProvider({ ...ground, org }, pending.provider)
  const { claims, ...tokens } = await ground.openId.comeBack(provider, url, { state, nonce, verifier })
  const user = await personOf(ground, org, provider, claims)
  const sessionToken = await org.signIn.open(user.userId, {
    via: 'provider',
    device: from.device,
    lifetimeMs: LIFETIMES.session,
  })
  const { name, issuer } = provider
  await keepTokens(ground, org, sessionToken, { provider: name, issuer, ...tokens })
  await note(org, ground.clock, 'sign-in', { userId: user.userId, detail: { by: provider.name } })
  return { ...signedIn(org, user, sessionToken), returnTo }
}

async function personOf(
  ground: FederatedGround,
  org: Org,
  provider: Provider,
  claims: Claims,
): Promise<UserAccount> {
  const refuse = async (userId: string, what: 'not-allowed-in' | 'account-taken') => {
    const detail = { by: provider.name, why: what }
    await note(org, ground.clock, 'sign-in', { userId, outcome: 'refused', detail })
    return identityError(what, { provider: provider.label })
  }
  const linked = await org.federation.userOf(provider.issuer, claims.sub)
  const known = linked === null ? null : await org.users.find(linked)
  if (known) {
    if (!mayEnter(known) || (await applyClaims(org, provider, known, claims)) === null)
      throw await refuse(known.userId, 'not-allowed-in')
  } else {
    if (!provider.createPeople || !isAllowed(provider, claims))
      throw await refuse('unknown', 'not-allowed-in')
    const fresh = mapped(provider, strangerOf(provider, claims), claims)
    if (provider.roleClaim !== null && fresh.roles.length === 0)
      throw await refuse('unknown', 'not-allowed-in')
    if (await org.users.isTaken(fresh.userId)) throw await refuse('unknown', 'account-taken')
    await org.users.save(fresh)
    await org.federation.link(provider.issuer, claims.sub, fresh.userId)
  }
  const userId = (await org.federation.userOf(provider.issuer, claims.sub)) ?? ''
  const user = await org.users.find(userId)
  if (!user) throw await refuse('unknown', 'not-allowed-in')
  return user
}

/**
 * A new person's name for us. People are named in the audiences of slices, so nobody may choose their own: it is a
 * verified address where the provider is trusted for its domain, and else made of the subject.
 */
function strangerOf(provider: Provider, claims: Claims) {
  const email = verifiedEmail(claims)
  const trusted = email !== null && provider.domains.length > 0
  const userId = trusted
    ? email
    : `${provider.name}-${hashText(`${provider.issuer} ${claims.sub}`).slice(0, 16)}`
  return { userId, name: email ?? userId, email, roles: provider.defaultRoles, attributes: {} }
}

/** Ends a session; gives the address that ends the provider's own too, null where there is none. */
export async function leaveForGood(ground: FederatedGround, sessionToken: string): Promise<string | null> {
  const orgId = ground.store.orgOfToken(sessionToken)
  if (orgId === null) return null
  const org = ground.store.org(orgId)
  const session = await org.signIn.session(sessionToken)
  const held = session?.via === 'provider' ? await tokensOf(ground, org, sessionToken) : null
  await org.signIn.revoke(sessionToken)
  if (!held) return null
  try {
    const provider = await readProvider({ ...ground, org }, held.provider)
    return await ground.openId.farewell(provider, held.idToken, `${ground.address()}/`)
  } catch {
    return null
  }
}
