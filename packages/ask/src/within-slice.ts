import type { Grant } from '@numize/access'
import { NumizeError } from '@numize/base'
import {
  type ListedRows,
  type ListPlan,
  type MetricRef,
  type MetricsPlan,
  modelsOfMetric,
  type Plan,
  resolveDimension,
} from '@numize/semantic'
import { askError } from './errors.ts'
import {
  dimensionWithin,
  filterWithin,
  groupByWithin,
  METRIC_TIME,
  operandWithin,
  requireAggregation,
  requireMetric,
  requireModel,
  type Scope,
  timeWithin,
  unreachable,
} from './slice-scope.ts'
import { eventsWithin, rowsWithin } from './within-slice-rows.ts'

/**
 * The same plan with every dimension written as its whole path, each resolved within the slice: what the slice does
 * not show does not exist for the asker, also where the whole model could reach it by another path.
 * @throws `ask/outside-slice`, `ask/inline-measure`, and the compiler's own errors for wrong names
 */
export function withinSlice(plan: Plan, grant: Grant): Plan {
  switch (plan.kind) {
    case 'metrics':
      return metricsWithin(plan, grant)
    case 'list':
      return listWithin(plan, grant)
    case 'retention':
    case 'funnel':
      return eventsWithin(plan, scopeOf([plan.stream], grant))
    case 'check':
    case 'profile':
      return rowsWithin(plan, scopeOf([plan.model], grant))
  }
}

const scopeOf = (facts: readonly string[], grant: Grant): Scope => ({
  grant,
  facts,
  inner: (plan) => withinSlice(plan, grant),
})

function metricsWithin(plan: MetricsPlan, grant: Grant): MetricsPlan {
  const facts = [...new Set(plan.metrics.flatMap((metric) => factsOf(metric, grant)))]
  const from = facts.length > 0 ? facts : distinctValuesFrom(plan, grant)
  const scope = scopeOf(from, grant)
  return {
    ...plan,
    metrics: plan.metrics.map((metric) => metricWithin(metric, grant)),
    groupBy: plan.groupBy.map((groupBy) => groupByWithin(groupBy, scope)),
    where: plan.where.map((filter) => filterWithin(filter, scope)),
    having: plan.having.map((having) => ({ ...having, value: operandWithin(having.value, scope) })),
    time: timeWithin(plan.time, scope),
  }
}

function listWithin(plan: ListPlan, grant: Grant): ListPlan {
  const scope = scopeOf([plan.root], grant)
  return {
    ...plan,
    ...listedWithin(plan, grant),
    ...(plan.also ? { also: plan.also.map((part) => listedWithin(part, grant)) } : {}),
    orderBy: plan.orderBy.map((one) =>
      isShown(one.by, plan) ? one : { ...one, by: dimensionWithin(one.by, scope) },
    ),
  }
}

function listedWithin({ root, columns, where, time }: ListedRows, grant: Grant): ListedRows {
  requireModel(root, grant)
  const scope = scopeOf([root], grant)
  return {
    root,
    columns: columns.map((column) => groupByWithin(column, scope)),
    where: where.map((filter) => filterWithin(filter, scope)),
    time: timeWithin(time, scope),
  }
}

/** Whether a name is an output column of a list; any other is a dimension of its rows. */
const isShown = (name: string, { columns }: ListPlan): boolean =>
  columns.some(
    ({ as, dimension, grain, datePart }) =>
      name === (as ?? [dimension, ...(datePart ? [`extract_${datePart}`] : grain ? [grain] : [])].join('__')),
  )

function factsOf(metric: MetricRef, grant: Grant): readonly string[] {
  if ('metric' in metric) {
    requireMetric(metric.metric, grant)
    if (metric.via === undefined) return modelsOfMetric(grant.visible, metric.metric)
    requireModel(metric.via.model, grant)
    return [metric.via.model]
  }
  if ('ratio' in metric)
    return [...factsOf(metric.ratio.numerator, grant), ...factsOf(metric.ratio.denominator, grant)]
  if ('formula' in metric) return metric.formula.of.flatMap((one) => factsOf(one, grant))
  const name = 'measure' in metric ? metric.measure.over : metric.countOf
  if (!grant.policies.inlineMeasures && 'measure' in metric)
    throw askError('inline-measure', { name, slice: grant.slice.label })
  requireAggregation('measure' in metric ? metric.measure.aggregation : 'count', grant)
  return [rowsOf(metric, grant) ?? ownerOf(name, grant)]
}

/** Of a measure over rows that lead to what it is taken over: those, with everything it names within reach. */
function rowsOf(metric: MetricRef, grant: Grant): string | null {
  if (!('measure' in metric) || (metric.measure.rows === undefined && !metric.measure.since)) return null
  const { over, rows, since } = metric.measure
  if (rows !== undefined) requireModel(rows, grant)
  const model = rows ?? ownerOf(over, grant)
  const scope = scopeOf([model], grant)
  for (const name of [over, ...(since ? [since.dimension] : [])]) dimensionWithin(name, scope)
  return model
}

/** Conditions of a metric's own are placed on its own facts. */
function metricWithin(metric: MetricRef, grant: Grant): MetricRef {
  const scope = scopeOf([...new Set(factsOf(metric, grant))], grant)
  const inner = partsWithin(metric, scope)
  if (metric.where === undefined) return inner
  return { ...inner, where: metric.where.map((filter) => filterWithin(filter, scope)) }
}

function partsWithin(metric: MetricRef, scope: Scope): MetricRef {
  const { grant } = scope
  if ('ratio' in metric) {
    const { numerator, denominator } = metric.ratio
    return {
      ...metric,
      ratio: { numerator: metricWithin(numerator, grant), denominator: metricWithin(denominator, grant) },
    }
  }
  if ('formula' in metric) {
    const { op, of } = metric.formula
    return { ...metric, formula: { op, of: of.map((one) => metricWithin(one, grant)) } }
  }
  if (!('metric' in metric) || metric.via === undefined) return metric
  const { model, entity } = metric.via
  return { ...metric, via: { model, entity: dimensionWithin(entity, scope) } }
}

/** The visible semantic model that declares a dimension (`product__price`), has an entity as its own, or is named so. */
function ownerOf(name: string, grant: Grant): string {
  const { semanticModels } = grant.visible
  const owner =
    semanticModels.find((model) => model.name === name || model.primaryEntity === name) ??
    semanticModels.find((model) => ownsReference(grant, model.name, name)) ??
    semanticModels.find((model) =>
      model.entities.some((entity) => entity.name === name && entity.kind !== 'foreign'),
    )
  if (owner) return owner.name
  throw unreachable(name, grant)
}

/** Whether a name is a model's own under any of its spellings (`visit__patient` for the key `patient` of visits). */
function ownsReference(grant: Grant, model: string, name: string): boolean {
  try {
    return resolveDimension(grant.visible, model, name).hops === 0
  } catch (error) {
    if (error instanceof NumizeError) return false
    throw error
  }
}

/** Without metrics, the rows are those of any visible model that reaches everything named. */
function distinctValuesFrom(plan: MetricsPlan, grant: Grant): readonly string[] {
  const names = plan.groupBy.map(({ dimension }) => dimension).filter((name) => name !== METRIC_TIME)
  const reaching = grant.visible.semanticModels.filter((model) =>
    names.every((name) => resolves(grant, model.name, name)),
  )
  return reaching.slice(0, 1).map((model) => model.name)
}

function resolves(grant: Grant, model: string, name: string): boolean {
  try {
    resolveDimension(grant.visible, model, name)
    return true
  } catch (error) {
    if (error instanceof NumizeError) return false
    throw error
  }
}
