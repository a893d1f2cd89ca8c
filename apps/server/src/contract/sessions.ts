import { z } from 'zod'
import { cursor, name, page, question, type RouteGroup } from './shared.ts'
import { turn } from './turn.ts'

const context = z
  .looseObject({
    project: name.optional(),
    slice: name.optional(),
    timezone: name.optional(),
  })
  .refine((given) => JSON.stringify(given).length <= 4000, 'a context has at most 4000 characters')

const session = z.object({
  id: z.string(),
  title: z.string(),
  /** With the project and slice that were chosen, and the zone its days are counted in. */
  context: z.looseObject({ project: z.string(), slice: z.string(), timezone: z.string() }),
  created_at: z.string(),
  updated_at: z.string(),
})

const message = z.object({
  id: z.string(),
  content: z.string(),
  created_at: z.string(),
  reply: turn.shape.reply,
})

const ofSession = z.object({ id: name })

/** Sessions are threads by another name: whoever started one finds it among the threads of its project. */
export const sessionRoutes = {
  'POST /v1/sessions': {
    summary:
      'Start a session over a project (the only one where there is one) and a slice (the first of yours)',
    permission: 'write:session',
    body: z.object({ title: z.string().max(200).optional(), context: context.optional() }),
    response: session,
    status: 201,
    keyed: true,
  },
  'GET /v1/sessions': {
    summary: 'Your sessions, newest first',
    permission: 'read:session',
    query: page,
    response: z.object({ sessions: z.array(session).readonly(), next_cursor: cursor.nullable() }),
    status: 200,
  },
  'GET /v1/sessions/:id': {
    summary: 'A session of yours with its messages, oldest first',
    permission: 'read:session',
    params: ofSession,
    response: session.extend({ messages: z.array(message).readonly() }),
    status: 200,
    viewed: true,
  },
  'POST /v1/sessions/:id/message': {
    summary: 'Ask in a session; the answer comes over stream_url and is then among the messages',
    permission: 'write:session',
    params: ofSession,
    body: z.object({ content: question }),
    response: z.object({ status: z.literal('streaming'), stream_url: z.string(), request_id: z.string() }),
    status: 202,
    keyed: true,
  },
} as const satisfies RouteGroup
