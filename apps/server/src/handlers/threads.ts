import type { Turn } from '@numize/assistant'
import type { threadRoutes } from '../contract/threads.ts'
import { startingDives } from '../dives.ts'
import { serverError } from '../errors.ts'
import { projectOf, projectsOf } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'
import { afterTurn, inThread } from './in-thread.ts'
import type { Live } from './live.ts'
import { ownThreadHandlers } from './own-threads.ts'

export const threadHandlers = (deps: ServerDeps, live: Live): HandlersOf<keyof typeof threadRoutes> => ({
  ...ownThreadHandlers(deps, live),
  'GET /v1/projects': async ({ principal }) =>
    projectsOf(deps, principal).map(({ name, label }) => ({ name, label })),
  'GET /v1/projects/:project/welcome': async ({ params, principal }) =>
    projectOf(deps, params.project, principal).assistant.welcome(principal),
  'GET /v1/projects/:project/threads': async ({ params, principal }) =>
    projectOf(deps, params.project, principal).assistant.threads(principal),
  'POST /v1/projects/:project/threads': async ({ params: { project }, body, principal, signal }) =>
    hadItsTurn(
      await projectOf(deps, project, principal).assistant.answer(body.question, {
        principal,
        signal,
        admit: live.traffic.admitFor(project, principal),
        ...startingDives(principal, deps),
        ...at(body.now),
      }),
    ),
  'GET /v1/projects/:project/threads/:thread': async ({ params, principal }) =>
    projectOf(deps, params.project, principal).assistant.thread(params.thread, principal),
  'POST /v1/projects/:project/threads/:thread/questions': async ({ params, body, principal, signal }) =>
    hadItsTurn(
      await projectOf(deps, params.project, principal).assistant.answer(body.question, {
        principal: await inThread(deps, principal, params.thread),
        signal,
        admit: live.traffic.admitFor(params.project, principal),
        threadId: params.thread,
        ...startingDives(principal, deps),
        ...at(body.now),
      }),
    ),
  'POST /v1/projects/:project/turns/:turn/choices': async ({ params, body, principal, signal }) =>
    hadItsTurn(
      await projectOf(deps, params.project, principal).assistant.choose(params.turn, body.option, {
        principal: await afterTurn(deps, principal, params.turn),
        signal,
        admit: live.traffic.admitFor(params.project, principal),
      }),
    ),
  'POST /v1/projects/:project/turns/:turn/revisions': async ({ params, body, principal, signal }) =>
    hadItsTurn(
      await projectOf(deps, params.project, principal).assistant.revise(
        { ...body, turnId: params.turn },
        {
          principal: await afterTurn(deps, principal, params.turn),
          signal,
          admit: live.traffic.admitFor(params.project, principal),
        },
      ),
    ),
})

const at = (now: string | undefined) => (now === undefined ? {} : { now })

/** A question that found the queue full is told as HTTP tells it. @throws `server/busy` */
function hadItsTurn(turn: Turn): Turn {
  if (turn.reply.status === 'failed' && turn.reply.code === 'server/busy')
    throw serverError('busy', { seconds: 2 })
  return turn
}
