import { canonicalJson } from '@numize/base'
import type { Filter, MetricRef, Plan } from '@numize/semantic'

/**
 * The same plan however its conditions were put: those that hold together, and the values of a list, stand in one
 * order, each once. Plans that are equal after this have the same rows.
 */
export function canonicalPlan<P extends Plan>(plan: P): P {
  if (plan.kind === 'metrics')
    return { ...plan, where: filtersOf(plan.where), metrics: plan.metrics.map(metricOf) }
  return 'where' in plan ? { ...plan, where: filtersOf(plan.where) } : plan
}

const filtersOf = (filters: readonly Filter[]): readonly Filter[] => ordered(filters.map(filterOf))

function filterOf(filter: Filter): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, filters: filtersOf(filter.filters) }
    case 'not':
      return { ...filter, filter: filterOf(filter.filter) }
    case 'in':
      return { ...filter, values: ordered(filter.values) }
    case 'inPlan':
      return { ...filter, plan: canonicalPlan(filter.plan) }
    case 'compare':
      return typeof filter.value === 'object'
        ? { ...filter, value: { plan: canonicalPlan(filter.value.plan) } }
        : filter
    case 'null':
    case 'text':
    case 'columns':
      return filter
  }
}

function metricOf(ref: MetricRef): MetricRef {
  const where = ref.where ? { where: filtersOf(ref.where) } : {}
  if ('ratio' in ref) {
    const { numerator, denominator } = ref.ratio
    return { ...ref, ...where, ratio: { numerator: metricOf(numerator), denominator: metricOf(denominator) } }
  }
  if ('formula' in ref)
    return { ...ref, ...where, formula: { ...ref.formula, of: ref.formula.of.map(metricOf) } }
  return { ...ref, ...where }
}

function ordered<T>(items: readonly T[]): readonly T[] {
  const byText = new Map(items.map((item) => [canonicalJson(item), item]))
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)
}
