import { accessError, type Principal } from '@numize/access'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Session, SignIn } from '../sign-in.ts'

const COOKIE = 'numize_session'

export const sessionToken = (request: FastifyRequest): string | undefined => request.cookies[COOKIE]

/** Strict: the cookie never travels with a request another site started. */
export const setSession = (reply: FastifyReply, session: Session): FastifyReply =>
  reply.setCookie(COOKIE, session.sessionToken, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: reply.request.protocol === 'https',
    ...(session.maxAgeSeconds === undefined ? {} : { maxAge: session.maxAgeSeconds }),
  })

export const clearSession = (reply: FastifyReply): FastifyReply => reply.clearCookie(COOKIE, { path: '/' })

/** @throws `access/not-signed-in` */
export async function requirePrincipal(request: FastifyRequest, signIn: SignIn): Promise<Principal> {
  const token = sessionToken(request)
  const principal = token === undefined ? null : await signIn.principalOf(token)
  if (!principal) throw accessError('not-signed-in', undefined)
  return principal
}
