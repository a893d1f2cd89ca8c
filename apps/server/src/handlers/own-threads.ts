import type { Principal } from '@numize/access'
import type { Turn } from '@numize/assistant'
import type { threadRoutes } from '../contract/threads.ts'
import { serverError } from '../errors.ts'
import type { ShareRecord } from '../keepers.ts'
import { projectOf } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import { opened } from './boards.ts'
import type { HandlersOf } from './call.ts'
import { afterTurn } from './in-thread.ts'
import type { Live } from './live.ts'

type Route =
  | `${'PUT' | 'DELETE'} /v1/projects/:project/threads/:thread`
  | 'POST /v1/projects/:project/turns/:turn/rerun'
  | 'GET /v1/shared/:token/thread'
  | 'POST /v1/shared/:token/turns/:turn'

/** Threads as things that are kept: called otherwise, taken away, run again, shown to others. */
export const ownThreadHandlers = (
  deps: ServerDeps,
  { traffic }: Live,
): HandlersOf<Extract<keyof typeof threadRoutes, Route>> => ({
  'PUT /v1/projects/:project/threads/:thread': async ({ params, body, principal }) => {
    const id = await ownThread(deps, params, principal)
    await deps.keepersOf(principal.orgId).sessions.rename(id, principal.userId, body.title)
    return null
  },
  'DELETE /v1/projects/:project/threads/:thread': async ({ params, principal }) => {
    const id = await ownThread(deps, params, principal)
    await deps.keepersOf(principal.orgId).sessions.remove(id, principal.userId)
    return null
  },
  'POST /v1/projects/:project/turns/:turn/rerun': async ({ params, principal, signal }) => {
    const { project, turn: id } = params
    const { assistant } = projectOf(deps, project, principal)
    const turn = await deps.keepersOf(principal.orgId).sessions.turn(id, principal.userId)
    if (turn?.reply.status !== 'answered') throw serverError('no-answer', { turn: id })
    const asker = await afterTurn(deps, principal, id)
    const admit = traffic.admitFor(project, principal)
    return assistant.run(turn.reply.reading.plan, { principal: asker, signal, admit })
  },
  'GET /v1/shared/:token/thread': async ({ params, principal }) => {
    const { share, title, turns } = await sharedThread(deps, params.token, principal)
    return {
      title,
      project: share.project,
      by: share.userId,
      turns: turns.map(({ id, question, askedAt, reply }) => ({
        id,
        question,
        askedAt,
        hasRows: reply.status === 'answered',
      })),
    }
  },
  'POST /v1/shared/:token/turns/:turn': async ({ params, principal, signal }) => {
    const { share, turns } = await sharedThread(deps, params.token, principal)
    const turn = turns.find(({ id }) => id === params.turn)
    if (turn?.reply.status !== 'answered') throw serverError('no-answer', { turn: params.turn })
    const { assistant } = projectOf(deps, share.project, principal)
    return assistant.replay(turn, { principal, signal, admit: traffic.admitFor(share.project, principal) })
  },
})

/** @throws `server/no-session` where it is somebody else's, of another project or does not exist */
async function ownThread(
  deps: ServerDeps,
  { project, thread }: { readonly project: string; readonly thread: string },
  principal: Principal,
): Promise<string> {
  projectOf(deps, project, principal)
  const found = await deps.keepersOf(principal.orgId).sessions.find(thread, principal.userId)
  if (found?.project !== project) throw serverError('no-session', { session: thread })
  return found.id
}

interface SharedThread {
  readonly share: ShareRecord
  readonly title: string
  readonly turns: readonly Turn[]
}

/** @throws `server/no-share` where the link opens no thread */
async function sharedThread(deps: ServerDeps, token: string, principal: Principal): Promise<SharedThread> {
  const share = await opened(deps, token, principal)
  if (share?.kind !== 'thread') throw serverError('no-share', undefined)
  const { sessions } = deps.keepersOf(principal.orgId)
  const [thread, turns] = await Promise.all([
    sessions.find(share.targetId, share.userId),
    sessions.turns(share.targetId, share.userId),
  ])
  if (!thread) throw serverError('no-share', undefined)
  return { share, title: thread.title, turns }
}
