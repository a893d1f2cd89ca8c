import { hashText } from '@numize/base'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Says which version of a body this is; of one the client has already, that it did not change. */
export function tagged(request: FastifyRequest, reply: FastifyReply, body: unknown): unknown {
  const etag = `"${hashText(JSON.stringify(body)).slice(0, 32)}"`
  reply.header('etag', etag).header('cache-control', 'private, no-cache')
  const known = request.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (!known?.includes(etag)) return body
  return reply.code(304).send()
}
