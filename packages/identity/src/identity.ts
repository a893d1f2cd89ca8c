import type { Principal, Scope } from '@numize/access'
import { type AccessToken, giveToken, publicKeys } from './access-tokens.ts'
import { type Account, accountOf } from './account.ts'
import { authenticate } from './authenticate.ts'
import type { Authenticated, Credential } from './credential.ts'
import { type From, type PasswordSignIn, type SignedIn, signInByLink, signInByPassword } from './door.ts'
import { comeBackFromProvider, leaveForGood, leaveForProvider } from './federated-door.ts'
import type { Ground } from './ground.ts'
import { type Keys, keysOf } from './keys.ts'
import { createOpenId } from './openid.ts'
import { type Operator, operatorOf } from './operator.ts'
import { type People, peopleOf } from './people.ts'
import { listProviders } from './provider-settings.ts'
import { type Providers, providersOf } from './providers.ts'

/** Who somebody is, in every organisation of an installation. Nothing of one opens anything of another. */
export interface Identity {
  /** Whose credential it is; null when it is unknown, revoked, over, or of somebody who is shut out. */
  authenticate(credential: Credential): Promise<Authenticated | null>
  /** Spends a one-time link; null where it opens nothing. */
  signInByLink(token: string, from: From): Promise<SignedIn | null>
  signInByPassword(given: PasswordSignIn, from: From): Promise<SignedIn>
  /** How the people of an organisation may sign in; of one that does not exist nothing is told. */
  waysIn(organisation?: string): Promise<readonly { readonly name: string; readonly label: string }[]>
  leaveForProvider: Bound<typeof leaveForProvider>
  comeBackFromProvider: Bound<typeof comeBackFromProvider>
  /** Ends a session; gives the address that ends the provider's own too. */
  signOut(sessionToken: string): Promise<string | null>
  /** Where the holder of a one-time token comes in. */
  linkTo(token: string): string
  account(who: Authenticated): Promise<Account>
  people(by: Principal): People
  keys(who: Authenticated): Keys
  /** Where the people of an organisation may sign in beside here. */
  providers(by: Principal): Providers
  giveToken(who: Authenticated, scopes?: readonly Scope[]): Promise<AccessToken>
  publicKeys(): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** What only the operator of the machine may do. */
  readonly operator: Operator
}

type Bound<F> = F extends (ground: never, ...rest: infer R) => infer Out ? (...rest: R) => Out : never

export function createIdentity(place: Ground): Identity {
  const ground = { ...place, openId: createOpenId(place.clock, place.reach) }
  const { store, defaultOrg } = ground
  return {
    authenticate: (credential) => authenticate(ground, credential),
    signInByLink: (token, from) => signInByLink(ground, token, from),
    signInByPassword: (given, from) => signInByPassword(ground, given, from),
    waysIn: async (organisation = defaultOrg) =>
      (await listProviders(store.org(organisation))).map(({ name, label }) => ({ name, label })),
    leaveForProvider: (wanted) => leaveForProvider(ground, wanted),
    comeBackFromProvider: (back, from) => comeBackFromProvider(ground, back, from),
    signOut: (token) => leaveForGood(ground, token),
    linkTo: (token) => `${ground.address()}/sign-in#token=${token}`,
    account: (who) => accountOf(ground, who),
    people: (by) => peopleOf(ground, by),
    keys: (who) => keysOf(ground, who),
    providers: (by) => providersOf(ground, by),
    giveToken: (who, scopes) => giveToken(ground, who, scopes),
    publicKeys: () => publicKeys(ground),
    operator: operatorOf(ground),
  }
}
