import { type Principal, requireScope } from '@numize/access'
import { isReference } from '@numize/secrets'
import type { Org } from '@numize/store'
import { identityError } from './errors.ts'
import type { FederatedGround } from './federated-session.ts'
import { requireOwnRights } from './own-rights.ts'
import {
  keepProvider,
  listProviders,
  type ProviderInput,
  type ProviderSettings,
  parseProvider,
  readProvider,
} from './provider-settings.ts'
import { note } from './trail.ts'

/** A provider as it is shown: whether it has a secret, never which. */
export type ProviderView = ProviderSettings & { readonly name: string; readonly hasSecret: boolean }

/** What a provider says of itself. */
export interface ProviderFound {
  readonly issuer: string
  /** Where browsers are sent to sign in. */
  readonly signInAt: string
}

/** The identity providers of one organisation, for whoever manages them. Nobody lets in people who may do more. */
export interface Providers {
  list(): Promise<readonly ProviderView[]>
  /**
   * Adds a provider, or replaces its settings.
   * @throws `identity/bad-provider`, `identity/beyond-own-rights`, `access/forbidden` without `manage:people`
   */
  save(name: string, settings: ProviderInput): Promise<ProviderView>
  /** Its people stay, and sign in otherwise. @throws `identity/no-provider` */
  remove(name: string): Promise<void>
  /** Asks it for its metadata. @throws `identity/no-provider`, `identity/provider-silent` */
  test(name: string): Promise<ProviderFound>
}

/** Those of the operator may stand anywhere, those of others only where `reach` lets them. */
export function providersOf(ground: FederatedGround, by: Principal, isOperators = false): Providers {
  const org = ground.store.org(by.orgId)
  const told = (detail: Readonly<Record<string, string>>) =>
    note(org, ground.clock, 'provider', { userId: by.userId, detail })
  return {
    list: () => listProviders(org),
    save: async (name, { clientSecret, ...input }) => {
      requireScope(by, 'manage:people')
      const settings = parseProvider(name, input)
      requireOwnRights(by, [...settings.defaultRoles, ...Object.values(settings.roles)])
      requireOwnSecret(clientSecret)
      if (!isOperators) await ground.reach?.(new URL(settings.issuer).hostname)
      await keepProvider({ ...ground, org }, { ...settings, name, clientSecret, isOperators })
      await told({ what: 'saved', provider: name, issuer: settings.issuer })
      return shown(org, name)
    },
    remove: async (name) => {
      if (!(await org.federation.removeProvider(name))) throw identityError('no-provider', { provider: name })
      await told({ what: 'removed', provider: name })
    },
    test: async (name) => ground.openId.ask(await readProvider({ ...ground, org }, name)),
  }
}

/** A secret goes to whatever address is named as the issuer, so it may not be a file or a variable of the machine's. */
function requireOwnSecret(clientSecret: string | null | undefined): void {
  if (!clientSecret || !isReference(clientSecret) || /^(secret|vault):/.test(clientSecret)) return
  throw identityError('foreign-secret')
}

async function shown(org: Org, name: string): Promise<ProviderView> {
  const found = (await listProviders(org)).find((one) => one.name === name)
  if (!found) throw new Error('a provider was kept and is not there')
  return found
}
