import { fail } from '../errors.ts'
import type { MeasureInput, Metric, MetricInput, Model } from '../model.ts'
import { findMeasure, findMetric, findModel, indexModel, type ModelIndex, remember } from './model-index.ts'
import { type Reachable, reachOf } from './reachable.ts'

/** Metrics a metric is made of; none for one over measures. */
export function inputsOf(metric: Metric): readonly MetricInput[] {
  if (metric.kind === 'ratio') return [metric.numerator, metric.denominator]
  return metric.kind === 'derived' ? metric.inputs : []
}

/** Measures a metric uses itself; those of a conversion's base first. */
export function measuresOf(metric: Metric): readonly MeasureInput[] {
  if (metric.kind === 'simple' || metric.kind === 'cumulative') return [metric.input]
  return metric.kind === 'conversion' ? [metric.base, metric.conversion] : []
}

/**
 * Semantic models whose measures a metric uses, through whatever it is made of, in order of first use.
 * @throws `semantic/unknown-metric`, `semantic/unknown-measure`, `semantic/cyclic-metric`
 */
export function modelsOfMetric(model: Model, name: string): readonly string[] {
  const index = indexModel(model)
  return remember(index, `models of ${name}`, () => [...new Set(groupingModels(index, name, [], true))])
}

/** Facts whose rows a metric's groups are formed on: a conversion is grouped by its base events only. */
function groupingModels(
  index: ModelIndex,
  name: string,
  path: readonly string[],
  all: boolean,
): readonly string[] {
  if (path.includes(name)) throw fail('cyclic-metric', { name, path: [...path, name] })
  const metric = findMetric(index, name)
  const measures = metric.kind === 'conversion' && !all ? [metric.base] : measuresOf(metric)
  return [
    ...measures.map(({ measure }) => findMeasure(index, measure, name).model.name),
    ...inputsOf(metric).flatMap((input) => groupingModels(index, input.metric, [...path, name], all)),
  ]
}

/**
 * What all of the metrics can be grouped by, shortest path first (`metric_time` apart).
 * @throws as `modelsOfMetric`
 */
export function dimensionsOfMetrics(model: Model, metrics: readonly string[]): readonly Reachable[] {
  const index = indexModel(model)
  const key = `dimensions of ${metrics.join(' ')}`
  return remember(index, key, () => {
    const facts = [...new Set(metrics.flatMap((name) => groupingModels(index, name, [], false)))]
    const reaches = facts.map((name) => reachOf(index, findModel(index, name)))
    const [first, ...others] = reaches
    return (first?.targets ?? []).filter(({ ref }) => others.every((reach) => reach.byRef.has(ref)))
  })
}
