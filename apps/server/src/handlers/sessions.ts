import { randomUUID } from 'node:crypto'
import { grant, type Principal } from '@numize/access'
import type { Ground } from '@numize/ask'
import type { Turn } from '@numize/assistant'
import type { sessionRoutes } from '../contract/sessions.ts'
import { serverError } from '../errors.ts'
import { cursorAt, placeOf } from '../http/cursor.ts'
import type { SessionRecord } from '../keepers.ts'
import { defaultProject, projectOf, projectsOf, through } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import { userOf } from '../traffic/traffic.ts'
import type { HandlersOf } from './call.ts'
import type { Live } from './live.ts'

const PAGE = 50

export const sessionHandlers = (deps: ServerDeps, live: Live): HandlersOf<keyof typeof sessionRoutes> => ({
  'POST /v1/sessions': async ({ body, principal }) => {
    const { title = 'New session', context = {} } = body
    const { ground } = defaultProject(deps, context.project, principal)
    const { slice } = grant(ground.project, through(principal, context.slice))
    const chosen = { ...context, project: ground.project.name, slice: slice.name }
    const { sessions } = deps.keepersOf(principal.orgId)
    const id = randomUUID()
    await sessions.create({ id, project: ground.project.name, title, context: chosen }, principal.userId)
    return sessionOf(await ownSession(deps, id, principal), ground)
  },
  'GET /v1/sessions': async ({ query, principal }) => {
    const { limit = PAGE, cursor } = query
    const asked = ['sessions', userOf(principal)]
    const [updatedAt, id] = placeOf(cursor, asked, ['string', 'string']) ?? []
    const { sessions } = deps.keepersOf(principal.orgId)
    const found = await sessions.page(principal.userId, {
      limit: limit + 1,
      ...(cursor === undefined ? {} : { after: { updatedAt: String(updatedAt), id: String(id) } }),
    })
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return {
      sessions: shown.flatMap((one) => {
        const project = projectsOf(deps, principal).find(({ name }) => name === one.project)
        return project ? [sessionOf(one, project.ground)] : []
      }),
      next_cursor: last && found.length > limit ? cursorAt(asked, [last.updatedAt, last.id]) : null,
    }
  },
  'GET /v1/sessions/:id': async ({ params, principal }) => {
    const session = await ownSession(deps, params.id, principal)
    const turns = await deps.keepersOf(principal.orgId).sessions.turns(session.id, principal.userId)
    const { ground } = projectOf(deps, session.project, principal)
    return { ...sessionOf(session, ground), messages: turns.map(messageOf) }
  },
  'POST /v1/sessions/:id/message': async ({ params, body, principal }) => {
    const session = await ownSession(deps, params.id, principal)
    const { assistant } = projectOf(deps, session.project, principal)
    const asker = through(principal, sliceOf(session))
    const requestId = randomUUID()
    const admit = live.traffic.admitFor(session.project, principal)
    live.runs.start({ user: userOf(principal), requestId, session: session.id }, (signal, onStep) =>
      assistant.answer(body.content, { principal: asker, threadId: session.id, signal, onStep, admit }),
    )
    return { status: 'streaming', stream_url: `/v1/stream/${session.id}`, request_id: requestId }
  },
})

/** @throws `server/no-session` where it is somebody else's or does not exist */
export async function ownSession(
  deps: ServerDeps,
  id: string,
  { orgId, userId }: Principal,
): Promise<SessionRecord> {
  const session = await deps.keepersOf(orgId).sessions.find(id, userId)
  if (!session) throw serverError('no-session', { session: id })
  return session
}

/** The slice a session was started with; the asker's first where it was not. */
export const sliceOf = ({ context }: SessionRecord): string | undefined => {
  const { slice } = (context ?? {}) as { slice?: unknown }
  return typeof slice === 'string' ? slice : undefined
}

function sessionOf(session: SessionRecord, ground: Ground) {
  return {
    id: session.id,
    title: session.title,
    context: {
      ...(session.context as object),
      project: session.project,
      slice: sliceOf(session) ?? '',
      timezone: ground.project.calendar.timeZone,
    },
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  }
}

const messageOf = ({ id, question, askedAt, reply }: Turn) => ({
  id,
  content: question,
  created_at: askedAt,
  reply,
})
