import type { Grant } from '@numize/access'
import { NumizeError, nearestNames } from '@numize/base'
import {
  type Field,
  type Filter,
  type GroupBy,
  type ListPlan,
  type MetricRef,
  type MetricsPlan,
  modelsOfMetric,
  type Operand,
  type Plan,
  reachableDimensions,
  resolveDimension,
} from '@numize/semantic'
import { askError } from './errors.ts'
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
      return eventsWithin(plan, grant)
    case 'check':
    case 'profile':
      return rowsWithin(plan, grant)
  }
}

function metricsWithin(plan: MetricsPlan, grant: Grant): MetricsPlan {
  const facts = [...new Set(plan.metrics.flatMap((metric) => factsOf(metric, grant)))]
  const from = facts.length > 0 ? facts : distinctValuesFrom(plan, grant)
  const scope: Scope = { grant, facts: from }
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
  requireModel(plan.root, grant)
  const scope: Scope = { grant, facts: [plan.root] }
  return {
    ...plan,
    columns: plan.columns.map((column) => groupByWithin(column, scope)),
    where: plan.where.map((filter) => filterWithin(filter, scope)),
    time: timeWithin(plan.time, scope),
    orderBy: plan.orderBy.map((one) =>
      isShown(one.by, plan) ? one : { ...one, by: dimensionWithin(one.by, scope) },
    ),
  }
}

/** Whether a name is an output column of a list; any other is a dimension of its rows. */
const isShown = (name: string, { columns }: ListPlan): boolean =>
  columns.some(
    ({ as, dimension, grain, datePart }) =>
      name === (as ?? [dimension, ...(datePart ? [`extract_${datePart}`] : grain ? [grain] : [])].join('__')),
  )

export interface Scope {
  readonly grant: Grant
  /** Semantic models whose rows are counted or listed. */
  readonly facts: readonly string[]
}

function factsOf(metric: MetricRef, grant: Grant): readonly string[] {
  if ('metric' in metric) {
    requireMetric(metric.metric, grant)
    return modelsOfMetric(grant.visible, metric.metric)
  }
  if ('ratio' in metric)
    return [...factsOf(metric.ratio.numerator, grant), ...factsOf(metric.ratio.denominator, grant)]
  const name = 'measure' in metric ? metric.measure.over : metric.countOf
  if (!grant.policies.inlineMeasures && 'measure' in metric)
    throw askError('inline-measure', { name, slice: grant.slice.label })
  return [ownerOf(name, grant)]
}

/** Conditions of a metric's own are placed on its own facts. */
function metricWithin(metric: MetricRef, grant: Grant): MetricRef {
  const scope: Scope = { grant, facts: [...new Set(factsOf(metric, grant))] }
  const inner: MetricRef =
    'ratio' in metric
      ? {
          ...metric,
          ratio: {
            numerator: metricWithin(metric.ratio.numerator, grant),
            denominator: metricWithin(metric.ratio.denominator, grant),
          },
        }
      : metric
  if (metric.where === undefined) return inner
  return { ...inner, where: metric.where.map((filter) => filterWithin(filter, scope)) }
}

function requireMetric(name: string, { visible, slice }: Grant): void {
  const names = visible.metrics.map((metric) => metric.name)
  if (names.includes(name)) return
  throw askError('outside-slice', {
    what: 'metric',
    name,
    slice: slice.label,
    near: nearestNames(name, names),
  })
}

export function requireModel(name: string, { visible, slice }: Grant): void {
  const names = visible.semanticModels.map((model) => model.name)
  if (names.includes(name)) return
  throw askError('outside-slice', {
    what: 'model',
    name,
    slice: slice.label,
    near: nearestNames(name, names),
  })
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
  const names = semanticModels.flatMap((model) =>
    reachableDimensions(grant.visible, model.name).map(({ ref }) => ref),
  )
  throw askError('outside-slice', {
    what: 'column',
    name,
    slice: grant.slice.label,
    near: nearestNames(name, names),
  })
}

const ownsReference = (grant: Grant, model: string, name: string): boolean =>
  reachableDimensions(grant.visible, model).some(({ ref, hops }) => hops === 0 && ref === name)

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

const METRIC_TIME = 'metric_time'

export const groupByWithin = (groupBy: GroupBy, scope: Scope): GroupBy => ({
  ...groupBy,
  dimension: dimensionWithin(groupBy.dimension, scope),
})

/** Several facts may spell one dimension differently; the name then stays as asked, and every fact must know it. */
export function dimensionWithin(name: string, { facts, grant }: Scope): string {
  if (name === METRIC_TIME) return name
  const refs = new Set(facts.map((fact) => resolveDimension(grant.visible, fact, name).ref))
  const [only] = refs
  return refs.size === 1 && only !== undefined ? only : name
}

export const timeWithin = <T extends MetricsPlan['time']>(time: T, scope: Scope): T =>
  time?.dimension === undefined ? time : { ...time, dimension: dimensionWithin(time.dimension, scope) }

export function filterWithin(filter: Filter, scope: Scope): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, filters: filter.filters.map((part) => filterWithin(part, scope)) }
    case 'not':
      return { ...filter, filter: filterWithin(filter.filter, scope) }
    case 'inPlan':
      return {
        ...filter,
        field: fieldWithin(filter.field, scope),
        plan: withinSlice(filter.plan, scope.grant),
      }
    case 'compare':
      return { ...filter, field: fieldWithin(filter.field, scope), value: operandWithin(filter.value, scope) }
    case 'in':
    case 'text':
    case 'null':
      return { ...filter, field: fieldWithin(filter.field, scope) }
  }
}

function fieldWithin(field: Field, scope: Scope): Field {
  if ('dimension' in field) return { ...field, dimension: dimensionWithin(field.dimension, scope) }
  requireMetric(field.metric, scope.grant)
  return field
}

const operandWithin = (operand: Operand, { grant }: Scope): Operand =>
  typeof operand === 'object' ? { plan: withinSlice(operand.plan, grant) } : operand
