import { accessError, type Principal } from '@numize/access'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RouteBody, RouteName, RouteParams, RouteResponse, Routes } from './contract/index.ts'
import { serverError } from './errors.ts'
import { clearSession, sessionToken, setSession } from './http/session.ts'
import { projectOf } from './projects.ts'
import type { ServerDeps } from './server-deps.ts'

/** What a handler is given: the parsed request, and who asks where the route demands somebody. */
interface Call<K extends RouteName> {
  readonly params: RouteParams<K>
  readonly body: RouteBody<K>
  readonly principal: Routes[K]['permission'] extends 'signedIn' ? Principal : null
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export type Handlers = { readonly [K in RouteName]: (call: Call<K>) => Promise<RouteResponse<K>> }

/** One handler per route of the contract; the types leave no route without one. */
export const handlersOf = (deps: ServerDeps): Handlers => ({
  ...sessionHandlers(deps),
  ...projectHandlers(deps),
  ...reviewHandlers(deps),
  ...healthHandlers(deps),
})

const meOf = ({ userId, orgId, roles }: Principal) => ({ userId, orgId, roles })

type SessionRoute = 'POST /v1/sign-in' | 'POST /v1/sign-out' | 'GET /v1/me'
const sessionHandlers = ({ signIn }: ServerDeps): Pick<Handlers, SessionRoute> => ({
  'POST /v1/sign-in': async ({ body, reply }) => {
    const session = await signIn.redeem(body.token)
    if (!session) throw accessError('bad-link', undefined)
    setSession(reply, session)
    return meOf(session.principal)
  },
  'POST /v1/sign-out': async ({ request, reply }) => {
    const token = sessionToken(request)
    if (token !== undefined) await signIn.revoke(token)
    clearSession(reply)
    return null
  },
  'GET /v1/me': async ({ principal }) => meOf(principal),
})

type HealthRoute = 'GET /health/live' | 'GET /health/ready'
const healthHandlers = ({ version, isReady }: ServerDeps): Pick<Handlers, HealthRoute> => ({
  'GET /health/live': async () => ({ status: 'ok', version }),
  'GET /health/ready': async () => {
    if (!isReady()) throw serverError('starting', undefined)
    return { status: 'ok', version }
  },
})

type ReviewRoute =
  | `POST /v1/projects/:project/turns/:turn/${'feedback' | 'corrections'}`
  | `GET /v1/projects/:project/${'reviews' | 'lessons'}`
  | 'POST /v1/projects/:project/dismissals'
const reviewHandlers = (deps: ServerDeps): Pick<Handlers, ReviewRoute> => ({
  'POST /v1/projects/:project/turns/:turn/feedback': async ({ params, body, principal }) => {
    const { reason, note, verdict } = body
    const said = { verdict, ...(reason ? { reason } : {}), ...(note === undefined ? {} : { note }) }
    return { state: await projectOf(deps, params.project).assistant.feedback(params, said, principal) }
  },
  'POST /v1/projects/:project/turns/:turn/corrections': async ({ params, body, principal }) => {
    await projectOf(deps, params.project).assistant.correct(params, body, principal)
    return null
  },
  'GET /v1/projects/:project/reviews': async ({ params, principal }) =>
    projectOf(deps, params.project).assistant.reviews(principal),
  'GET /v1/projects/:project/lessons': async ({ params, principal }) =>
    projectOf(deps, params.project).assistant.lessons(principal),
  'POST /v1/projects/:project/dismissals': async ({ params, body, principal }) => {
    await projectOf(deps, params.project).assistant.dismiss(body.id, principal)
    return null
  },
})

const projectHandlers = (deps: ServerDeps): Omit<Handlers, SessionRoute | HealthRoute | ReviewRoute> => ({
  'GET /v1/projects': async () => [...deps.projects].map(([name, { label }]) => ({ name, label })),
  'GET /v1/projects/:project/welcome': async ({ params, principal }) =>
    projectOf(deps, params.project).assistant.welcome(principal),
  'GET /v1/projects/:project/threads': async ({ params, principal }) =>
    projectOf(deps, params.project).assistant.threads(principal),
  'POST /v1/projects/:project/threads': async ({ params, body, principal, signal }) =>
    projectOf(deps, params.project).assistant.answer(body.question, { principal, signal, ...at(body.now) }),
  'GET /v1/projects/:project/threads/:thread': async ({ params, principal }) =>
    projectOf(deps, params.project).assistant.thread(params.thread, principal),
  'POST /v1/projects/:project/threads/:thread/questions': async ({ params, body, principal, signal }) =>
    projectOf(deps, params.project).assistant.answer(body.question, {
      principal,
      signal,
      threadId: params.thread,
      ...at(body.now),
    }),
  'POST /v1/projects/:project/turns/:turn/choices': async ({ params, body, principal, signal }) =>
    projectOf(deps, params.project).assistant.choose(params.turn, body.option, { principal, signal }),
})

const at = (now: string | undefined) => (now === undefined ? {} : { now })
