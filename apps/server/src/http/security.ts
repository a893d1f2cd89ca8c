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

/** Security headers on every reply, and no unsafe request from a page that is not ours. */
export async function secure(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  app.addHook('onRequest', async (request) => {
    if (!SAFE.has(request.method)) requireOwnOrigin(request)
  })
}

/**
 * A browser says which page sends a request that changes something. One that says nothing is no browser's: it may go
 * on only where it brings no cookie that a browser would have added by itself.
 * @throws `server/foreign-origin`
 */
export function requireOwnOrigin(request: FastifyRequest): void {
  const { origin, host, cookie } = request.headers
  if (origin === undefined && cookie === undefined) return
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === host) return
  throw serverError('foreign-origin', { origin: origin ?? 'an unnamed one' })
}
