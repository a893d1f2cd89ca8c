import type { threadRoutes } from '../contract/threads.ts'
import { projectOf, projectsOf } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'

export const threadHandlers = (deps: ServerDeps): HandlersOf<keyof typeof threadRoutes> => ({
  'GET /v1/projects': async ({ principal }) =>
    projectsOf(deps, principal).map(({ name, label }) => ({ name, label })),
  'GET /v1/projects/:project/welcome': async ({ params, principal }) =>
    projectOf(deps, params.project, principal).assistant.welcome(principal),
  'GET /v1/projects/:project/threads': async ({ params, principal }) =>
    projectOf(deps, params.project, principal).assistant.threads(principal),
  'POST /v1/projects/:project/threads': async ({ params, body, principal, signal }) =>
    projectOf(deps, params.project, principal).assistant.answer(body.question, {
      principal,
      signal,
      ...at(body.now),
    }),
  'GET /v1/projects/:project/threads/:thread': async ({ params, principal }) =>
    projectOf(deps, params.project, principal).assistant.thread(params.thread, principal),
  'POST /v1/projects/:project/threads/:thread/questions': async ({ params, body, principal, signal }) =>
    projectOf(deps, params.project, principal).assistant.answer(body.question, {
      principal,
      signal,
      threadId: params.thread,
      ...at(body.now),
    }),
  'POST /v1/projects/:project/turns/:turn/choices': async ({ params, body, principal, signal }) =>
    projectOf(deps, params.project, principal).assistant.choose(params.turn, body.option, {
      principal,
      signal,
    }),
})

const at = (now: string | undefined) => (now === undefined ? {} : { now })
