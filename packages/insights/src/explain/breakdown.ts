import type { Catalog } from '@numize/planner'
import {
  type Dimension,
  dimensionsOfMetrics,
  type MeasureInput,
  type Metric,
  type MetricInput,
  type Model,
  type Reachable,
} from '@numize/semantic'
import type { RatioParts } from './report.ts'

/** A dimension to look for causes in. */
export interface Axis {
  readonly ref: string
  readonly label: string
  readonly members: number
}

const MOST_MEMBERS = 60
const MOST_AXES = 6
/** Nearer models come first: a cause is likelier on the event itself than three joins away. */
const MOST_HOPS = 2

/** Categorical dimensions with few members that the metric can be grouped by, nearest and smallest first. */
export function axesOf(metric: string, catalog: Catalog, taken: ReadonlySet<string>): Axis[] {
  const members = new Map<string, number>(
    catalog.values
      .filter(({ complete }) => complete)
      .map(({ model, dimension, values }) => [`${model}.${dimension}`, values.length]),
  )
  const declaredAt = new Map<string, Dimension>(
    catalog.model.semanticModels.flatMap((model) =>
      model.dimensions.map((dimension) => [`${model.name}.${dimension.name}`, dimension] as const),
    ),
  )
  const defining = definingDimensions(metric, catalog.model)
  const axisOf = ({ ref, model, dimension, hops }: Reachable): (Axis & { hops: number })[] => {
    const key = `${model}.${dimension}`
    const count = members.get(key) ?? 0
    const declared = declaredAt.get(key)
    if (!declared || count < 2 || count > MOST_MEMBERS || hops > MOST_HOPS || taken.has(ref)) return []
    if (defining.has(declared.name) || defining.has(declared.expr)) return []
    if (declared.extras.hidden === true || declared.extras.pii === true) return []
    return [{ ref, label: (declared.label ?? declared.name).replaceAll('_', ' '), members: count, hops }]
  }
  return dimensionsOfMetrics(catalog.model, [metric])
    .flatMap(axisOf)
    .toSorted((a, b) => a.hops - b.hops || a.members - b.members)
    .slice(0, MOST_AXES)
    .map(({ ref, label, members: count }) => ({ ref, label, members: count }))
}

/** Labels of near dimensions with too many members to look for causes in. */
export function wideDimensions(metric: string, { model, values }: Catalog): readonly string[] {
  const wide = new Map(
    values
      .filter(({ complete, values: members }) => !complete || members.length > MOST_MEMBERS)
      .map((one) => [`${one.model}.${one.dimension}`, one]),
  )
  const labels = dimensionsOfMetrics(model, [metric]).flatMap(({ model: home, dimension, hops }) => {
    if (hops > MOST_HOPS || !wide.has(`${home}.${dimension}`)) return []
    const declared = model.semanticModels
      .find(({ name }) => name === home)
      ?.dimensions.find(({ name }) => name === dimension)
    const isShown = declared && declared.extras.hidden !== true && declared.extras.pii !== true
    return isShown ? [(declared.label ?? declared.name).replaceAll('_', ' ')] : []
  })
  return [...new Set(labels)]
}

/** Dimensions a metric's own filters speak of: they say what it is, not why it moved. */
function definingDimensions(metric: string, model: Model): ReadonlySet<string> {
  const seen = new Set<string>()
  const names = new Set<string>()
  const visit = (name: string): void => {
    const declared = model.metrics.find((one) => one.name === name)
    if (!declared || seen.has(name)) return
    seen.add(name)
    const inputs = measureInputs(declared)
    const metrics = metricInputs(declared)
    const filters = [declared, ...inputs, ...metrics].flatMap((one) => one.filters)
    for (const filter of filters)
      for (const [, path = ''] of filter.matchAll(/Dimension\(\s*['"]([^'"]+)['"]/g))
        names.add(path.split('__').at(-1) ?? path)
    for (const { measure } of inputs) for (const word of wordsOfMeasure(measure, model)) names.add(word)
    for (const input of metrics) visit(input.metric)
  }
  visit(metric)
  return names
}

function measureInputs(metric: Metric): readonly MeasureInput[] {
  if ('input' in metric) return [metric.input]
  return metric.kind === 'conversion' ? [metric.base, metric.conversion] : []
}

function metricInputs(metric: Metric): readonly MetricInput[] {
  if (metric.kind === 'ratio') return [metric.numerator, metric.denominator]
  return metric.kind === 'derived' ? metric.inputs : []
}

/** Names in a measure's expression: `CASE WHEN status = …` defines by `status`. */
function wordsOfMeasure(name: string, model: Model): readonly string[] {
  const measure = model.semanticModels.flatMap(({ measures }) => measures).find((one) => one.name === name)
  return measure?.expr.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []
}

/** Numerator and denominator of a ratio metric whose inputs are plain metrics; null of any other. */
export function ratioParts(metric: Metric): RatioParts | null {
  if (metric.kind !== 'ratio' || metric.filters.length > 0) return null
  const sides = [metric.numerator, metric.denominator]
  const plain = sides.every(
    ({ filters, offsetWindow, offsetToGrain }) =>
      filters.length === 0 && offsetWindow === null && offsetToGrain === null,
  )
  return plain
    ? {
        numerator: { metric: metric.numerator.metric, as: 'numerator' },
        denominator: { metric: metric.denominator.metric, as: 'denominator' },
      }
    : null
}
