import type { identityRoutes } from '../contract/identity.ts'
import { authenticatedOf, setSession } from '../http/session.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { Handlers, HandlersOf } from './call.ts'

export const identityHandlers = (deps: ServerDeps): HandlersOf<keyof typeof identityRoutes> => ({
  ...ownAccount(deps),
  ...keysAndTokens(deps),
})

type OwnAccount = Extract<keyof typeof identityRoutes, `${string}/v1/account${string}`>

const ownAccount = ({ signIn }: ServerDeps): Pick<Handlers, OwnAccount> => ({
  'GET /v1/account': async ({ request }) => (await signIn.account(authenticatedOf(request))).state(),
  'POST /v1/account/password': async ({ request, reply, body }) => {
    const account = await signIn.account(authenticatedOf(request))
    setSession(reply, await account.setPassword(body))
    return null
  },
  'POST /v1/account/authenticator': async ({ request, body }) =>
    (await signIn.account(authenticatedOf(request))).enrol(body),
  'POST /v1/account/authenticator/confirm': async ({ request, body }) => {
    const account = await signIn.account(authenticatedOf(request))
    return { recoveryCodes: await account.confirm(body.code) }
  },
  'POST /v1/account/authenticator/remove': async ({ request, body }) => {
    await (await signIn.account(authenticatedOf(request))).removeAuthenticator(body)
    return null
  },
  'GET /v1/account/sessions': async ({ request }) =>
    (await signIn.account(authenticatedOf(request))).sessions(),
  'DELETE /v1/account/sessions': async ({ request }) => ({
    ended: await (await signIn.account(authenticatedOf(request))).endOtherSessions(),
  }),
  'DELETE /v1/account/sessions/:session': async ({ request, params }) => {
    await (await signIn.account(authenticatedOf(request))).endSession(params.session)
    return null
  },
})

const keysAndTokens = ({
  signIn,
}: ServerDeps): Omit<HandlersOf<keyof typeof identityRoutes>, OwnAccount> => ({
  'GET /v1/keys': async ({ request, query }) =>
    signIn.keys(authenticatedOf(request)).list({ all: query.all === 'true', prefix: query.prefix }),
  'POST /v1/keys': async ({ request, body: { expiresAt = null, ...key } }) =>
    signIn.keys(authenticatedOf(request)).create({ ...key, expiresAt }),
  'DELETE /v1/keys/:key': async ({ request, params }) => {
    await signIn.keys(authenticatedOf(request)).revoke(params.key)
    return null
  },
  'POST /v1/token': async ({ request, reply, body }) => {
    const { token, expiresInSeconds, scopes } = await signIn.giveToken(authenticatedOf(request), body.scopes)
    reply.header('cache-control', 'no-store')
    return {
      access_token: token,
      token_type: 'Bearer',
      expires_in: expiresInSeconds,
      scope: scopes.join(' '),
    }
  },
  'GET /v1/.well-known/jwks.json': async ({ reply }) => {
    reply.header('cache-control', 'public, max-age=300')
    return { keys: await signIn.publicKeys() }
  },
})
