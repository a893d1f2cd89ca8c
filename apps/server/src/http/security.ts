import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { serverError } from '../errors.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Scripts come from our own files alone: nothing inline, nothing evaluated. Styles may be inline because Mantine
 * writes its theme's variables into a style element.
 */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
}

/**
 * Security headers on every reply, and no unsafe request from a page that is not ours. Pages of `allowedOrigins` may
 * call the API with a key or a token; the cookie of somebody signed in here is never theirs to use.
 */
export async function secure(app: FastifyInstance, allowedOrigins: readonly string[] = []): Promise<void> {
  if (allowedOrigins.length > 0)
    await app.register(cors, {
      origin: [...allowedOrigins],
      credentials: false,
      methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-none-match', 'x-request-id'],
      exposedHeaders: [
        'etag',
        'idempotency-replayed',
        'numize-run-hash',
        'numize-truncated',
        'retry-after',
        'x-request-id',
      ],
      maxAge: 600,
    })
  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  app.addHook('onRequest', async (request) => {
    if (!SAFE.has(request.method)) requireOwnOrigin(request)
  })
}

/** A page of another site cannot set this header without asking us first, which we do not allow. */
const OWN_PAGE = 'x-numize-request'

/**
 * A browser says which page sends a request that changes something. One that says nothing may go on where it brings
 * no cookie that a browser would have added by itself, or a header that only our own pages and programs can set.
 * A request with `Authorization` is no browser's doing: its cookie is not looked at.
 * @throws `server/foreign-origin`
 */
export function requireOwnOrigin(request: FastifyRequest): void {
  const { origin, cookie, authorization } = request.headers
  if (authorization !== undefined) return
  if (origin === undefined && (cookie === undefined || request.headers[OWN_PAGE] !== undefined)) return
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host) return
  throw serverError('foreign-origin', { origin: origin ?? 'an unnamed one' })
}
