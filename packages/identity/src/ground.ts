import type { Principal, Reach } from '@numize/access'
import type { Clock } from '@numize/base'
import type { Sealer } from '@numize/secrets'
import type { Org, Store, UserAccount } from '@numize/store'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** How long things last. */
export const LIFETIMES = {
  /** A session ends so long after it began, whatever happens. */
  session: 14 * DAY_MS,
  /** And when it was not used for so long. */
  idle: 2 * DAY_MS,
  /** How often a session or key in use is noted. */
  noted: MINUTE_MS,
  /** A sign-in by link proves who somebody is for so long. */
  proof: 30 * MINUTE_MS,
  link: 60 * MINUTE_MS,
  reset: DAY_MS,
  invitation: 7 * DAY_MS,
  /** From leaving for an identity provider to coming back. */
  federated: 10 * MINUTE_MS,
  /** How often a provider is asked whether somebody is still one of theirs. */
  federatedCheck: 10 * MINUTE_MS,
  token: 10 * MINUTE_MS,
  signingKey: 30 * DAY_MS,
} as const

/** What all of identity stands on. */
export interface Ground {
  readonly store: Store
  readonly sealer: Sealer
  readonly clock: Clock
  /** Where people reach this installation: `https://numize.example`. */
  readonly address: () => string
  /** The organisation of those who name none. */
  readonly defaultOrg: string
  /** Looks up secrets of an organisation that lie elsewhere; absent: none do. */
  readonly resolve?: (orgId: string, reference: string) => Promise<string>
  /** Which machines may be called for providers that others than the operator set up; absent: every one. */
  readonly reach?: Reach
}

export const principalFor = (org: Org, { userId, roles, attributes }: UserAccount): Principal => ({
  orgId: org.orgId,
  userId,
  roles,
  attributes,
})
