import type { Reach } from '@numize/access'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretBasic,
  type Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type IDToken,
  None,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  refreshTokenGrant,
} from 'openid-client'
import { identityError } from './errors.ts'
import type { Provider } from './provider-settings.ts'

const KEPT_MS = 60 * 60_000
const MOST_KEPT = 100
const TIMEOUT_SECONDS = 10
/** The one algorithm of ID tokens; what is signed otherwise, or not at all, is refused. */
const ALGORITHM = 'RS256'

/** What a provider says of somebody, once everything about it was checked. */
export interface Told {
  readonly claims: Readonly<Record<string, unknown>> & { readonly sub: string }
  readonly idToken: string
  readonly refreshToken: string | null
}

/** Our side of OpenID Connect: code flow with PKCE, signatures checked against the provider's keys. */
export interface OpenId {
  /** Where the browser goes, and what must be known when it comes back. */
  leave(
    provider: Provider,
    state: string,
    redirectUri: string,
  ): Promise<{ url: string; nonce: string; verifier: string }>
  /** @throws `identity/provider-refused` */
  comeBack(
    provider: Provider,
    url: URL,
    expected: { readonly state: string; readonly nonce: string; readonly verifier: string },
  ): Promise<Told>
  /** What it says now; null where it no longer lets them in. @throws `identity/provider-silent` */
  again(provider: Provider, refreshToken: string): Promise<Partial<Told> | null>
  /** What it says of itself. @throws `identity/provider-silent` */
  ask(provider: Provider): Promise<{ readonly issuer: string; readonly signInAt: string }>
  /** Where to end the provider's own session too; null where it has no such place. */
  farewell(provider: Provider, idToken: string, returnTo: string): Promise<string | null>
}

export function createOpenId(clock: { now(): number }, reach?: Reach): OpenId {
  const configurationOf = keptConfigurations(clock, reach)
  return {
    leave: async (provider, state, redirectUri) => {
      const [nonce, verifier] = [randomNonce(), randomPKCECodeVerifier()]
      const url = buildAuthorizationUrl(await configurationOf(provider), {
        redirect_uri: redirectUri,
        scope: provider.scopes.join(' '),
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, nonce, verifier }
    },
    comeBack: async (provider, url, { state, nonce, verifier }) => {
      const configuration = await configurationOf(provider)
      try {
        const answer = await authorizationCodeGrant(configuration, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const claims = answer.claims()
        if (!claims || answer.id_token === undefined) throw new Error('no ID token')
        return { claims, idToken: answer.id_token, refreshToken: answer.refresh_token ?? null }
      } catch {
        throw identityError('provider-refused', { provider: provider.label })
      }
    },
    again: async (provider, refreshToken) => {
      const configuration = await configurationOf(provider)
      try {
        const answer = await refreshTokenGrant(configuration, refreshToken)
        const claims: IDToken | undefined = answer.claims()
        return {
          ...(claims ? { claims } : {}),
          ...(answer.id_token === undefined ? {} : { idToken: answer.id_token }),
          ...(answer.refresh_token === undefined ? {} : { refreshToken: answer.refresh_token }),
        }
      } catch (error) {
        if (error instanceof ResponseBodyError && error.status < 500) return null
        throw identityError('provider-silent', { provider: provider.label })
      }
    },
    ask: async (provider) => {
      const { issuer, authorization_endpoint: signInAt } = (await configurationOf(provider)).serverMetadata()
      if (signInAt === undefined) throw identityError('provider-silent', { provider: provider.label })
      return { issuer, signInAt }
    },
    farewell: async (provider, idToken, returnTo) =>
      farewellAddress(await configurationOf(provider), idToken, returnTo),
  }
}

function farewellAddress(configuration: Configuration, idToken: string, returnTo: string): string | null {
  if (configuration.serverMetadata().end_session_endpoint === undefined) return null
  return buildEndSessionUrl(configuration, {
    id_token_hint: idToken,
    post_logout_redirect_uri: returnTo,
  }).href
}

/** Asks a provider for its metadata once an hour. */
function keptConfigurations(clock: { now(): number }, reach: Reach | undefined) {
  const kept = new Map<string, { readonly until: number; readonly found: Promise<Configuration> }>()
  return async (provider: Provider): Promise<Configuration> => {
    const key = JSON.stringify([
      provider.issuer,
      provider.clientId,
      provider.clientSecret,
      provider.isOperators,
    ])
    const known = kept.get(key)
    if (known && known.until > clock.now()) return known.found
    if (kept.size >= MOST_KEPT) kept.clear()
    const found = discover(provider, provider.isOperators ? undefined : reach)
    kept.set(key, { until: clock.now() + KEPT_MS, found })
    try {
      return await found
    } catch {
      kept.delete(key)
      throw identityError('provider-silent', { provider: provider.label })
    }
  }
}

const discover = (
  { issuer, clientId, clientSecret }: Provider,
  reach: Reach | undefined,
): Promise<Configuration> =>
  discovery(
    new URL(issuer),
    clientId,
    { id_token_signed_response_alg: ALGORITHM },
    clientSecret === null ? None() : ClientSecretBasic(clientSecret),
    {
      timeout: TIMEOUT_SECONDS,
      ...(reach ? { [customFetch]: within(reach) } : {}),
      // plain http reaches only this machine: see the settings
      execute: [enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [allowInsecureRequests] : [])],
    },
  )

/** Every address a provider names is asked before it is called; it leads nowhere else. */
const within =
  (reach: Reach): CustomFetch =>
  async (url, options) => {
    await reach(new URL(url).hostname)
    const { body, headers, method, signal } = options
    return fetch(url, {
      method,
      headers,
      ...(body === undefined || body === null ? {} : { body: body as string | URLSearchParams }),
      redirect: 'error',
      ...(signal ? { signal } : {}),
    })
  }
