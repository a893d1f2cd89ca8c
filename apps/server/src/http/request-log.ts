import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { principalOf } from './session.ts'

/** What is told of a request: never what was asked, sent or shown. */
export interface RequestLine {
  readonly requestId: string
  /** Method and path as the contract writes them, without ids; `unknown` where there is no such route. */
  readonly route: string
  readonly status: number
  readonly ms: number
  /** Null of whoever is not signed in. */
  readonly userId: string | null
  readonly orgId: string | null
}

const HEADER = 'x-request-id'
const WELL_FORMED = /^[\w.-]{8,128}$/

/** The id a caller (or a proxy before us) gave a request where it is well-formed, else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers[HEADER]
  return typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID()
}

/** Every reply names its request; each is told once, when it was answered. */
export function logRequests(app: FastifyInstance, onRequest: (line: RequestLine) => void = () => {}): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header(HEADER, request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const principal = principalOf(request)
    onRequest({
      requestId: request.id,
      route: routeOf(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      userId: principal?.userId ?? null,
      orgId: principal?.orgId ?? null,
    })
  })
}

const routeOf = ({ method, routeOptions: { url } }: FastifyRequest): string =>
  url === undefined ? 'unknown' : `${method} ${url}`
