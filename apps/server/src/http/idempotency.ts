import type { Principal } from '@numize/access'
import { canonicalJson, hashText, type Json } from '@numize/base'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { serverError } from '../errors.ts'
import type { IdempotencyKeeper } from '../keepers.ts'
import { instanceOf, problemOf, sendProblem } from './problems.ts'

interface Kept {
  readonly status: number
  readonly body: Json
}

interface Keyed {
  readonly route: string
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly principal: Principal
  readonly keeper: IdempotencyKeeper
}

const KEY = /^[\x21-\x7e]{1,200}$/
/** What may be tried again under the same key. */
const COMES_TO_NOTHING = new Set([401, 409, 413, 429])

/**
 * Carries a request with an `Idempotency-Key` out once: the same request is answered as before, another under the same
 * key is refused, one that arrives meanwhile waits. What failed through no fault of the caller may be tried again.
 * @throws `server/bad-key`, `server/key-of-another`, `server/key-under-way`
 */
export async function once(keyed: Keyed, work: () => Promise<unknown>): Promise<unknown> {
  const { request, reply, principal, keeper } = keyed
  const key = request.headers['idempotency-key']
  if (key === undefined) return work()
  if (typeof key !== 'string' || !KEY.test(key)) throw serverError('bad-key', undefined)
  const claim = await keeper.claim(principal.userId, key, hashOf(keyed))
  switch (claim.state) {
    case 'other':
      throw serverError('key-of-another', undefined)
    case 'underWay':
      throw serverError('key-under-way', { seconds: 1 })
    case 'answered': {
      const { status, body } = claim.reply as Kept
      reply.header('idempotency-replayed', 'true').code(status)
      return status < 400 ? body : sendProblem(reply, body as never)
    }
    case 'yours':
      return carryOut(keyed, key, work)
  }
}

async function carryOut(
  { reply, principal, keeper }: Keyed,
  key: string,
  work: () => Promise<unknown>,
): Promise<unknown> {
  try {
    const body = await work()
    await keeper.answer(principal.userId, key, { status: reply.statusCode, body })
    return body
  } catch (error) {
    const problem = problemOf(error)
    if (problem.status >= 500 || COMES_TO_NOTHING.has(problem.status))
      await keeper.release(principal.userId, key)
    else {
      const instance = instanceOf(problem, reply)
      await keeper.answer(principal.userId, key, {
        status: problem.status,
        body: { ...problem, ...instance },
      })
    }
    throw error
  }
}

const hashOf = ({ route, request }: Keyed): string =>
  hashText(
    canonicalJson({
      route,
      params: (request.params ?? {}) as Json,
      query: (request.query ?? {}) as Json,
      body: (request.body ?? null) as Json,
    }),
  )
