import type { Aggregation, Metric, Model } from '@numize/semantic'

/** The aggregations a metric is made by, its inputs' among them. */
export function aggregationsOfMetric(model: Model, metric: Metric): readonly Aggregation[] {
  const byMeasure = new Map(
    model.semanticModels.flatMap(({ measures }) =>
      measures.map((one) => [one.name, one.aggregation] as const),
    ),
  )
  const byName = new Map(model.metrics.map((one) => [one.name, one]))
  const found = new Set<Aggregation>()
  const seen = new Set<string>()
  const visit = (one: Metric | undefined): void => {
    if (!one || seen.has(one.name)) return
    seen.add(one.name)
    for (const measure of measuresIn(one)) {
      const aggregation = byMeasure.get(measure)
      if (aggregation) found.add(aggregation)
    }
    for (const input of inputsIn(one)) visit(byName.get(input))
  }
  visit(metric)
  return [...found]
}

function measuresIn(metric: Metric): readonly string[] {
  if (metric.kind === 'simple' || metric.kind === 'cumulative') return [metric.input.measure]
  return metric.kind === 'conversion' ? [metric.base.measure, metric.conversion.measure] : []
}

function inputsIn(metric: Metric): readonly string[] {
  if (metric.kind === 'ratio') return [metric.numerator.metric, metric.denominator.metric]
  return metric.kind === 'derived' ? metric.inputs.map((input) => input.metric) : []
}
