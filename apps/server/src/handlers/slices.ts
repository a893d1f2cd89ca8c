import type { Principal } from '@numize/access'
import { type Project, projectToFiles, type Slice } from '@numize/semantic'
import { type SliceContent, sliceContent, type sliceRoutes } from '../contract/slices.ts'
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
  'GET /v1/projects/:project/slice-parts': async ({ params, principal }) =>
    partsOf(projectOf(deps, params.project, principal).ground.project),
  'GET /v1/projects/:project/slices/:slice': async ({ params, principal }) => {
    const { project } = projectOf(deps, params.project, principal).ground
    const slice = project.slices.find(({ name }) => name === params.slice)
    if (!slice) throw serverError('no-slice', { slice: params.slice })
    const { place: _, ...content } = slice
    return { content: sliceContent.parse(content), yaml: sliceFile(slice, project) }
  },
  'POST /v1/projects/:project/slices/:slice/check': async ({ params, body, principal }) => {
    const { project } = projectOf(deps, params.project, principal).ground
    const draft = draftOf(params.slice, body.draft)
    const told = await workOn(deps, params.project, principal).check(draft)
    return { ...told, yaml: sliceFile(draft, project) }
  },
  'GET /v1/projects/:project/slices/:slice/readiness': async ({ params, principal }) =>
    workOn(deps, params.project, principal).readiness(params.slice),
  'GET /v1/projects/:project/slices/:slice/diff': async ({ params, principal }) =>
    workOn(deps, params.project, principal).diff(params.slice),
  'GET /v1/projects/:project/slices/:slice/versions': async ({ params, principal }) =>
    (await workOn(deps, params.project, principal).versions(params.slice)).map((one) => ({ ...one })),
  'POST /v1/projects/:project/slices/:slice/publish': async ({ params, body, principal }) => ({
    ...(await workOn(deps, params.project, principal).publish(params.slice, withDraft(params.slice, body))),
  }),
  'POST /v1/projects/:project/slices/:slice/roll-back': async ({ params, body, principal }) => ({
    ...(await workOn(deps, params.project, principal).rollBack(params.slice, body.version, body)),
  }),
  'POST /v1/projects/:project/slices/:slice/preview': async ({ params, body, principal }) =>
    workOn(deps, params.project, principal).preview(params.slice, withDraft(params.slice, body)),
  'GET /v1/projects/:project/raw-requests': async ({ params, principal }) =>
    workOn(deps, params.project, principal).rawRequests(),
  'POST /v1/projects/:project/raw-requests': async ({ params, body, principal }) =>
    workOn(deps, params.project, principal).requestRaw(body),
  'POST /v1/projects/:project/raw-requests/:id/decision': async ({ params, body, principal }) =>
    workOn(deps, params.project, principal).decideRaw(params.id, body.days),
})

const draftOf = (name: string, content: SliceContent): Slice => ({ ...content, name, place: null })

const labelled = ({ name, label }: { readonly name: string; readonly label: string | null }) => ({
  name,
  label: label ?? name.replaceAll('_', ' '),
})

const partsOf = ({ model: { metrics, semanticModels } }: Project) => ({
  metrics: metrics.map(labelled),
  models: semanticModels.map((model) => ({
    ...labelled(model),
    dimensions: model.dimensions
      .filter(({ extras }) => extras.hidden !== true)
      .map((dimension) => ({
        name: `${model.name}.${dimension.name}`,
        label: labelled(dimension).label,
        personal: dimension.extras.pii === true,
      })),
  })),
})

/** A draft is of the slice the address names. */
const withDraft = <T extends { readonly draft?: SliceContent | undefined }>(name: string, body: T) => ({
  ...body,
  draft: body.draft === undefined ? undefined : draftOf(name, body.draft),
})

/** The text to keep under `slices/`. */
function sliceFile(slice: Slice, project: Project): string {
  const files = projectToFiles({ ...project, slices: [slice] })
  return [...files].find(([path]) => path.startsWith('slices/'))?.[1] ?? ''
}

function workOn(deps: ServerDeps, project: string, principal: Principal): SliceWork {
  const { name } = projectOf(deps, project, principal)
  if (!deps.slicesOf) throw serverError('not-built', { what: 'working on slices where no versions are kept' })
  return deps.slicesOf(name, principal)
}
