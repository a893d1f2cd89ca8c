import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import { type Principal, requireScope } from '@numize/access'
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { createJsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type RouteName, routes } from './contract/index.ts'
import type { Route } from './contract/shared.ts'
import { serverError } from './errors.ts'
import type { Handlers } from './handlers/call.ts'
import { handlersOf } from './handlers/index.ts'
import { requirePrincipal, sessionToken } from './http/session.ts'
import { documentProblems } from './openapi.ts'
import type { ServerDeps } from './server-deps.ts'

const SIGN_INS_PER_MINUTE = 20

/** Zod's global registry holds other packages' schemas, whose names would meet ours in the document. */
const ownSchemas = z.registry<{ id?: string }>()

/** The contract's routes, checked against their schemas on the way in and on the way out. */
export async function serveApi(api: FastifyInstance, deps: ServerDeps): Promise<void> {
  api.setValidatorCompiler(validatorCompiler)
  api.setSerializerCompiler(serializerCompiler)
  await api.register(rateLimit, {
    max: deps.requestsPerMinute ?? 600,
    timeWindow: 60_000,
    keyGenerator: (request) => sessionToken(request) ?? request.ip,
    errorResponseBuilder: (_, { ttl }) => serverError('too-many', { seconds: Math.ceil(ttl / 1000) }),
  })
  await api.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Numize', version: deps.version } },
    transform: createJsonSchemaTransform({ schemaRegistry: ownSchemas }),
    transformObject: documentProblems,
  })
  const handlers = handlersOf(deps)
  for (const name of Object.keys(routes) as RouteName[]) serveRoute(api, name, { handlers, deps })
  api.get('/v1/openapi.json', { schema: { hide: true } }, async (_, reply) =>
    reply.type('application/json').send(JSON.stringify(api.swagger())),
  )
}

function serveRoute(
  api: FastifyInstance,
  name: RouteName,
  { handlers, deps }: { handlers: Handlers; deps: ServerDeps },
): void {
  const route: Route = routes[name]
  const [method, url] = name.split(' ') as [HTTPMethods, string]
  const handle = handlers[name] as (call: unknown) => Promise<unknown>
  api.route({
    method,
    url,
    schema: {
      summary: route.summary,
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { querystring: route.query } : {}),
      ...(route.body ? { body: route.body } : {}),
      response: { [route.status]: route.response },
    },
    config: name === 'POST /v1/sign-in' ? { rateLimit: signInLimit } : {},
    onRequest: async (request) => {
      if (route.permission === 'anyone') return
      const principal = await requirePrincipal(request, deps.signIn)
      if (route.permission !== 'signedIn') requireScope(principal, route.permission)
      principals.set(request, principal)
    },
    handler: async (request, reply) => {
      const principal = principals.get(request) ?? null
      const { params, query, body } = request
      reply.code(route.status)
      return handle({ params, query, body, principal, signal: untilHangUp(reply), request, reply })
    },
  })
}

const principals = new WeakMap<FastifyRequest, Principal>()

const signInLimit = { max: SIGN_INS_PER_MINUTE, keyGenerator: (request: FastifyRequest) => request.ip }

function untilHangUp(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort()
  })
  return controller.signal
}
