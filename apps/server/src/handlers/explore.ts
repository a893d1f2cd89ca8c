import type { exploreRoutes } from '../contract/explore.ts'
import { projectOf } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'
import type { Live } from './live.ts'

export const exploreHandlers = (
  deps: ServerDeps,
  { traffic }: Live,
): HandlersOf<keyof typeof exploreRoutes> => ({
  'GET /v1/projects/:project/catalog': async ({ params, principal }) =>
    projectOf(deps, params.project, principal).assistant.catalog(principal),
  'GET /v1/projects/:project/values': async ({ params, query, principal, signal }) => {
    const { path, search = '', most } = query
    const wanted = { path, search: search === '' ? null : search, most }
    return projectOf(deps, params.project, principal).assistant.values({ ...wanted, principal, signal })
  },
  'POST /v1/projects/:project/run': async ({ params, body, principal, signal }) =>
    projectOf(deps, params.project, principal).assistant.run(body.plan, {
      principal,
      signal,
      admit: traffic.admitFor(params.project, principal),
      ...(body.now === undefined ? {} : { now: body.now }),
    }),
})
