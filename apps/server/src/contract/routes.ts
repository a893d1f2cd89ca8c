import { z } from 'zod'
import { QUESTION_LIMIT } from './limits.ts'
import { correction, feedback, feedbackState, lesson, review } from './review.ts'
import { turn } from './turn.ts'

const name = z.string().min(1).max(200)
const inProject = z.object({ project: name })
const inThread = z.object({ project: name, thread: name })
const ofTurn = z.object({ project: name, turn: name })
const me = z.object({ userId: z.string(), orgId: z.string(), roles: z.array(z.string()).readonly() })
const described = { name: z.string(), label: z.string() }
const health = z.object({ status: z.enum(['ok', 'starting']), version: z.string() })

const thread = z.object({ id: z.string(), title: z.string(), updatedAt: z.string() })
const welcome = z.object({
  project: z.object(described),
  slice: z.object(described),
  examples: z.array(z.string()).readonly(),
  metrics: z.array(z.object({ ...described, description: z.string().nullable() })).readonly(),
  dimensions: z.array(z.object({ ...described, model: z.string() })).readonly(),
  now: z.object({ at: z.string(), because: z.string() }),
})
export const question = z.string().max(QUESTION_LIMIT, `a question has at most ${QUESTION_LIMIT} characters`)
/** ISO local moment to read the question at, instead of the project's own. */
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/, 'write a local moment like 2026-03-31 or 2026-03-31T18:00')

/** What one route takes and gives. `permission` is checked before anything else is looked at. */
interface Route {
  readonly summary: string
  readonly permission: 'anyone' | 'signedIn'
  readonly params?: z.ZodType
  readonly body?: z.ZodType
  readonly response: z.ZodType
  readonly status: number
}

/** Every route of the product by method and path; OpenAPI, the handlers' types and the web's client come from it. */
export const routes = {
  'POST /v1/sign-in': {
    summary: 'Trade a one-time sign-in token for a session cookie',
    permission: 'anyone',
    body: z.object({ token: z.string().min(1).max(500) }),
    response: me,
    status: 200,
  },
  'POST /v1/sign-out': {
    summary: 'End the session',
    permission: 'signedIn',
    response: z.null(),
    status: 204,
  },
  'GET /v1/me': {
    summary: 'Who is signed in',
    permission: 'signedIn',
    response: me,
    status: 200,
  },
  'GET /v1/projects': {
    summary: 'The projects there are',
    permission: 'signedIn',
    response: z.array(z.object(described)).readonly(),
    status: 200,
  },
  'GET /v1/projects/:project/welcome': {
    summary: 'What may be asked of a project: examples, metrics, dimensions, the moment "now" stands for',
    permission: 'signedIn',
    params: inProject,
    response: welcome,
    status: 200,
  },
  'GET /v1/projects/:project/threads': {
    summary: 'Your threads, newest first',
    permission: 'signedIn',
    params: inProject,
    response: z.array(thread).readonly(),
    status: 200,
  },
  'POST /v1/projects/:project/threads': {
    summary: 'Start a thread with a question',
    permission: 'signedIn',
    params: inProject,
    body: z.object({ question, now: moment.optional() }),
    response: turn,
    status: 201,
  },
  'GET /v1/projects/:project/threads/:thread': {
    summary: 'The turns of a thread, oldest first',
    permission: 'signedIn',
    params: inThread,
    response: z.array(turn).readonly(),
    status: 200,
  },
  'POST /v1/projects/:project/threads/:thread/questions': {
    summary: 'Ask a question in a thread',
    permission: 'signedIn',
    params: inThread,
    body: z.object({ question, now: moment.optional() }),
    response: turn,
    status: 201,
  },
  'POST /v1/projects/:project/turns/:turn/choices': {
    summary: 'Take one of the choices of a question that was asked back',
    permission: 'signedIn',
    params: ofTurn,
    body: z.object({ option: z.int().min(0).max(1000) }),
    response: turn,
    status: 201,
  },
  'POST /v1/projects/:project/turns/:turn/feedback': {
    summary: 'Say whether an answer of yours is right; of an admin or reviewer, approves it',
    permission: 'signedIn',
    params: ofTurn,
    body: feedback,
    response: feedbackState,
    status: 201,
  },
  'POST /v1/projects/:project/turns/:turn/corrections': {
    summary: 'Put an answer right for everyone of its slice (admin or reviewer)',
    permission: 'signedIn',
    params: ofTurn,
    body: correction,
    response: z.null(),
    status: 204,
  },
  'GET /v1/projects/:project/reviews': {
    summary: 'What was said of answers and waits (admin or reviewer)',
    permission: 'signedIn',
    params: inProject,
    response: z.array(review).readonly(),
    status: 200,
  },
  'GET /v1/projects/:project/lessons': {
    summary: 'What was approved and put right (admin or reviewer)',
    permission: 'signedIn',
    params: inProject,
    response: z.array(lesson).readonly(),
    status: 200,
  },
  'POST /v1/projects/:project/dismissals': {
    summary: 'Settle a review or forget a lesson by its id (admin or reviewer)',
    permission: 'signedIn',
    params: inProject,
    body: z.object({ id: name }),
    response: z.null(),
    status: 204,
  },
  'GET /health/live': {
    summary: 'Whether the process answers',
    permission: 'anyone',
    response: health,
    status: 200,
  },
  'GET /health/ready': {
    summary: 'Whether questions can be answered (503 until then)',
    permission: 'anyone',
    response: health,
    status: 200,
  },
} as const satisfies Record<`${'GET' | 'POST'} /${string}`, Route>

export type Routes = typeof routes
export type RouteName = keyof Routes
type Part<K extends RouteName, P extends 'params' | 'body', Side> = Routes[K] extends {
  [key in P]: infer S extends z.ZodType
}
  ? Side extends 'in'
    ? z.input<S>
    : z.output<S>
  : undefined

export type RouteParams<K extends RouteName> = Part<K, 'params', 'out'>
export type RouteBody<K extends RouteName> = Part<K, 'body', 'in'>
export type RouteResponse<K extends RouteName> = z.output<Routes[K]['response']>
export type Welcome = z.output<typeof welcome>
export type ThreadSummary = z.output<typeof thread>

/** An error as every route tells it (RFC 9457, `application/problem+json`). */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  facts: z.record(z.string(), z.unknown()),
})
export type Problem = z.output<typeof problem>
