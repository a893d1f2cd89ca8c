import swagger from '@fastify/swagger'
import { type Principal, requireScope } from '@numize/access'
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { createJsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type RouteName, routes } from './contract/index.ts'
import type { Route } from './contract/shared.ts'
import type { Handlers } from './handlers/call.ts'
import { handlersOf } from './handlers/index.ts'
import type { Live } from './handlers/live.ts'
import { noteDenied, noteView } from './http/audited.ts'
import { tagged } from './http/etag.ts'
import { once } from './http/idempotency.ts'
import { refuseBody } from './http/refuse-body.ts'
import { requirePrincipal } from './http/session.ts'
import { documentProblems } from './openapi.ts'
import type { ServerDeps } from './server-deps.ts'
import { RATES, userOf } from './traffic/traffic.ts'

/** Zod's global registry holds other packages' schemas, whose names would meet ours in the document. */
const ownSchemas = z.registry<{ id?: string }>()

interface Served {
  readonly handlers: Handlers
  readonly deps: ServerDeps
  readonly live: Live
}

/** The contract's routes, checked against their schemas on the way in and on the way out. */
export async function serveApi(
  api: FastifyInstance,
  deps: ServerDeps,
  shared: Omit<Live, 'document'>,
): Promise<void> {
  api.setValidatorCompiler(validatorCompiler)
  api.setSerializerCompiler(serializerCompiler)
  // what is of any size is read by its handler, as it comes
  api.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  await api.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Numize', version: deps.version } },
    transform: createJsonSchemaTransform({ schemaRegistry: ownSchemas }),
    transformObject: documentProblems,
  })
  const live: Live = { ...shared, document: () => ({ ...api.swagger() }) }
  const handlers = handlersOf(deps, live)
  for (const name of Object.keys(routes) as RouteName[]) serveRoute(api, name, { handlers, deps, live })
}

function serveRoute(api: FastifyInstance, name: RouteName, { handlers, deps, live }: Served): void {
  const route: Route = routes[name]
  const [method, url] = name.split(' ') as [HTTPMethods, string]
  const handle = handlers[name] as (call: unknown) => Promise<unknown>
  api.route({
    method,
    url,
    schema: schemaOf(route),
    onRequest: (request) => admit(name, request, { deps, live }),
    ...(route.body || route.stream ? {} : { preValidation: refuseBody }),
    handler: async (request, reply) => {
      const principal = principals.get(request) ?? null
      const { params, query, body } = request
      reply.code(route.status)
      const work = () =>
        handle({ params, query, body, principal, signal: untilHangUp(reply), request, reply })
      if (route.keyed && principal) {
        const keeper = deps.keepersOf(principal.orgId).idempotency
        return once({ route: name, request, reply, principal, keeper }, work)
      }
      const shown = await work()
      if (route.viewed && principal) await noteView(deps, { route: name, request, principal })
      return route.etag ? tagged(request, reply, shown) : shown
    },
  })
}

const schemaOf = (route: Route) => ({
  summary: route.summary,
  ...(route.params ? { params: route.params } : {}),
  ...(route.query ? { querystring: route.query } : {}),
  ...(route.body ? { body: route.body } : {}),
  ...(route.stream ? { consumes: ['application/octet-stream'] } : {}),
  response: { [route.status]: route.file ? fileOf(route.file) : route.response },
})

const fileOf = (types: readonly string[]) => ({
  description: 'A file',
  content: Object.fromEntries(types.map((type) => [type, { schema: z.string().meta({ format: 'binary' }) }])),
})

/** Who asks, whether they may, and whether they ask too often: before anything of the request is read. */
async function admit(
  name: RouteName,
  request: FastifyRequest,
  { deps, live: { traffic } }: Pick<Served, 'deps' | 'live'>,
): Promise<void> {
  const route: Route = routes[name]
  const rates = { ...RATES, ...deps.rates }
  if (route.perMinute !== undefined) traffic.budgets.take(`${name} ${request.ip}`, route.perMinute)
  if (route.permission === 'anyone') {
    // whether the server is well can be asked at any time
    if (!request.url.includes('/health')) traffic.budgets.take(request.ip, rates.perAddress)
    return
  }
  const principal = await requirePrincipal(request, deps.signIn).catch((error: unknown) => {
    traffic.budgets.take(request.ip, rates.perAddress)
    throw error
  })
  traffic.budgets.take(userOf(principal), rates.perUser)
  traffic.budgets.take(`org ${principal.orgId}`, rates.perOrg)
  try {
    if (route.permission !== 'signedIn') requireScope(principal, route.permission)
  } catch (error) {
    await noteDenied(deps, { route: name, request, principal }, error)
  }
  principals.set(request, principal)
}

const principals = new WeakMap<FastifyRequest, Principal>()

function untilHangUp(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort()
  })
  return controller.signal
}
