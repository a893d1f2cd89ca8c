import { hashJson } from '@numize/base'
import {
  type Dimension,
  type Mask,
  type Metric,
  type Model,
  modelsOfMetric,
  type Policies,
  type Project,
  type SemanticModel,
  type Slice,
} from '@numize/semantic'
import { bindAttributes } from './bind-attributes.ts'
import { accessError } from './errors.ts'
import type { Principal } from './principal.ts'

/** What one principal may ask of one project: the model cut to a slice, and the policies to compile with. */
export interface Grant {
  readonly slice: Slice
  /** Names outside it do not exist for the asker. */
  readonly visible: Model
  readonly policies: Policies
  /** Part of every cache key and run hash: equal only where equal rows may be seen. */
  readonly fingerprint: string
}

/**
 * The slice a principal asks through: the named one, or the first that counts them in its audience.
 * A project without slices is its owner's own data (a file pointed at): all of it is open.
 * @throws `access/no-slice`, `access/unknown-slice`, `access/missing-attribute`
 */
export function grant(project: Project, principal: Principal, sliceName?: string): Grant {
  const slice = chooseSlice(project, principal, sliceName)
  const policies: Policies = {
    rowFilters: slice.rowFilters.map((filter) => ({
      model: filter.model,
      where: bindAttributes(filter.where, principal, slice.name),
      text: filter.description ?? filter.where,
    })),
    masks: masksOf(project, slice),
    inlineMeasures: slice.inlineMeasures,
  }
  const visible = narrow(project.model, slice, policies.masks)
  return { slice, visible, policies, fingerprint: hashJson({ slice: { ...slice, place: null }, policies }) }
}

/** Slices whose audience counts the principal in. */
export const slicesOf = (project: Project, principal: Principal): readonly Slice[] =>
  project.slices.length === 0
    ? [wholeProject(project)]
    : project.slices.filter((slice) => admits(slice, principal))

function chooseSlice(project: Project, principal: Principal, name: string | undefined): Slice {
  const open = slicesOf(project, principal)
  const slice = name === undefined ? open[0] : open.find((candidate) => candidate.name === name)
  if (slice) return slice
  if (name !== undefined && open.length > 0)
    throw accessError('unknown-slice', { slice: name, slices: open.map((candidate) => candidate.name) })
  throw accessError('no-slice', { project: project.label })
}

const admits = (slice: Slice, { roles, userId }: Principal): boolean =>
  slice.audience.some((who) => who === '*' || who === userId || roles.includes(who))

const wholeProject = (project: Project): Slice => ({
  name: 'everything',
  label: 'Everything',
  description: 'Your own data: all of it is open to you.',
  audience: ['*'],
  models: null,
  metrics: null,
  hiddenDimensions: [],
  rowFilters: [],
  pii: piiDimensions(project.model).map(({ key }) => ({ dimension: key, mask: 'show' as const })),
  inlineMeasures: true,
  place: null,
})

function piiDimensions(model: Model) {
  return model.semanticModels.flatMap((semanticModel) =>
    semanticModel.dimensions
      .filter((dimension) => dimension.extras.pii === true)
      .map((dimension) => ({
        key: `${semanticModel.name}.${dimension.name}`,
        model: semanticModel.name,
        dimension: dimension.name,
      })),
  )
}

/** Personal data is hidden unless the slice says how it may be seen. */
function masksOf(project: Project, slice: Slice): readonly Mask[] {
  const said = new Map(slice.pii.map(({ dimension, mask }) => [dimension, mask]))
  return piiDimensions(project.model).flatMap(({ key, model, dimension }) => {
    const mask = said.get(key) ?? 'hide'
    return mask === 'show' ? [] : [{ model, dimension, mask }]
  })
}

function narrow(model: Model, slice: Slice, masks: readonly Mask[]): Model {
  const hidden = new Set([
    ...slice.hiddenDimensions,
    ...masks.filter(({ mask }) => mask === 'hide').map((mask) => `${mask.model}.${mask.dimension}`),
  ])
  const keepsModel = (name: string) => slice.models === null || slice.models.includes(name)
  const keepsDimension = (owner: SemanticModel, dimension: Dimension) =>
    !hidden.has(`${owner.name}.${dimension.name}`)
  const keepsMetric = (metric: Metric) =>
    (slice.metrics === null || slice.metrics.includes(metric.name)) &&
    modelsOfMetric(model, metric.name).every(keepsModel)
  return {
    ...model,
    semanticModels: model.semanticModels
      .filter(({ name }) => keepsModel(name))
      .map((owner) => ({
        ...owner,
        dimensions: owner.dimensions.filter((dimension) => keepsDimension(owner, dimension)),
      })),
    metrics: model.metrics.filter(keepsMetric),
    savedQueries: model.savedQueries.filter(({ metrics }) =>
      metrics.every((name) => model.metrics.some((metric) => metric.name === name && keepsMetric(metric))),
    ),
  }
}
