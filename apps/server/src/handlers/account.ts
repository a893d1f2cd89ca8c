import { accessError, type Principal, scopesOf } from '@numize/access'
import type { accountRoutes } from '../contract/account.ts'
import { clearSession, sessionToken, setSession } from '../http/session.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'

const meOf = (principal: Principal) => {
  const { userId, orgId, roles } = principal
  return { userId, orgId, roles, scopes: scopesOf(principal) }
}

export const accountHandlers = ({ signIn }: ServerDeps): HandlersOf<keyof typeof accountRoutes> => ({
  'POST /v1/sign-in': async ({ body, reply }) => {
    const session = await signIn.redeem(body.token)
    if (!session) throw accessError('bad-link', undefined)
    setSession(reply, session)
    return meOf(session.principal)
  },
  'POST /v1/sign-out': async ({ request, reply }) => {
    const token = sessionToken(request)
    if (token !== undefined) await signIn.revoke(token)
    clearSession(reply)
    return null
  },
  'GET /v1/me': async ({ principal }) => meOf(principal),
})
