import type { Grant } from '@numize/access'
import { nearestNames } from '@numize/base'
import {
  type Aggregation,
  type Field,
  type Filter,
  type GroupBy,
  type MetricsPlan,
  modelsOfMetric,
  type Operand,
  type Plan,
  reachableDimensions,
  resolveDimension,
} from '@numize/semantic'
import { askError } from './errors.ts'

/** Where the names of a part of a plan are looked up. */
export interface Scope {
  readonly grant: Grant
  /** Semantic models whose rows are counted or listed; never empty for a name that is looked up. */
  readonly facts: readonly string[]
  /** Checks a plan within this one. */
  readonly inner: (plan: Plan) => Plan
}

export function requireMetric(name: string, { visible, slice }: Grant): void {
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

export function requireAggregation(aggregation: Aggregation, { slice }: Grant): void {
  const { aggregations: allowed } = slice
  if (allowed && !allowed.includes(aggregation))
    throw askError('aggregation-off', { aggregation, slice: slice.label, allowed })
}

export const METRIC_TIME = 'metric_time'

export const groupByWithin = (groupBy: GroupBy, scope: Scope): GroupBy => ({
  ...groupBy,
  dimension: dimensionWithin(groupBy.dimension, scope),
})

/** Several facts may spell one dimension differently; the name then stays as asked, and every fact must know it. */
export function dimensionWithin(name: string, { facts, grant }: Scope): string {
  if (name === METRIC_TIME) return name
  if (facts.length === 0) throw unreachable(name, grant)
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
        plan: scope.inner(filter.plan),
      }
    case 'compare':
      return { ...filter, field: fieldWithin(filter.field, scope), value: operandWithin(filter.value, scope) }
    case 'columns':
      return {
        ...filter,
        field: { ...filter.field, dimension: dimensionWithin(filter.field.dimension, scope) },
        to: { ...filter.to, dimension: dimensionWithin(filter.to.dimension, scope) },
      }
    case 'in':
    case 'text':
    case 'null':
      return { ...filter, field: fieldWithin(filter.field, scope) }
  }
}

function fieldWithin(field: Field, scope: Scope): Field {
  if ('dimension' in field) return { ...field, dimension: dimensionWithin(field.dimension, scope) }
  requireMetric(field.metric, scope.grant)
  const facts = modelsOfMetric(scope.grant.visible, field.metric)
  return { ...field, by: field.by.map((name) => dimensionWithin(name, { ...scope, facts })) }
}

export const operandWithin = (operand: Operand, { inner }: Scope): Operand =>
  typeof operand === 'object' ? { plan: inner(operand.plan) } : operand

/** A name no visible model declares or reaches. */
export function unreachable(name: string, { visible, slice }: Grant) {
  const names = visible.semanticModels.flatMap((model) =>
    reachableDimensions(visible, model.name).map(({ ref }) => ref),
  )
  return askError('outside-slice', {
    what: 'column',
    name,
    slice: slice.label,
    near: nearestNames(name, new Set(names)),
  })
}
