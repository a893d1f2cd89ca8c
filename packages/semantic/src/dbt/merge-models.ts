import { measuresUsed } from '../load/check-metrics.ts'
import type { Measure, Metric, MetricInput, Model, SemanticModel } from '../model.ts'
import { relationId } from './semantic-relations.ts'

/**
 * Authored objects, and of the offered ones those on the relations `wanted`. What is authored keeps its names: offered
 * models take over its names of entities, so that they join, and step aside where a name is taken.
 */
export function mergeModels(authored: Model, offered: Model, wanted: ReadonlySet<string>): Model {
  const entities = entityNames(authored, offered)
  const taken = {
    models: new Set(authored.semanticModels.map(({ name }) => name)),
    measures: new Set(authored.semanticModels.flatMap(({ measures }) => measures.map(({ name }) => name))),
    metrics: new Set(authored.metrics.map(({ name }) => name)),
  }
  const renamed = new Map<string, string>()
  const models = offered.semanticModels
    .filter(({ relation }) => wanted.has(relationId(relation)))
    .map((one): SemanticModel => {
      const name = taken.models.has(one.name) ? `${one.name}_proposed` : one.name
      const measures = one.measures.map((measure): Measure => {
        const free = taken.measures.has(measure.name) ? `${name}_${measure.name}` : measure.name
        renamed.set(measure.name, free)
        return { ...measure, name: free }
      })
      return withEntities({ ...one, name, measures }, entities)
    })
  const metrics = offered.metrics
    .filter(
      (metric) =>
        !taken.metrics.has(metric.name) && measuresUsed(metric).every(({ measure }) => renamed.has(measure)),
    )
    .map((metric) => onMeasures(metric, renamed))
  return {
    ...authored,
    semanticModels: [...authored.semanticModels, ...models],
    metrics: [...authored.metrics, ...metrics],
  }
}

/** Offered name of an entity → the authored one over the same column of the same relation. */
function entityNames(authored: Model, offered: Model): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const one of offered.semanticModels) {
    const same = authored.semanticModels.find(
      ({ relation }) => relationId(relation) === relationId(one.relation),
    )
    if (!same) continue
    for (const entity of one.entities.filter(({ kind }) => kind !== 'foreign')) {
      const own = same.entities.find(
        ({ kind, expr }) => kind !== 'foreign' && expr.toLowerCase() === entity.expr.toLowerCase(),
      )
      if (own) names.set(entity.name, own.name)
    }
  }
  return names
}

function withEntities(model: SemanticModel, names: ReadonlyMap<string, string>): SemanticModel {
  const others = new Set([...model.entities, ...model.dimensions].map(({ name }) => name))
  const free = (name: string): string => {
    const wanted = names.get(name) ?? name
    return wanted === name || others.has(wanted) ? name : wanted
  }
  return {
    ...model,
    primaryEntity: model.primaryEntity === null ? null : free(model.primaryEntity),
    entities: model.entities.map((one) => ({ ...one, name: free(one.name) })),
  }
}

function onMeasures(metric: Metric, names: ReadonlyMap<string, string>): Metric {
  if (metric.kind !== 'simple') return metric
  return {
    ...metric,
    input: { ...metric.input, measure: names.get(metric.input.measure) ?? metric.input.measure },
  }
}

/** Metrics a metric is made of. */
export const inputsOf = (metric: Metric): readonly MetricInput[] => {
  if (metric.kind === 'ratio') return [metric.numerator, metric.denominator]
  return metric.kind === 'derived' ? metric.inputs : []
}
