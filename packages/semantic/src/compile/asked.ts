import { nearestNames } from '@numize/base'
import { fail } from '../errors.ts'
import { inputsOf, measuresOf, modelsOfMetric } from '../graph/metric-models.ts'
import { findMeasure, findMetric, findModel, type ModelIndex } from '../graph/model-index.ts'
import { lastName, ownPrefixes, type Target } from '../graph/reachable.ts'
import { findTarget, resolveFrom } from '../graph/resolve-dimension.ts'
import type { ElapsedUnit } from '../inline-measure.ts'
import type { Aggregation, Dimension, Measure, Metric, SemanticModel, Unit } from '../model.ts'
import type { Bridge, Filter, MetricRef } from '../plan.ts'
import { column } from '../sql/build.ts'
import { type Asked, coarsest, orZero } from './asked-metric.ts'
import { calendarModel } from './calendar.ts'
import { addsUp, aggregateType, isAdditive, metricType, metricUnit } from './columns.ts'
import { formulaOf, ratioOf } from './composed-metrics.ts'
import { planConditions } from './conditions.ts'
import { describeBriefly, describeMeasure, humanise, labelOf } from './describe.ts'
import type { Condition } from './frame.ts'
import { METRIC_TIME, type Ref, rankOf, readRef } from './keys.ts'
import { bridgeNode, measureColumn, metricNode, rowsUnit, type Tree, timeOf } from './metric-tree.ts'
import type { Reach } from './reached-value.ts'
import { scaledUp } from './sampling.ts'
import type { MetricNode, Period } from './units.ts'

/** Names of the group-bys tell where an entity is best counted. */
interface Reading {
  readonly index: ModelIndex
  readonly inlineAllowed: boolean
  readonly names: readonly string[]
}

export function readMetric(reading: Reading, ref: MetricRef): Asked {
  const asked = composedOrSingle(reading, ref)
  return ref.where === undefined || ref.where.length === 0 ? asked : narrowed(asked, ref.where)
}

function composedOrSingle(reading: Reading, ref: MetricRef): Asked {
  if ('ratio' in ref) {
    const { numerator, denominator } = ref.ratio
    return ratioOf(reading.index, [readMetric(reading, numerator), readMetric(reading, denominator)], ref.as)
  }
  if (!('formula' in ref)) return single(reading, ref)
  const parts = ref.formula.of.map((one) => readMetric(reading, one))
  return formulaOf(reading.index, { op: ref.formula.op, parts }, ref.as)
}

/** A metric over some of its rows only; a count of them is 0 where a neighbour has rows and it has none. */
function narrowed(asked: Asked, where: readonly Filter[]): Asked {
  const label = `${asked.label} (${where.map(describeBriefly).join(', ')})`
  const own = planConditions(where, label)
  const counts = asked.additive && asked.unit?.kind === 'count'
  return {
    ...asked,
    label,
    build: (tree, conditions) => {
      const node = asked.build(tree, [...conditions, ...own])
      return counts ? orZero(node) : node
    },
  }
}

type Single = Exclude<MetricRef, { ratio: unknown } | { formula: unknown }>

function single({ index, inlineAllowed, names }: Reading, ref: Single) {
  if ('metric' in ref) return ref.via ? bridged(index, ref, ref.via) : governed(index, ref.metric, ref.as)
  if (!inlineAllowed)
    throw fail('inline-measures-off', {
      name: 'countOf' in ref ? `Count of ${ref.countOf}` : ref.measure.over,
    })
  return 'countOf' in ref ? counted(index, ref, names) : inline(index, ref)
}

function governed(index: ModelIndex, name: string, as: string | undefined): Asked {
  const metric = findMetric(index, name)
  return {
    column: as ?? name,
    label: labelOf(metric),
    unit: metricUnit(index, metric),
    type: metricType(index, metric),
    source: name,
    facts: modelsOfMetric(index.model, name).map((model) => findModel(index, model)),
    grain: defaultGrain(index, name),
    additive: isAdditive(index, metric),
    measured: measuredBy(index, metric),
    build: (tree, conditions) => metricNode(tree, name, conditions),
  }
}

/** A metric of another fact, met through an entity that rows of a model lead to. */
function bridged(
  index: ModelIndex,
  ref: { readonly metric: string; readonly as?: string },
  via: Bridge,
): Asked {
  const own = governed(index, ref.metric, ref.as)
  if (!own.additive)
    throw fail('bad-plan', {
      problem: `${ref.metric} is no sum or count, so it cannot be added up over each ${via.entity}`,
    })
  const fact = findModel(index, via.model)
  return {
    ...own,
    facts: [fact],
    grain: null,
    additive: false,
    measured: `${own.measured} by ${via.entity}`,
    build: (tree, conditions) =>
      bridgeNode(tree, { fact, entity: via.entity, metric: ref.metric, conditions }),
  }
}

function measuredBy(index: ModelIndex, metric: Metric): string {
  const found = metric.kind === 'simple' ? index.measures.get(metric.input.measure) : undefined
  return found ? measuredOf(found.model, found.measure) : metric.name
}

const measuredOf = (model: SemanticModel, { aggregation, expr, percentile }: Measure): string =>
  [aggregation, ...(percentile === null ? [] : [percentile]), expr, 'of', model.name].join(' ')

/** The grain a metric says, else the coarsest its measures are counted by, a day at the finest. */
const defaultGrain = (index: ModelIndex, name: string): string | null =>
  findMetric(index, name).defaultGrain ?? measuredGrain(index, name)

function measuredGrain(index: ModelIndex, name: string): string | null {
  const metric = findMetric(index, name)
  const grains = [
    ...measuresOf(metric).map((input) => {
      const { model, measure } = findMeasure(index, input.measure, name)
      return dayOrCoarser(index, timeOf(model, measure)?.grain ?? null)
    }),
    ...inputsOf(metric).map((input) => measuredGrain(index, input.metric)),
  ]
  return coarsest(index, grains)
}

const dayOrCoarser = (index: ModelIndex, grain: string | null): string | null =>
  grain !== null && rankOf(index, grain) < rankOf(index, 'day') ? 'day' : grain

function inline(index: ModelIndex, ref: Extract<MetricRef, { measure: unknown }>): Asked {
  if (ref.measure.rows !== undefined || ref.measure.since) return reaching(index, ref)
  const { over, aggregation, percentile } = ref.measure
  const asked = readRef(index, over, null, null)
  const { model, name } = ownerOf(index, asked)
  const dimension = model.dimensions.find((one) => one.name === name) ?? null
  const named = dimension ?? model.entities.find((one) => one.name === name)
  if (!named) throw new Error(`${model.name} lost ${name}`)
  const label = `${inlineWords[aggregation] ?? ''}${labelOf(named)}`
  const measure: Measure = {
    ...anonymous(ref.as ?? `${aggregation}_${name}`, label),
    aggregation,
    expr: named.expr,
    percentile: percentile ?? null,
    timeDimension: null,
  }
  const period = dimension?.kind === 'time' ? { dimension, grain: asked.grain } : null
  return {
    ...overModel(index, model, measure, { period }),
    ...inlineMeaning(aggregation, dimension),
    column: measure.name,
    source: over,
  }
}

/** An aggregate over what the rows of a model lead to, or over the time between two of its dates. */
function reaching(index: ModelIndex, ref: Extract<MetricRef, { measure: unknown }>): Asked {
  const { over, aggregation, percentile, rows, since } = ref.measure
  const model =
    rows === undefined ? ownerOf(index, readRef(index, over, null, null)).model : findModel(index, rows)
  const target = resolveFrom(index, model, over)
  const dimension = dimensionOf(index, target)
  const name = lastName(target)
  const what = since ? betweenTimes(index, model, since.dimension, { name, dimension }) : humanise(name)
  const measure: Measure = {
    ...anonymous(ref.as ?? `${aggregation}_${name}`, `${inlineWords[aggregation] ?? ''}${what}`),
    aggregation,
    expr: since ? `time from ${since.dimension} to ${over}` : over,
    percentile: percentile ?? null,
    timeDimension: null,
  }
  const plain = { grain: null, datePart: null }
  const reach: Reach = {
    over: { name: over, ...plain },
    since: since ? { ref: { name: since.dimension, ...plain }, unit: since.unit } : null,
  }
  return {
    ...overModel(index, model, measure, { reach }),
    ...(since ? elapsedMeaning(aggregation, since.unit) : inlineMeaning(aggregation, dimension)),
    column: measure.name,
    source: over,
  }
}

/** What the time between two dates is called. @throws `semantic/not-a-time` */
function betweenTimes(
  index: ModelIndex,
  model: SemanticModel,
  since: string,
  to: { readonly name: string; readonly dimension: Dimension | null },
): string {
  const from = dimensionOf(index, resolveFrom(index, model, since))
  if (to.dimension?.kind !== 'time') throw fail('not-a-time', { dimension: to.name })
  if (from?.kind !== 'time') throw fail('not-a-time', { dimension: since })
  return `time from ${labelOf(from)} to ${humanise(to.name)}`
}

const elapsedMeaning = (aggregation: Aggregation, unit: ElapsedUnit) => {
  const counts = COUNTS.has(aggregation)
  const duration: Unit = unit === 'week' ? { kind: 'other', symbol: 'weeks' } : { kind: 'duration', unit }
  return {
    unit: counts ? ({ kind: 'count' } as const) : duration,
    type: aggregateType(aggregation, 'double'),
  }
}

function dimensionOf(index: ModelIndex, target: Target): Dimension | null {
  const model = index.semanticModels.get(target.model)
  return model?.dimensions.find(({ name }) => name === target.dimension) ?? null
}

const inlineMeaning = (aggregation: Aggregation, dimension: Dimension | null) => ({
  unit: COUNTS.has(aggregation) ? ({ kind: 'count' } as const) : (dimension?.extras.unit ?? null),
  type: aggregateType(aggregation, dimension?.dataType ?? null),
})

const COUNTS: ReadonlySet<string> = new Set(['count', 'count_distinct', 'sum_boolean'])

const inlineWords: Readonly<Record<string, string>> = {
  sum: 'Total ',
  average: 'Average ',
  min: 'Least ',
  max: 'Greatest ',
  median: 'Median ',
  count: 'Number of ',
  count_distinct: 'Different ',
}

function counted(
  index: ModelIndex,
  ref: Extract<MetricRef, { countOf: string }>,
  names: readonly string[],
): Asked {
  const { model, expr, distinct } = entityHome(index, ref.countOf, names)
  const measure: Measure = {
    ...anonymous(ref.as ?? `${ref.countOf}_count`, `${humanise(ref.countOf)} count`),
    aggregation: distinct ? 'count_distinct' : 'count',
    expr,
    percentile: null,
    timeDimension: null,
  }
  return {
    ...overModel(index, model, measure),
    column: ref.as ?? measure.name,
    unit: { kind: 'count', of: ref.countOf },
    type: 'integer',
    source: ref.countOf,
  }
}

const anonymous = (name: string, label: string) => ({
  name,
  label,
  description: null,
  extras: {},
  place: null,
  discretePercentile: false,
  approximatePercentile: false,
  nonAdditive: null,
})

/** A measure made up for one question, over the rows of a model. */
function overModel(
  index: ModelIndex,
  model: SemanticModel,
  measure: Measure,
  { period = null, reach = null }: { readonly period?: Period | null; readonly reach?: Reach | null } = {},
) {
  const time = timeOf(model, measure)
  return {
    label: measure.label ?? measure.name,
    facts: [model],
    grain: time ? dayOrCoarser(index, time.grain ?? 'day') : null,
    additive: addsUp(measure.aggregation),
    measured: measuredOf(model, measure),
    build: (tree: Tree, conditions: readonly Condition[]): MetricNode => {
      tree.session.notes.metrics.set(measure.name, {
        name: measure.name,
        label: measure.label ?? measure.name,
        definition: describeMeasure(measure, model),
        description: null,
      })
      const shape = { cumulative: null, offset: null, spine: false }
      const unit = rowsUnit(tree, {
        fact: model,
        time,
        conditions,
        shape,
        metric: measure.name,
        alone: null,
      })
      const name = measureColumn(tree, unit, measure, { period, reach })
      const expr = scaledUp(tree.session, model, measure.aggregation, column(null, name))
      return { expr, units: [unit], strict: true, composed: false }
    },
  }
}

/**
 * The model whose own dimension (or entity) a name is; of a longer path only the end counts.
 * @throws `semantic/unknown-dimension`, `semantic/ambiguous-dimension`
 */
function ownerOf(index: ModelIndex, { name: path, grain }: Ref): { model: SemanticModel; name: string } {
  if (path === METRIC_TIME) return { model: calendarModel(index, grain ?? 'day'), name: path }
  const [name = '', prefix] = path.split('__').toReversed()
  const models = [...index.semanticModels.values()].filter(
    (model) => prefix === undefined || ownPrefixes(model).includes(prefix),
  )
  const holding = models.filter((model) => model.dimensions.some((one) => one.name === name))
  const owners =
    holding.length > 0 ? holding : models.filter((model) => model.entities.some((one) => one.name === name))
  const main = owners.filter((model) => model.primaryEntity === (prefix ?? name))
  const [owner, ...others] = main.length > 0 ? main : owners
  if (!owner)
    throw fail('unknown-dimension', {
      name: path,
      from: 'an inline measure',
      near: nearestNames(path, ownNames(index)),
    })
  if (others.length > 0)
    throw fail('ambiguous-dimension', {
      name: path,
      from: 'an inline measure',
      choices: [owner, ...others].map((model) => `${model.primaryEntity ?? model.name}__${name}`),
    })
  return { model: owner, name }
}

const ownNames = (index: ModelIndex): readonly string[] =>
  [...index.semanticModels.values()].flatMap((model) =>
    model.dimensions.map((one) => `${model.primaryEntity ?? model.name}__${one.name}`),
  )

/** Where an entity's rows are: the model it is the primary key of, else one that only refers to it. */
function entityHome(index: ModelIndex, name: string, needed: readonly string[]) {
  const models = index.modelsByEntity.get(name) ?? []
  const primary = [...index.semanticModels.values()].filter((model) => model.primaryEntity === name)
  const keyed = models.filter((model) =>
    model.entities.some((one) => one.name === name && one.kind === 'unique'),
  )
  const candidates = primary.length > 0 ? primary : keyed
  const home = candidates.find((model) => needed.every((one) => reaches(index, model, one))) ?? candidates[0]
  if (home) return { model: home, expr: '*', distinct: false }
  const [referrer] = models
  const entity = referrer?.entities.find((one) => one.name === name)
  if (!referrer || !entity)
    throw fail('unknown-entity', { name, near: nearestNames(name, index.modelsByEntity.keys()) })
  return { model: referrer, expr: entity.expr, distinct: true }
}

function reaches(index: ModelIndex, model: SemanticModel, name: string): boolean {
  const ref = readRef(index, name, null, null)
  if (ref.name === 'metric_time') return timeOf(model, null) !== null
  try {
    return findTarget(index, model, ref.name) !== null
  } catch {
    return false
  }
}
