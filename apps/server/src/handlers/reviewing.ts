import type { reviewRoutes } from '../contract/reviewing.ts'
import { projectOf } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'

export const reviewHandlers = (deps: ServerDeps): HandlersOf<keyof typeof reviewRoutes> => ({
  'POST /v1/projects/:project/turns/:turn/feedback': async ({ params, body, principal }) => {
    const { reason, note, verdict } = body
    const said = { verdict, ...(reason ? { reason } : {}), ...(note === undefined ? {} : { note }) }
    return {
      state: await projectOf(deps, params.project, principal).assistant.feedback(params, said, principal),
    }
  },
  'POST /v1/projects/:project/turns/:turn/corrections': async ({ params, body, principal }) => {
    await projectOf(deps, params.project, principal).assistant.correct(params, body, principal)
    return null
  },
  'GET /v1/projects/:project/reviews': async ({ params, principal }) =>
    projectOf(deps, params.project, principal).assistant.reviews(principal),
  'GET /v1/projects/:project/lessons': async ({ params, principal }) =>
    projectOf(deps, params.project, principal).assistant.lessons(principal),
  'POST /v1/projects/:project/dismissals': async ({ params, body, principal }) => {
    await projectOf(deps, params.project, principal).assistant.dismiss(body.id, principal)
    return null
  },
})
