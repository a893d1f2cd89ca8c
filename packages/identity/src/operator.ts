import { type Principal, SCOPES, type Scope } from '@numize/access'
import type { ApiKey, OrgRow } from '@numize/store'
import { rotateSigningKey } from './access-tokens.ts'
import { identityError } from './errors.ts'
import type { FederatedGround } from './federated-session.ts'
import { LIFETIMES } from './ground.ts'
import { type NewKey, putKey, takeKey } from './keys.ts'
import { addOrganisation } from './organisations.ts'
import { type Providers, providersOf } from './providers.ts'

/** What only whoever owns the machine may do, in every organisation. */
export interface Operator {
  addOrganisation(orgId: string, name: string, projectsDir: string | null): Promise<void>
  organisations(): Promise<readonly OrgRow[]>
  /** @throws `identity/no-organisation` */
  requireOrganisation(orgId: string): Promise<void>
  /** A token that opens one session for anybody, whatever their account is locked by. */
  link(orgId: string, userId: string): Promise<string>
  /** Providers that may also stand inside, and on this machine. */
  providers(by: Principal): Providers
  /** For anybody, with any of the rights their roles give. */
  makeKey(by: Principal, key: NewKey & { readonly owner: string }): Promise<{ key: string; keyId: string }>
  keys(orgId: string, prefix?: string): Promise<readonly ApiKey[]>
  /** @throws `identity/no-key` */
  revokeKey(by: Principal, keyId: string): Promise<void>
  rotateSigningKey(orgId: string): Promise<string>
}

const EVERYTHING = Object.keys(SCOPES) as readonly Scope[]

export function operatorOf(ground: FederatedGround): Operator {
  const { store } = ground
  return {
    addOrganisation: (orgId, name, dir) => addOrganisation(store, orgId, name, dir),
    organisations: () => store.orgs(),
    requireOrganisation: async (orgId) => {
      const known = (await store.orgs()).some((one) => one.orgId === orgId)
      if (!known) throw identityError('no-organisation', { organisation: orgId })
    },
    link: (orgId, userId) => store.org(orgId).signIn.createLink(userId, LIFETIMES.link),
    providers: (by) => providersOf(ground, by, true),
    makeKey: async ({ orgId, userId }, key) => {
      const org = store.org(orgId)
      const owner = await org.users.find(key.owner)
      if (!owner) throw identityError('no-person', { user: key.owner })
      return putKey({ ground, org }, key, { owner, by: userId, may: EVERYTHING })
    },
    keys: async (orgId, prefix = '') =>
      (await store.org(orgId).apiKeys.list()).filter(({ keyId }) => keyId.startsWith(prefix)),
    revokeKey: async ({ orgId, userId }, keyId) => {
      const org = store.org(orgId)
      const key = await org.apiKeys.find(keyId)
      if (!key) throw identityError('no-key', { key: keyId })
      await takeKey({ ground, org }, key, userId)
    },
    rotateSigningKey: (orgId) => rotateSigningKey(ground, store.org(orgId)),
  }
}
