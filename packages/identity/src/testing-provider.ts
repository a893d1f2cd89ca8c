import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { Provider } from 'oidc-provider'

export const CLIENT = { clientId: 'numize', clientSecret: 'a-secret-between-the-two-of-us' }

/** Whom the provider knows: what it says of each. */
export type Accounts = Record<string, Record<string, unknown>>

export interface TestProvider extends AsyncDisposable {
  readonly issuer: string
  /** Changes what it says of people; somebody it no longer holds is refused. */
  readonly accounts: Accounts
  /** Walks through its pages as somebody, as a browser would; gives the address it sends the browser back to. */
  walk(url: string, login: string): Promise<URL>
  /** Follows one address of it with that browser's cookies; gives the status and where it leads. */
  readonly visits: readonly string[]
}

/** A real OpenID provider on loopback, whose login page lets in whoever the test says. */
export async function startProvider(redirectUri: string, returnTo: string): Promise<TestProvider> {
  const server = createServer()
  const issuer = await listening(server)
  const accounts: Accounts = {}
  const visits: string[] = []
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [returnTo],
        grant_types: ['authorization_code', 'refresh_token'],
      },
    ],
    claims: { openid: ['sub', 'email', 'email_verified', 'name', 'groups', 'site'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    findAccount: (_, id) =>
      accounts[id] === undefined
        ? undefined
        : { accountId: id, claims: async () => ({ sub: id, ...accounts[id] }) },
    interactions: { url: (_, { uid }) => `/login/${uid}` },
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    pkce: { required: () => true },
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc
      const whose = { clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' }
      const grant = new ctx.oidc.provider.Grant(whose)
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
    cookies: { keys: ['test'] },
    jwks: { keys: [await signingKey()] },
    ttl: { AccessToken: 600, Grant: 86_400, IdToken: 600, Interaction: 600, Session: 86_400 },
  })
  const pages = provider.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    visits.push(`${request.method} ${request.url?.split('?')[0]}`)
    const login = /^\/login\/[\w-]+\?as=(.+)$/.exec(request.url ?? '')?.[1]
    if (login === undefined) void pages(request, response)
    else
      void provider.interactionFinished(request, response, {
        login: { accountId: decodeURIComponent(login) },
      })
  })
  return {
    issuer,
    accounts,
    visits,
    walk: (url, login) => walk(url, login, redirectUri),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function signingKey() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid: 'one', alg: 'RS256', use: 'sig' }
}

async function walk(start: string, login: string, until: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let url = start
  for (let step = 0; step < 10; step++) {
    const asked = url.includes('/login/') ? `${url}?as=${encodeURIComponent(login)}` : url
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const reply = await fetch(asked, { redirect: 'manual', headers: { cookie } })
    for (const line of reply.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    const next = reply.headers.get('location')
    if (next === null) throw new Error(`${asked} leads nowhere: ${reply.status} ${await reply.text()}`)
    url = new URL(next, asked).href
    if (url.startsWith(until)) return new URL(url)
  }
  throw new Error('the provider never sent the browser back')
}

async function listening(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export interface LyingProvider extends AsyncDisposable {
  readonly issuer: string
  /** What its next ID token says, beyond what an honest one would; `sign` makes the token of other claims. */
  lie(lie: Lie): void
}

export interface Lie {
  readonly claims?: JWTPayload
  readonly token?: (honest: { readonly claims: JWTPayload; readonly sign: Sign }) => Promise<string>
  /** Published instead of its own issuer. */
  readonly metadata?: Readonly<Record<string, unknown>>
}
type Sign = (claims: JWTPayload, alg?: string) => Promise<string>

/** A provider that lets everybody in at once and says what the test wants. The nonce comes in the code. */
export async function startLyingProvider(now: () => number): Promise<LyingProvider> {
  const server = createServer()
  const issuer = await listening(server)
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  let told: Lie = {}
  const sign: Sign = (claims, alg = 'RS256') =>
    new SignJWT(claims).setProtectedHeader({ alg, kid: 'one' }).sign(privateKey)
  const honest = (nonce: string): JWTPayload => {
    const seconds = Math.floor(now() / 1000)
    return { iss: issuer, aud: CLIENT.clientId, sub: 'eve', iat: seconds, exp: seconds + 600, nonce }
  }
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const path = request.url?.split('?')[0]
    if (path === '/.well-known/openid-configuration')
      return {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
        ...told.metadata,
      }
    if (path === '/jwks') return { keys: [jwk] }
    const nonce = new URLSearchParams(await textOf(request)).get('code') ?? ''
    const claims = { ...honest(nonce), ...told.claims }
    const idToken = told.token ? await told.token({ claims, sign }) : await sign(claims)
    return { access_token: 'a', token_type: 'Bearer', id_token: idToken }
  }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void answer(request).then((body) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    )
  })
  return {
    issuer,
    lie: (lie) => {
      told = lie
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
