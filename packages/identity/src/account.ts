import type { Org, Session, UserAccount } from '@numize/store'
import {
  type Enrolment,
  newEnrolment,
  newRecoveryCodes,
  recoveryHash,
  sealedAbout,
  takeCode,
  takeSecondFactor,
} from './authenticator.ts'
import type { Authenticated, OpenSession } from './credential.ts'
import { type SignedIn, signedIn } from './door.ts'
import { identityError } from './errors.ts'
import { type Ground, LIFETIMES } from './ground.ts'
import { attempt } from './lockout.ts'
import { hashPassword, passwordMatches, requireStrong } from './passwords.ts'
import { note } from './trail.ts'

export interface AccountState {
  readonly userId: string
  readonly name: string
  readonly email: string | null
  readonly hasPassword: boolean
  readonly hasAuthenticator: boolean
  readonly recoveryCodesLeft: number
  /** Whether a change asks for the present password: not shortly after coming in by a link. */
  readonly needsPassword: boolean
}

export interface OwnSession extends Session {
  /** The one that asks. */
  readonly current: boolean
}

/** What a person may do to their own account, from a session of theirs. */
export interface Account {
  state(): Promise<AccountState>
  /**
   * Ends all sessions and gives a new one.
   * @throws `identity/weak-password`, `identity/proof-needed`, `identity/wrong-password`
   */
  setPassword(change: { current?: string | undefined; password: string }): Promise<SignedIn>
  /** @throws `identity/has-authenticator` and those of a proof */
  enrol(proof: Proof): Promise<Enrolment>
  /** Confirms with a first code; gives the recovery codes, this once. @throws `identity/bad-code`, `identity/no-authenticator` */
  confirm(code: string): Promise<readonly string[]>
  /** @throws `identity/no-authenticator` and those of a proof */
  removeAuthenticator(proof: Proof & { readonly code?: string | undefined }): Promise<void>
  sessions(): Promise<readonly OwnSession[]>
  /** @throws `identity/no-session` */
  endSession(sessionId: string): Promise<void>
  /** Tells how many were ended. */
  endOtherSessions(): Promise<number>
}

export interface Proof {
  readonly password?: string | undefined
}

interface Own {
  readonly ground: Ground
  readonly org: Org
  readonly user: UserAccount
  readonly session: OpenSession
}

/** @throws `identity/session-needed` for a key or a token */
export async function accountOf(ground: Ground, who: Authenticated): Promise<Account> {
  if (who.via !== 'session') throw identityError('session-needed')
  const { session, principal } = who
  const org = ground.store.org(principal.orgId)
  const user = await org.users.find(principal.userId)
  if (!user) throw identityError('no-person', { user: principal.userId })
  const own: Own = { ground, org, user, session }
  const { userId } = user
  return {
    state: () => stateOf(own),
    setPassword: (change) => setPassword(own, change),
    enrol: (proof) => enrol(own, proof),
    confirm: (code) => confirm(own, code),
    removeAuthenticator: (proof) => removeAuthenticator(own, proof),
    sessions: async () =>
      (await livingSessions(ground, org, userId)).map((one) => ({
        ...one,
        current: one.sessionId === session.sessionId,
      })),
    endSession: async (sessionId) => {
      if (!(await org.signIn.revokeById(userId, sessionId))) throw identityError('no-session')
    },
    endOtherSessions: () => org.signIn.revokeOthers(userId, session.token),
  }
}

/** Sessions that a request could still use. */
export const livingSessions = async (
  { clock }: Ground,
  org: Org,
  userId: string,
): Promise<readonly Session[]> =>
  (await org.signIn.sessions(userId)).filter(
    ({ seenAt }) => Date.parse(seenAt) > clock.now() - LIFETIMES.idle,
  )

async function stateOf(own: Own): Promise<AccountState> {
  const { org, user } = own
  const { userId, name, email } = user
  const hasPassword = (await org.credentials.password(userId)) !== null
  return {
    userId,
    name,
    email,
    hasPassword,
    hasAuthenticator: (await org.credentials.authenticator(userId))?.confirmed ?? false,
    recoveryCodesLeft: await org.credentials.recoveryCodesLeft(userId),
    needsPassword: hasPassword && !cameByLink(own),
  }
}

const LINKS: ReadonlySet<string> = new Set(['link', 'invitation', 'reset'])
const cameByLink = ({ ground, session }: Own): boolean =>
  LINKS.has(session.via) && ground.clock.now() - Date.parse(session.createdAt) < LIFETIMES.proof

/**
 * A session alone changes no credential: whoever finds an open browser must not take the account with them.
 * @throws `identity/proof-needed`, `identity/wrong-password`, `identity/too-many-attempts`
 */
async function requireProof(own: Own, { password }: Proof): Promise<void> {
  const { ground, org, user } = own
  const known = await org.credentials.password(user.userId)
  if (known === null || cameByLink(own)) return
  if (password === undefined) throw identityError('proof-needed')
  const place = { account: user.userId, address: `session ${own.session.sessionId}` }
  const under = await attempt(org, ground.clock.now(), place)
  if (!(await passwordMatches(known, password))) throw identityError('wrong-password')
  await under.succeeded()
}

async function setPassword(
  own: Own,
  { current, password }: { current?: string | undefined; password: string },
): Promise<SignedIn> {
  const { ground, org, user, session } = own
  await requireProof(own, { password: current })
  requireStrong(password, [user.userId, user.name, user.email, org.orgId])
  await org.credentials.setPassword(user.userId, await hashPassword(password))
  await org.signIn.revokeAll(user.userId)
  await note(org, ground.clock, 'key', { userId: user.userId, detail: { what: 'password set' } })
  const token = await org.signIn.open(user.userId, {
    via: 'password',
    device: session.device,
    lifetimeMs: LIFETIMES.session,
  })
  return signedIn(org, user, token)
}

async function enrol(own: Own, proof: Proof): Promise<Enrolment> {
  const { ground, org, user } = own
  await requireProof(own, proof)
  const enrolment = newEnrolment(org.orgId, user.userId)
  const sealed = ground.sealer.seal(enrolment.secret, sealedAbout(org.orgId, user.userId))
  if (!(await org.credentials.enrol(user.userId, sealed))) throw identityError('has-authenticator')
  return enrolment
}

async function confirm({ ground, org, user }: Own, code: string): Promise<readonly string[]> {
  const known = await org.credentials.authenticator(user.userId)
  if (!known) throw identityError('no-authenticator')
  if (known.confirmed) throw identityError('has-authenticator')
  const place = { org, sealer: ground.sealer, now: ground.clock.now() }
  if (!(await takeCode(place, user.userId, code))) throw identityError('bad-code')
  const codes = newRecoveryCodes()
  await org.credentials.setRecoveryCodes(user.userId, codes.map(recoveryHash))
  await note(org, ground.clock, 'key', { userId: user.userId, detail: { what: 'authenticator added' } })
  return codes
}

/** By the password, or by a code of the app itself. */
async function removeAuthenticator(
  own: Own,
  { password, code }: { password?: string | undefined; code?: string | undefined },
): Promise<void> {
  const { ground, org, user } = own
  if (code === undefined) await requireProof(own, { password })
  else {
    const place = { account: user.userId, address: `session ${own.session.sessionId}` }
    const under = await attempt(org, ground.clock.now(), place)
    const factor = { org, sealer: ground.sealer, now: ground.clock.now() }
    if (!(await takeSecondFactor(factor, user.userId, code))) throw identityError('bad-code')
    await under.succeeded()
  }
  if (!(await org.credentials.removeAuthenticator(user.userId))) throw identityError('no-authenticator')
  await note(org, ground.clock, 'key', { userId: user.userId, detail: { what: 'authenticator removed' } })
}
