import { accessError, type Principal, scopesOf } from '@numize/access'
import { NumizeError } from '@numize/base'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { accountRoutes } from '../contract/account.ts'
import { fromOf } from '../http/from.ts'
import { clearSession, leavingBrowser, sessionToken, setLeavingBrowser, setSession } from '../http/session.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'

const meOf = (principal: Principal) => {
  const { userId, orgId, roles } = principal
  return { userId, orgId, roles, scopes: scopesOf(principal) }
}

export const accountHandlers = ({ signIn }: ServerDeps): HandlersOf<keyof typeof accountRoutes> => ({
  'GET /v1/sign-in': async ({ query }) => ({ providers: await signIn.waysIn(query.organisation) }),
  'POST /v1/sign-in': async ({ body, request, reply }) => {
    const session =
      'token' in body
        ? await signIn.signInByLink(body.token, fromOf(request))
        : await signIn.signInByPassword(body, fromOf(request))
    if (!session) throw accessError('bad-link', undefined)
    await endEarlier(request, signIn)
    setSession(reply, session)
    return meOf(session.principal)
  },
  'GET /v1/sign-in/with/:provider': async ({ params, query, reply }) => {
    const { organisation, to } = query
    const { provider } = params
    const { url, browser } = await signIn.leaveForProvider({ organisation, provider, returnTo: to })
    setLeavingBrowser(reply, browser)
    return redirect(reply, url)
  },
  'GET /v1/sign-in/callback': async ({ request, reply }) => {
    const query = request.url.split('?')[1] ?? ''
    try {
      const back = { query, browser: leavingBrowser(request) }
      const session = await signIn.comeBackFromProvider(back, fromOf(request))
      await endEarlier(request, signIn)
      setSession(reply, session)
      return redirect(reply, session.returnTo)
    } catch (error) {
      if (!(error instanceof NumizeError)) throw error
      return redirect(reply, `/sign-in#problem=${encodeURIComponent(error.code)}`)
    }
  },
  'POST /v1/sign-out': async ({ request, reply }) => {
    const token = sessionToken(request)
    clearSession(reply)
    return { goTo: token === undefined ? null : await signIn.signOut(token) }
  },
  'GET /v1/me': async ({ principal }) => meOf(principal),
})

/** A browser has one session: the one it came with ends when it gets another. */
async function endEarlier(request: FastifyRequest, signIn: ServerDeps['signIn']): Promise<void> {
  const earlier = sessionToken(request)
  if (earlier !== undefined) await signIn.signOut(earlier)
}

const redirect = (reply: FastifyReply, to: string): null => {
  reply.header('location', to).header('cache-control', 'no-store')
  return null
}
