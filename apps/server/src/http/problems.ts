import { STATUS_CODES } from 'node:http'
import { describeError, NumizeError } from '@numize/base'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Problem } from '../contract/index.ts'
import { serverError } from '../errors.ts'

/** Errors whose status is not 400, the status of a caller's mistake. */
const STATUS: Readonly<Record<string, number>> = {
  'access/not-signed-in': 401,
  'access/bad-link': 401,
  'access/forbidden': 403,
  'access/no-slice': 403,
  'access/unknown-slice': 404,
  'access/missing-attribute': 403,
  'access/bad-attribute': 403,
  'access/content-refused': 403,
  'access/content-unseen': 503,
  'identity/bad-sign-in': 401,
  'identity/code-needed': 401,
  'identity/bad-code': 403,
  'identity/wrong-password': 403,
  'identity/proof-needed': 403,
  'identity/session-needed': 403,
  'identity/beyond-own-rights': 403,
  'identity/no-token-for-token': 403,
  'identity/too-many-attempts': 429,
  'identity/no-session': 404,
  'identity/no-person': 404,
  'identity/no-key': 404,
  'identity/no-provider': 404,
  'identity/person-exists': 409,
  'identity/last-admin': 409,
  'identity/has-authenticator': 409,
  'identity/provider-silent': 502,
  'assistant/no-thread': 404,
  'assistant/no-turn': 404,
  'assistant/no-run': 404,
  'assistant/no-dive': 404,
  'assistant/no-evidence': 404,
  'assistant/no-finding': 404,
  'assistant/too-many-dives': 429,
  'assistant/no-memory-entry': 404,
  'assistant/may-not-review': 403,
  'server/not-found': 404,
  'server/no-board': 404,
  'server/no-block': 404,
  'server/no-share': 410,
  'server/no-upload': 404,
  'server/not-a-file': 415,
  'sources/upload-too-large': 413,
  'sources/upload-type': 415,
  'sources/upload-mark': 415,
  'sources/uploads-full': 507,
  'sources/upload-kept': 409,
  'sources/upload-not-read': 409,
  'store/board-changed': 409,
  'store/lost': 503,
  'server/unknown-project': 404,
  'server/unknown-request': 404,
  'server/foreign-origin': 403,
  'server/no-answer': 404,
  'server/no-session': 404,
  'server/no-chart': 404,
  'server/no-review': 404,
  'server/no-slice': 404,
  'server/name-taken': 409,
  'cli/data-dirs': 403,
  'cli/own-bigquery': 403,
  'access/unreachable-host': 403,
  'sources/closed-address': 403,
  'identity/foreign-secret': 403,
  'cli/unknown-slice': 404,
  'access/slice-breaks': 409,
  'access/unknown-version': 404,
  'server/no-rows': 404,
  'server/no-schema': 404,
  'server/key-of-another': 422,
  'server/key-under-way': 409,
  'server/not-built': 501,
  'server/busy': 429,
  'ask/governed-only': 403,
  'ask/no-sql': 501,
  'engines/sql-blocked': 403,
  'engines/no-isolation': 501,
  'engines/memory': 422,
  'engines/died': 422,
  'engines/too-large': 422,
  'engines/deadline': 422,
  'server/too-large': 413,
  'server/too-many': 429,
  'server/too-many-questions': 429,
  'server/too-many-watches': 429,
  'server/no-dives': 501,
  'server/no-goal': 422,
  'server/starting': 503,
  'base/bug': 500,
}

/** An error as the faces tell it: a caller's mistake in its own sentence, a bug without its text. */
export function problemOf(error: unknown): Problem {
  const { code, message, facts } = describeError(error)
  const status = STATUS[code] ?? 400
  return {
    type: `urn:numize:problem:${code.replace('/', ':')}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    code,
    facts: { ...facts },
  }
}

/** The one error handler of the server. `onBug` hears of what was not the caller's fault. */
export const problemHandler =
  (onBug: (error: unknown, requestId: string) => void) =>
  (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const told = ownError(error, request)
    const problem = problemOf(told)
    if (problem.status === 500) onBug(error, request.id)
    return sendProblem(reply, problem)
  }

/** What is not there, not to be known, or tried too often is told in the same words to everybody: no request is named. */
const TOLD_ALIKE = new Set([401, 403, 404, 410, 429])

/** The request a problem is about. */
export const instanceOf = ({ status }: Problem, { request }: FastifyReply): Pick<Problem, 'instance'> =>
  TOLD_ALIKE.has(status) ? {} : { instance: `urn:numize:request:${request.id}` }

export function sendProblem(reply: FastifyReply, told: Problem): FastifyReply {
  const problem: Problem = { ...instanceOf(told, reply), ...told }
  const { seconds } = problem.facts
  if (typeof seconds === 'number') reply.header('retry-after', seconds)
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

/** The framework's own complaints, in our words. */
function ownError(error: FastifyError, request: FastifyRequest): unknown {
  if (error instanceof NumizeError) return error
  if (hasZodFastifySchemaValidationErrors(error))
    return serverError('bad-request', {
      problems: error.validation.map(({ instancePath, message }) => {
        const place = `${error.validationContext ?? ''}${instancePath}`.replaceAll('/', '.')
        return `${place}: ${message ?? 'is not valid'}`
      }),
    })
  if (error.statusCode === 413) return serverError('too-large', undefined)
  if (error.statusCode === 404)
    return serverError('not-found', { method: request.method, path: pathOf(request) })
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return serverError('bad-request', { problems: [error.message] })
  return error
}

export const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? request.url
