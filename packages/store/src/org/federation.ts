import { hashText } from '@numize/base'
import { type Bound, isoNow } from './bound.ts'

/** A sign-in that went to a provider and has to come back to the same browser. */
export interface PendingSignIn {
  readonly provider: string
  readonly nonce: string
  readonly verifier: string
  readonly returnTo: string
}

/** What a session holds of the provider it came from. */
export interface FederatedSession {
  readonly provider: string
  /** Sealed. */
  readonly tokens: string
}

/** Providers of identity, who somebody is there, and sign-ins under way. */
export interface Federation {
  saveProvider(provider: string, body: unknown): Promise<void>
  provider(provider: string): Promise<unknown>
  providers(): Promise<readonly { readonly provider: string; readonly body: unknown }[]>
  removeProvider(provider: string): Promise<boolean>
  link(issuer: string, subject: string, userId: string): Promise<void>
  userOf(issuer: string, subject: string): Promise<string | null>
  begin(state: string, browser: string, pending: PendingSignIn, lifetimeMs: number): Promise<void>
  /** Takes a sign-in under way, once, for the browser that began it. */
  take(state: string, browser: string): Promise<PendingSignIn | null>
  keepTokens(sessionToken: string, session: FederatedSession): Promise<void>
  tokens(sessionToken: string): Promise<FederatedSession | null>
  /** What a session holds where it was not checked for `everyMs`: to one caller, who now checks it. */
  takeDue(sessionToken: string, everyMs: number): Promise<FederatedSession | null>
}

export const federationOf = (bound: Bound): Federation => ({
  ...providersOf(bound),
  ...pendingOf(bound),
  ...tokensOf(bound),
  link: async (issuer, subject, userId) => {
    await bound.db
      .insertInto('federated_users')
      .values({ org_id: bound.orgId, issuer, subject, user_id: userId, linked_at: isoNow(bound) })
      .execute()
  },
  userOf: async (issuer, subject) => {
    const found = await bound.db
      .selectFrom('federated_users')
      .select('user_id')
      .where('org_id', '=', bound.orgId)
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst()
    return found?.user_id ?? null
  },
})

const providersOf = (
  bound: Bound,
): Pick<Federation, 'saveProvider' | 'provider' | 'providers' | 'removeProvider'> => {
  const select = bound.db
    .selectFrom('identity_providers')
    .select(['provider', 'body'])
    .where('org_id', '=', bound.orgId)
  return {
    saveProvider: async (provider, value) => {
      const body = JSON.stringify(value)
      await bound.db
        .insertInto('identity_providers')
        .values({ org_id: bound.orgId, provider, body, created_at: isoNow(bound) })
        .onConflict((conflict) => conflict.columns(['org_id', 'provider']).doUpdateSet({ body }))
        .execute()
    },
    provider: async (provider) =>
      (await select.where('provider', '=', provider).executeTakeFirst())?.body ?? null,
    providers: () => select.orderBy('provider').execute(),
    removeProvider: async (provider) => {
      const { numDeletedRows } = await bound.db
        .deleteFrom('identity_providers')
        .where('org_id', '=', bound.orgId)
        .where('provider', '=', provider)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

const pendingOf = (bound: Bound): Pick<Federation, 'begin' | 'take'> => ({
  begin: async (state, browser, { provider, nonce, verifier, returnTo }, lifetimeMs) => {
    const now = isoNow(bound)
    await bound.db
      .deleteFrom('federated_sign_ins')
      .where('org_id', '=', bound.orgId)
      .where('expires_at', '<', now)
      .execute()
    await bound.db
      .insertInto('federated_sign_ins')
      .values({
        org_id: bound.orgId,
        state_hash: hashText(state),
        browser_hash: hashText(browser),
        provider,
        nonce,
        verifier,
        return_to: returnTo,
        created_at: now,
        expires_at: new Date(bound.clock.now() + lifetimeMs).toISOString(),
      })
      .execute()
  },
  take: async (state, browser) => {
    const found = await bound.db
      .deleteFrom('federated_sign_ins')
      .where('org_id', '=', bound.orgId)
      .where('state_hash', '=', hashText(state))
      .where('browser_hash', '=', hashText(browser))
      .where('expires_at', '>', isoNow(bound))
      .returning(['provider', 'nonce', 'verifier', 'return_to as returnTo'])
      .executeTakeFirst()
    return found ?? null
  },
})

const tokensOf = (bound: Bound): Pick<Federation, 'keepTokens' | 'tokens' | 'takeDue'> => ({
  keepTokens: async (sessionToken, { provider, tokens }) => {
    const set = { provider, tokens, checked_at: isoNow(bound) }
    await bound.db
      .insertInto('federated_sessions')
      .values({ org_id: bound.orgId, token_hash: hashText(sessionToken), ...set })
      .onConflict((conflict) => conflict.columns(['org_id', 'token_hash']).doUpdateSet(set))
      .execute()
  },
  tokens: async (sessionToken) => {
    const found = await bound.db
      .selectFrom('federated_sessions')
      .select(['provider', 'tokens'])
      .where('org_id', '=', bound.orgId)
      .where('token_hash', '=', hashText(sessionToken))
      .executeTakeFirst()
    return found ?? null
  },
  takeDue: async (sessionToken, everyMs) => {
    const found = await bound.db
      .updateTable('federated_sessions')
      .set({ checked_at: isoNow(bound) })
      .where('org_id', '=', bound.orgId)
      .where('token_hash', '=', hashText(sessionToken))
      .where('checked_at', '<', new Date(bound.clock.now() - everyMs).toISOString())
      .returning(['provider', 'tokens'])
      .executeTakeFirst()
    return found ?? null
  },
})
