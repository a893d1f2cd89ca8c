import {
  type Dimension,
  type Mask,
  type Metric,
  type Model,
  modelsOfMetric,
  type SemanticModel,
  type Slice,
} from '@numize/semantic'
import { aggregationsOfMetric } from './aggregations-of-metric.ts'

/** The model as a slice has it: what is not in it does not exist for the asker. */
export function narrowModel(model: Model, slice: Slice, masks: readonly Mask[]): Model {
  const hidden = new Set([
    ...slice.hiddenDimensions,
    ...masks.filter(({ mask }) => mask === 'hide').map((mask) => `${mask.model}.${mask.dimension}`),
  ])
  const keepsModel = (name: string) => slice.models === null || slice.models.includes(name)
  const keepsDimension = (owner: SemanticModel, dimension: Dimension) =>
    !hidden.has(`${owner.name}.${dimension.name}`)
  const keepsMetric = (metric: Metric) =>
    (slice.metrics === null || slice.metrics.includes(metric.name)) &&
    modelsOfMetric(model, metric.name).every(keepsModel) &&
    aggregationsOfMetric(model, metric).every((one) => slice.aggregations?.includes(one) ?? true)
  const metrics = model.metrics.filter(keepsMetric)
  const kept = new Set(metrics.map(({ name }) => name))
  return {
    ...model,
    semanticModels: model.semanticModels
      .filter(({ name }) => keepsModel(name))
      .map((owner) => ({
        ...owner,
        entities: owner.entities.filter(
          ({ name, kind }) =>
            kind !== 'foreign' || !slice.joins || slice.joins.includes(`${owner.name}.${name}`),
        ),
        dimensions: owner.dimensions.filter((dimension) => keepsDimension(owner, dimension)),
      })),
    metrics,
    savedQueries: model.savedQueries.filter((saved) => saved.metrics.every((name) => kept.has(name))),
  }
}
