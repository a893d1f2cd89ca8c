import { didYouMean, nearestNames } from '@numize/base'
import type { MeasureInput, Metric, MetricInput, Model } from '../model.ts'
import type { Problem } from '../project.ts'
import { filterProblems } from './check-filter.ts'
import { problemAt, unknownName } from './check-problem.ts'
import type { ModelNames } from './model-names.ts'

export const measuresUsed = (metric: Metric): readonly MeasureInput[] => {
  if (metric.kind === 'simple' || metric.kind === 'cumulative') return [metric.input]
  return metric.kind === 'conversion' ? [metric.base, metric.conversion] : []
}

const metricsUsed = (metric: Metric): readonly MetricInput[] => {
  if (metric.kind === 'ratio') return [metric.numerator, metric.denominator]
  return metric.kind === 'derived' ? metric.inputs : []
}

export function checkMetrics(model: Model, names: ModelNames): readonly Problem[] {
  return [...model.metrics.flatMap((metric) => checkMetric(metric, names)), ...cycles(model.metrics)]
}

function checkMetric(metric: Metric, names: ModelNames): readonly Problem[] {
  const at = (message: string): Problem => problemAt(metric.place, message)
  const what = `metric ${metric.name}`
  const measures = measuresUsed(metric)
  const inputs = metricsUsed(metric)
  const filters = [metric, ...measures, ...inputs].flatMap((part) => part.filters)
  return [
    ...measures
      .filter(({ measure }) => !names.measures.has(measure))
      .map(({ measure }) => at(`${what} uses an ${unknownMeasure(measure, names)}`)),
    ...inputs
      .filter((input) => !names.metrics.has(input.metric))
      .map((input) => at(`${what} uses an ${unknownName('metric', input.metric, names.metrics)}`)),
    ...filters.flatMap((where) => filterProblems(where, what, names).map(at)),
    ...(metric.kind === 'conversion' && !names.entities.has(metric.entity)
      ? [at(`${what} uses an ${unknownName('entity', metric.entity, names.entities)}`)]
      : []),
  ]
}

function unknownMeasure(measure: string, names: ModelNames): string {
  const near = nearestNames(measure, names.measures)
  const isMetric = names.metrics.has(measure)
  return `unknown measure: ${measure}.${didYouMean(near)}${isMetric ? ' It is a metric: use it in a derived metric.' : ''}`
}

/** One problem per circle, told where its first metric by name is defined. */
function cycles(metrics: readonly Metric[]): readonly Problem[] {
  const byName = new Map(metrics.map((metric) => [metric.name, metric]))
  const done = new Set<string>()
  const problems: Problem[] = []
  const visit = (name: string, path: readonly string[]) => {
    const metric = byName.get(name)
    const from = path.indexOf(name)
    if (from >= 0) problems.push(problemAt(metric?.place ?? null, circle([...path.slice(from), name])))
    if (from >= 0 || !metric || done.has(name)) return
    for (const input of metricsUsed(metric)) visit(input.metric, [...path, name])
    done.add(name)
  }
  for (const name of [...byName.keys()].toSorted()) visit(name, [])
  return problems
}

const circle = (path: readonly string[]): string =>
  `metric ${path[0]} is defined by itself: ${path.join(' → ')}. Break the circle.`
