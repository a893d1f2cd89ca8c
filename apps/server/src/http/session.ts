import { accessError, type Principal } from '@numize/access'
import type { Authenticated, Credential, Identity, SignedIn } from '@numize/identity'
import type { FastifyReply, FastifyRequest } from 'fastify'

const PLAIN = 'numize_session'
/** Browsers take a cookie of this name only over https, from this very host, for all of it. */
const OVER_HTTPS = '__Host-numize_session'

const cookieName = ({ protocol }: FastifyRequest): string => (protocol === 'https' ? OVER_HTTPS : PLAIN)

export const sessionToken = (request: FastifyRequest): string | undefined =>
  request.cookies[cookieName(request)]

/** Strict: the cookie never travels with a request another site started. */
export const setSession = (reply: FastifyReply, session: SignedIn): FastifyReply =>
  reply.setCookie(cookieName(reply.request), session.sessionToken, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: reply.request.protocol === 'https',
    maxAge: session.maxAgeSeconds,
  })

export const clearSession = (reply: FastifyReply): FastifyReply =>
  reply.clearCookie(cookieName(reply.request), {
    path: '/',
    secure: reply.request.protocol === 'https',
  })

const LEAVING = 'numize_leaving'
const LEAVING_SECONDS = 600

/** Knows a browser that left for an identity provider when it comes back. Lax: the way back begins on their site. */
export const setLeavingBrowser = (reply: FastifyReply, browser: string): FastifyReply =>
  reply.setCookie(LEAVING, browser, {
    path: '/v1/sign-in',
    httpOnly: true,
    sameSite: 'lax',
    secure: reply.request.protocol === 'https',
    maxAge: LEAVING_SECONDS,
  })

export const leavingBrowser = (request: FastifyRequest): string | undefined => request.cookies[LEAVING]

/** `Authorization: Bearer` (an API key or an access token) speaks for the whole request: its cookie is not looked at. */
export function credentialOf(request: FastifyRequest): Credential | null {
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const token = /^bearer +(\S+)$/i.exec(authorization)?.[1]
    return token === undefined ? null : { kind: 'bearer', token }
  }
  const token = sessionToken(request)
  return token === undefined ? null : { kind: 'session', token }
}

/** Who a request is from, asked anew each time. @throws `access/not-signed-in` */
async function requireAuthenticated(
  request: FastifyRequest,
  signIn: Pick<Identity, 'authenticate'>,
): Promise<Authenticated> {
  const credential = credentialOf(request)
  const found = credential === null ? null : await signIn.authenticate(credential)
  if (!found) throw accessError('not-signed-in', undefined)
  known.set(request, found)
  return found
}

const known = new WeakMap<FastifyRequest, Authenticated>()

/** Who a request of a route that demands somebody is from, and by what they showed it. */
export function authenticatedOf(request: FastifyRequest): Authenticated {
  const found = known.get(request)
  if (!found) throw new Error('this route lets anybody in')
  return found
}

/** Who a request is from, as far as that was asked; null of anybody. */
export const principalOf = (request: FastifyRequest): Principal | null =>
  known.get(request)?.principal ?? null

/** @throws `access/not-signed-in` */
export const requirePrincipal = async (
  request: FastifyRequest,
  signIn: Pick<Identity, 'authenticate'>,
): Promise<Principal> => (await requireAuthenticated(request, signIn)).principal
