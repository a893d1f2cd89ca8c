import type { Principal } from '@numize/access'
import { NumizeError } from '@numize/base'
import type { Org, UserAccount } from '@numize/store'
import { takeSecondFactor } from './authenticator.ts'
import { identityError } from './errors.ts'
import { type Ground, LIFETIMES, principalFor } from './ground.ts'
import { attempt } from './lockout.ts'
import { passwordMatches } from './passwords.ts'
import { note } from './trail.ts'

/** Where somebody comes from. */
export interface From {
  readonly address: string
  /** What they come with, in words: `Firefox on Linux`. */
  readonly device: string | null
}

export interface SignedIn {
  /** Secret; goes into an httpOnly cookie and nowhere else. */
  readonly sessionToken: string
  readonly principal: Principal
  readonly maxAgeSeconds: number
}

export interface PasswordSignIn {
  readonly organisation?: string | undefined
  readonly user: string
  readonly password: string
  /** Of the authenticator app, or a recovery code. */
  readonly code?: string | undefined
}

/** Holds the failures of organisations that do not exist. */
const NOWHERE = ''

/** Spends a one-time link; null where it is unknown, used, too old, or of somebody who is shut out. */
export async function signInByLink(ground: Ground, token: string, from: From): Promise<SignedIn | null> {
  const orgId = ground.store.orgOfToken(token)
  if (orgId === null) return null
  const org = ground.store.org(orgId)
  try {
    const sessionToken = await org.signIn.redeem(token, LIFETIMES.session, from.device)
    const session = await org.signIn.session(sessionToken)
    const user = session && (await org.users.find(session.userId))
    if (!session || !user || !mayEnter(user)) {
      await org.signIn.revoke(sessionToken)
      return null
    }
    await note(org, ground.clock, 'sign-in', { userId: user.userId, detail: { by: session.via } })
    return signedIn(org, user, sessionToken)
  } catch (error) {
    if (error instanceof NumizeError) return null
    throw error
  }
}

/**
 * Signs in by name (or e-mail) and password, and a code where the account has an authenticator app. An unknown
 * organisation, an unknown name, an account without password and a wrong password cost and answer the same.
 * @throws `identity/bad-sign-in`, `identity/code-needed`, `identity/bad-code`, `identity/too-many-attempts`
 */
export async function signInByPassword(
  ground: Ground,
  { organisation, user: login, password, code }: PasswordSignIn,
  from: From,
): Promise<SignedIn> {
  const { org, audited } = await orgNamed(ground, organisation)
  const user = await org.users.findByLogin(login)
  const account = user?.userId ?? login
  const under = await attempt(org, ground.clock.now(), { account, address: from.address })
  const known = await org.credentials.password(user?.userId ?? '')
  const right = await passwordMatches(known, password)
  const told = { org: audited, userId: audited === org && user ? user.userId : 'unknown' }
  if (!user || !right || !mayEnter(user)) throw await refusal(ground, told, 'bad-sign-in')
  const second = await secondFactor(ground, { org, user }, code)
  if (second === 'missing') {
    await under.withdrawn()
    throw identityError('code-needed')
  }
  if (second === 'wrong') throw await refusal(ground, told, 'bad-code')
  await under.succeeded()
  const session = { via: 'password', device: from.device, lifetimeMs: LIFETIMES.session } as const
  const sessionToken = await org.signIn.open(user.userId, session)
  await note(org, ground.clock, 'sign-in', { userId: user.userId, detail: { by: 'password' } })
  return signedIn(org, user, sessionToken)
}

/** Whether an account asks for a code of its authenticator app, and was given one. */
async function secondFactor(
  { sealer, clock }: Ground,
  { org, user: { userId } }: { readonly org: Org; readonly user: UserAccount },
  code: string | undefined,
): Promise<'not asked' | 'missing' | 'wrong' | 'right'> {
  if (!(await org.credentials.authenticator(userId))?.confirmed) return 'not asked'
  if (code === undefined) return 'missing'
  const right = await takeSecondFactor({ org, sealer, now: clock.now() }, userId, code)
  return right ? 'right' : 'wrong'
}

/** Writes down that somebody was not let in; gives the error that says so. */
async function refusal(
  { clock }: Ground,
  { org, userId }: { readonly org: Org; readonly userId: string },
  why: 'bad-sign-in' | 'bad-code',
): Promise<NumizeError> {
  await note(org, clock, 'sign-in', { userId, outcome: 'refused', detail: { by: 'password', why } })
  return identityError(why)
}

export const signedIn = (org: Org, user: UserAccount, sessionToken: string): SignedIn => ({
  sessionToken,
  principal: principalFor(org, user),
  maxAgeSeconds: LIFETIMES.session / 1000,
})

export const mayEnter = ({ kind, disabledAt }: UserAccount): boolean =>
  kind === 'person' && disabledAt === null

/** Failures with an organisation that is none are written down where the operator looks. */
async function orgNamed(
  { store, defaultOrg }: Ground,
  orgId = defaultOrg,
): Promise<{ org: Org; audited: Org }> {
  const known = (await store.orgs()).some((one) => one.orgId === orgId)
  const org = store.org(known ? orgId : NOWHERE)
  return { org, audited: known ? org : store.org(defaultOrg) }
}
