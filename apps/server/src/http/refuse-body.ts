import type { FastifyRequest } from 'fastify'
import { serverError } from '../errors.ts'
import { pathOf } from './problems.ts'

/**
 * Of a route that takes no body: what somebody put into one is not passed over in silence. Clients that always send
 * JSON send `{}` or `null` for nothing.
 * @throws `server/no-body-here`
 */
export async function refuseBody(request: FastifyRequest): Promise<void> {
  if (!isNothing(request.body))
    throw serverError('no-body-here', { method: request.method, path: pathOf(request) })
}

const isNothing = (body: unknown): boolean =>
  body === undefined ||
  body === null ||
  body === '' ||
  (typeof body === 'object' && !Array.isArray(body) && Object.keys(body).length === 0)
