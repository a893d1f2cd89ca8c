import { z } from 'zod'
import { described, inProject, moment, name, question, type RouteGroup } from './shared.ts'
import { answer, plan, result, turn } from './turn.ts'

const inThread = z.object({ project: name, thread: name })
const ofTurn = z.object({ project: name, turn: name })

const thread = z.object({ id: z.string(), title: z.string(), updatedAt: z.string() })
export type ThreadSummary = z.output<typeof thread>

const welcome = z.object({
  project: z.object(described),
  slice: z.object(described),
  examples: z.array(z.string()).readonly(),
  metrics: z.array(z.object({ ...described, description: z.string().nullable() })).readonly(),
  dimensions: z.array(z.object({ ...described, model: z.string() })).readonly(),
  now: z.object({ at: z.string(), because: z.string() }),
})
export type Welcome = z.output<typeof welcome>

const token = z.string().min(1).max(100)
const sharedThread = z.object({
  title: z.string(),
  project: z.string(),
  by: z.string(),
  turns: z
    .array(
      z.object({
        id: z.string(),
        question: z.string(),
        askedAt: z.string(),
        hasRows: z.boolean().describe('whether it was answered with rows, which can be shown'),
      }),
    )
    .readonly(),
})
const shown = z.object({ result, answer })
const replayed = shown.extend({
  isKept: z.boolean().describe('the very rows of the turn; false = asked anew, with your rights'),
})

export const threadRoutes = {
  'GET /v1/projects': {
    summary: 'The projects there are',
    permission: 'read:session',
    response: z.array(z.object(described)).readonly(),
    status: 200,
  },
  'GET /v1/projects/:project/welcome': {
    summary: 'What may be asked of a project: examples, metrics, dimensions, the moment "now" stands for',
    permission: 'read:session',
    params: inProject,
    response: welcome,
    status: 200,
  },
  'GET /v1/projects/:project/threads': {
    summary: 'Your threads, newest first',
    permission: 'read:session',
    params: inProject,
    response: z.array(thread).readonly(),
    status: 200,
  },
  'POST /v1/projects/:project/threads': {
    summary: 'Start a thread with a question',
    permission: 'write:session',
    params: inProject,
    body: z.object({ question, now: moment.optional() }),
    response: turn,
    status: 201,
    keyed: true,
  },
  'GET /v1/projects/:project/threads/:thread': {
    summary: 'The turns of a thread, oldest first',
    permission: 'read:session',
    params: inThread,
    response: z.array(turn).readonly(),
    status: 200,
    viewed: true,
  },
  'PUT /v1/projects/:project/threads/:thread': {
    summary: 'Call a thread of yours otherwise',
    permission: 'write:session',
    params: inThread,
    body: z.object({ title: z.string().trim().min(1).max(200) }),
    response: z.null(),
    status: 204,
  },
  'DELETE /v1/projects/:project/threads/:thread': {
    summary: 'Take a thread of yours away, with its turns and the links to it',
    permission: 'write:session',
    params: inThread,
    response: z.null(),
    status: 204,
  },
  'POST /v1/projects/:project/turns/:turn/rerun': {
    summary: 'Ask the Plan of one of your turns again, on the data of today; nothing is kept',
    permission: 'run:query',
    params: ofTurn,
    response: shown,
    status: 200,
  },
  'GET /v1/shared/:token/thread': {
    summary: 'The questions of a thread that was shared; what they show is asked for one by one',
    permission: 'read:session',
    params: z.object({ token }),
    response: sharedThread,
    status: 200,
  },
  'POST /v1/shared/:token/turns/:turn': {
    summary: 'What a question of a shared thread shows with your own rights',
    permission: 'read:session',
    params: z.object({ token, turn: name }),
    response: replayed,
    status: 200,
  },
  'POST /v1/projects/:project/threads/:thread/questions': {
    summary: 'Ask a question in a thread',
    permission: 'write:session',
    params: inThread,
    body: z.object({ question, now: moment.optional() }),
    response: turn,
    status: 201,
    keyed: true,
  },
  'POST /v1/projects/:project/turns/:turn/choices': {
    summary: 'Take one of the choices of a question that was asked back',
    permission: 'write:session',
    params: ofTurn,
    body: z.object({ option: z.int().min(0).max(1000) }),
    response: turn,
    status: 201,
    keyed: true,
  },
  'POST /v1/projects/:project/turns/:turn/revisions': {
    summary: 'Ask a Plan made from an answer, as its next turn',
    permission: 'run:query',
    params: ofTurn,
    body: z.object({ plan, question }),
    response: turn,
    status: 201,
    keyed: true,
  },
} as const satisfies RouteGroup
