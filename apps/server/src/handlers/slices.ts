import type { Principal } from '@numize/access'
import type { sliceRoutes } from '../contract/slices.ts'
import { serverError } from '../errors.ts'
import { projectOf } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { SliceWork } from '../slices.ts'
import type { HandlersOf } from './call.ts'

export const sliceHandlers = (deps: ServerDeps): HandlersOf<keyof typeof sliceRoutes> => ({
  'GET /v1/projects/:project/slices': async ({ params, principal }) => {
    const { slices } = projectOf(deps, params.project, principal).ground.project
    const work = workOn(deps, params.project, principal)
    return Promise.all(
      slices.map(async ({ name, label, description, audience }) => {
        const versions = await work.versions(name)
        return { name, label, description, audience, version: versions.at(-1)?.version ?? null }
      }),
    )
  },
  'GET /v1/projects/:project/slices/:slice/readiness': async ({ params, principal }) =>
    workOn(deps, params.project, principal).readiness(params.slice),
  'GET /v1/projects/:project/slices/:slice/diff': async ({ params, principal }) =>
    workOn(deps, params.project, principal).diff(params.slice),
  'GET /v1/projects/:project/slices/:slice/versions': async ({ params, principal }) =>
    (await workOn(deps, params.project, principal).versions(params.slice)).map((one) => ({ ...one })),
  'POST /v1/projects/:project/slices/:slice/publish': async ({ params, body, principal }) => ({
    ...(await workOn(deps, params.project, principal).publish(params.slice, body)),
  }),
  'POST /v1/projects/:project/slices/:slice/roll-back': async ({ params, body, principal }) => ({
    ...(await workOn(deps, params.project, principal).rollBack(params.slice, body.version, body)),
  }),
  'POST /v1/projects/:project/slices/:slice/preview': async ({ params, body, principal }) =>
    workOn(deps, params.project, principal).preview(params.slice, body.as, body.question),
  'GET /v1/projects/:project/raw-requests': async ({ params, principal }) =>
    workOn(deps, params.project, principal).rawRequests(),
  'POST /v1/projects/:project/raw-requests': async ({ params, body, principal }) =>
    workOn(deps, params.project, principal).requestRaw(body),
  'POST /v1/projects/:project/raw-requests/:id/decision': async ({ params, body, principal }) =>
    workOn(deps, params.project, principal).decideRaw(params.id, body.days),
})

function workOn(deps: ServerDeps, project: string, principal: Principal): SliceWork {
  const { name } = projectOf(deps, project, principal)
  if (!deps.slicesOf) throw serverError('not-built', { what: 'working on slices where no versions are kept' })
  return deps.slicesOf(name, principal)
}
