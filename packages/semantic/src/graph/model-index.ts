import { nearestNames } from '@numize/base'
import { fail } from '../errors.ts'
import type { Measure, Metric, Model, SemanticModel, TimeSpine } from '../model.ts'
import { GRAINS } from '../model.ts'
import { type Join, joinsOf } from './joins.ts'

/** A model with its names looked up once; kept per `Model` object, which is frozen after loading. */
export interface ModelIndex {
  readonly model: Model
  readonly semanticModels: ReadonlyMap<string, SemanticModel>
  readonly metrics: ReadonlyMap<string, Metric>
  readonly measures: ReadonlyMap<string, { readonly model: SemanticModel; readonly measure: Measure }>
  /** Semantic models by each entity name they declare. */
  readonly modelsByEntity: ReadonlyMap<string, readonly SemanticModel[]>
  /** Custom grains by name. */
  readonly customGrains: ReadonlyMap<string, { readonly spine: TimeSpine; readonly column: string }>
  /** Joins that cannot repeat a row, by the model they leave. */
  readonly joins: ReadonlyMap<string, readonly Join[]>
  /** Anything else derived from the model once (what a model reaches, parsed expressions). */
  readonly memo: Map<string, unknown>
}

const indexes = new WeakMap<Model, ModelIndex>()

/** The index of a model, built at the first call. */
export function indexModel(model: Model): ModelIndex {
  const known = indexes.get(model)
  if (known) return known
  const built = buildIndex(model)
  indexes.set(model, built)
  return built
}

function buildIndex(model: Model): ModelIndex {
  const modelsByEntity = new Map<string, SemanticModel[]>()
  for (const one of model.semanticModels)
    for (const entity of one.entities) {
      const models = modelsByEntity.get(entity.name)
      if (models) models.push(one)
      else modelsByEntity.set(entity.name, [one])
    }
  return {
    model,
    semanticModels: new Map(model.semanticModels.map((one) => [one.name, one])),
    metrics: new Map(model.metrics.map((metric) => [metric.name, metric])),
    measures: new Map(
      model.semanticModels.flatMap((one) =>
        one.measures.map((measure) => [measure.name, { model: one, measure }]),
      ),
    ),
    modelsByEntity,
    customGrains: new Map(
      model.timeSpines.flatMap((spine) =>
        spine.customGrains.map(({ name, column }) => [name, { spine, column }] as const),
      ),
    ),
    joins: joinsOf(model, modelsByEntity),
    memo: new Map(),
  }
}

/** @throws `semantic/unknown-model` */
export function findModel(index: ModelIndex, name: string): SemanticModel {
  const found = index.semanticModels.get(name)
  if (!found) throw fail('unknown-model', { name, near: nearestNames(name, index.semanticModels.keys()) })
  return found
}

/** @throws `semantic/unknown-metric` */
export function findMetric(index: ModelIndex, name: string): Metric {
  const found = index.metrics.get(name)
  if (!found) throw fail('unknown-metric', { name, near: nearestNames(name, index.metrics.keys()) })
  return found
}

/** @throws `semantic/unknown-measure` */
export function findMeasure(index: ModelIndex, name: string, metric: string) {
  const found = index.measures.get(name)
  if (!found) throw fail('unknown-measure', { name, metric, near: nearestNames(name, index.measures.keys()) })
  return found
}

/** Grains that can be asked for: the standard ones, fiscal ones and the custom ones of the model. */
export const grainNames = (index: ModelIndex): readonly string[] => [
  ...GRAINS,
  'fiscal_quarter',
  'fiscal_year',
  ...index.customGrains.keys(),
]

/** A memoised value of the index. */
export function remember<T>(index: ModelIndex, key: string, make: () => T): T {
  if (index.memo.has(key)) return index.memo.get(key) as T
  const made = make()
  index.memo.set(key, made)
  return made
}
