import type { Grant } from '@numize/access'
import type { Ground } from '@numize/ask'
import {
  type DataType,
  type Dimension,
  dimensionsOfMetrics,
  type Entity,
  type Metric,
  type Model,
  metricDefinition,
  modelsOfMetric,
  type Origin,
  originOfRelation,
  type Project,
  reachableDimensions,
  type SemanticModel,
  type Unit,
} from '@numize/semantic'

/** Everything of a slice that may be asked for, as people browse it. */
export interface CatalogView {
  readonly slice: { readonly name: string; readonly label: string; readonly description: string | null }
  readonly metrics: readonly MetricView[]
  readonly models: readonly ModelView[]
  /** Every way to group and filter, by the path a Plan names. */
  readonly dimensions: readonly DimensionView[]
  /** First and last local moment of the data; null where nothing is dated. */
  readonly loaded: { readonly start: string; readonly end: string } | null
}

interface Named {
  readonly name: string
  readonly label: string
  readonly description: string | null
  readonly synonyms: readonly string[]
}

export interface MetricView extends Named {
  readonly kind: Metric['kind']
  /** What it is, in words of the model. */
  readonly definition: string
  readonly unit: Unit | null
  readonly upIsGood: boolean | null
  /** Semantic models whose rows it is made of. */
  readonly models: readonly string[]
  /** Paths of `CatalogView.dimensions` it can be grouped and filtered by, nearest first. */
  readonly dimensions: readonly string[]
  /** Where it is written; null for discovered models. */
  readonly place: string | null
}

export interface DimensionView extends Named {
  /** The path a Plan names it by. */
  readonly path: string
  readonly model: string
  readonly kind: 'categorical' | 'time' | 'entity'
  readonly dataType: DataType | null
  readonly grain: string | null
  /** How it is shown where it holds personal data; null = as it is. */
  readonly mask: string | null
}

export interface ModelView extends Named {
  readonly relation: string
  readonly entity: string | null
  readonly timeDimension: string | null
  readonly keys: readonly { readonly name: string; readonly kind: Entity['kind'] }[]
  /** Own dimensions, by path. */
  readonly dimensions: readonly string[]
  readonly metrics: readonly string[]
  /** Models its rows lead to by a key of theirs. */
  readonly joins: readonly string[]
  /** Where dbt builds it, from what, and what is wrong with it; null without dbt. */
  readonly origin: Origin | null
}

const named = ({ name, label, description, extras }: Dimension | Metric | SemanticModel): Named => ({
  name,
  label: label ?? wordsOf(name),
  description,
  synonyms: extras.synonyms ?? [],
})

const wordsOf = (name: string): string => {
  const words = name.replaceAll(/_+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The catalog of one grant: what is outside it is not there. */
export function catalogView({ visible, slice, policies }: Grant, { project, loaded }: Ground): CatalogView {
  const masks = new Map(policies.masks.map((mask) => [`${mask.model}.${mask.dimension}`, mask.mask]))
  const shown = visible.semanticModels.filter(({ extras }) => extras.hidden !== true)
  const dimensions = new Map<string, DimensionView>()
  for (const model of shown)
    for (const { ref, dimension, model: owner } of reachableDimensions(visible, model.name)) {
      const found = visible.semanticModels.find(({ name }) => name === owner)
      const view = found && dimensionView(ref, dimension, found, masks)
      if (view && !dimensions.has(ref)) dimensions.set(ref, view)
    }
  const metrics = visible.metrics
    .filter(({ extras }) => extras.hidden !== true)
    .map(
      (metric): MetricView => ({
        ...named(metric),
        kind: metric.kind,
        definition: metricDefinition(visible, metric.name),
        unit: metric.extras.unit ?? null,
        upIsGood: metric.extras.upIsGood ?? null,
        models: modelsOfMetric(visible, metric.name),
        dimensions: dimensionsOfMetrics(visible, [metric.name])
          .map(({ ref }) => ref)
          .filter((ref) => dimensions.has(ref)),
        place: metric.place === null ? null : `${metric.place.file}:${metric.place.line}`,
      }),
    )
  return {
    slice: { name: slice.name, label: slice.label, description: slice.description ?? null },
    metrics,
    models: shown.map((model) => modelView(model, { visible, metrics, dimensions, project })),
    dimensions: [...dimensions.values()],
    loaded,
  }
}

function dimensionView(
  path: string,
  name: string | null,
  owner: SemanticModel,
  masks: ReadonlyMap<string, string>,
): DimensionView | null {
  const own = { path, model: owner.name }
  if (name === null)
    return {
      ...own,
      name: path,
      label: wordsOf(path.slice(path.lastIndexOf('__') + (path.includes('__') ? 2 : 0))),
      description: null,
      synonyms: [],
      kind: 'entity',
      dataType: null,
      grain: null,
      mask: null,
    }
  const dimension = owner.dimensions.find((candidate) => candidate.name === name)
  if (!dimension || dimension.extras.hidden === true) return null
  const { kind, dataType, grain } = dimension
  return {
    ...named(dimension),
    ...own,
    kind,
    dataType,
    grain,
    mask: masks.get(`${owner.name}.${name}`) ?? null,
  }
}

interface Around {
  readonly visible: Model
  readonly metrics: readonly MetricView[]
  readonly dimensions: ReadonlyMap<string, DimensionView>
  readonly project: Project
}

function modelView(model: SemanticModel, { visible, metrics, dimensions, project }: Around): ModelView {
  const { database, schema, name } = model.relation
  const columns = new Set(model.dimensions.map(({ expr }) => expr.toLowerCase()))
  const reached = reachableDimensions(visible, model.name)
  const joined = reached.filter(({ hops }) => hops === 1).map((one) => one.model)
  return {
    ...named(model),
    relation: [database, schema, name].filter((part) => part !== null).join('.'),
    entity: model.primaryEntity,
    timeDimension: model.defaultTimeDimension,
    keys: model.entities.map((entity) => ({ name: entity.name, kind: entity.kind })),
    dimensions: reached.filter(({ hops, ref }) => hops === 0 && dimensions.has(ref)).map(({ ref }) => ref),
    metrics: metrics.filter(({ models }) => models.includes(model.name)).map((metric) => metric.name),
    joins: [...new Set(joined)],
    origin: originOfRelation(model.relation, columns, project.dbt),
  }
}
