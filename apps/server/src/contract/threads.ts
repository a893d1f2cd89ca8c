import { z } from 'zod'
import { described, inProject, moment, name, question, type RouteGroup } from './shared.ts'
import { plan, turn } from './turn.ts'

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
