import type { Filter, MetricRef, QuestionPlan } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { spelledOut, wordsOf } from '../text/words-of.ts'
import { listed, metricLabel, rowsLabel } from './labels.ts'

/** A plan in words, to tell it from another: what is shown, by what, and under which conditions. */
export function sayPlan(plan: QuestionPlan, index: CatalogIndex): string {
  const where = plan.where.map(sayFilter).filter((text) => text !== '')
  const narrowed = where.length === 0 ? '' : ` where ${listed(where)}`
  if (plan.kind === 'list')
    return `${rowsLabel(index, plan.root).toLowerCase()} with ${listed(plan.columns.map(({ dimension }) => sayPath(dimension)))}${narrowed}`
  const metrics = plan.metrics.map((ref) => sayMetric(ref, index))
  const groups = plan.groupBy.map(({ dimension, grain }) => grain ?? sayPath(dimension))
  return `${listed(metrics)}${groups.length === 0 ? '' : ` by ${listed(groups)}`}${narrowed}`
}

const sayMetric = (ref: MetricRef, index: CatalogIndex): string =>
  'metric' in ref ? metricLabel(index, ref.metric) : spelledOut(wordsOf(ref.as ?? 'share')).join(' ')

/** `origin_depot__depot_name` is the "depot name of the origin depot". */
function sayPath(path: string): string {
  const parts = path.split('__').map((part) => spelledOut(wordsOf(part)).join(' '))
  const last = parts.at(-1) ?? ''
  const owner = parts.at(-2)
  return owner === undefined || last.startsWith(owner) ? last : `${last} of the ${owner}`
}

function sayFilter(filter: Filter): string {
  if (filter.kind === 'not') return `not ${sayFilter(filter.filter)}`
  if ('filters' in filter) return listed(filter.filters.map(sayFilter), filter.kind)
  const name = 'dimension' in filter.field ? sayPath(filter.field.dimension) : ''
  return name === '' ? '' : sayOne(name, filter)
}

type One = Exclude<Filter, { readonly filters: readonly Filter[] } | { readonly kind: 'not' }>

function sayOne(name: string, filter: One): string {
  if (filter.kind === 'compare')
    return typeof filter.value === 'object'
      ? `${name} is compared`
      : `${name} ${spoken[filter.op]} ${filter.value}`
  if (filter.kind === 'columns')
    return `${name} ${spoken[filter.op]} ${filter.apart ? `${filter.apart.count} ${filter.apart.unit}s after ` : ''}${sayPath(filter.to.dimension)}`
  const not = filter.negate === true ? 'not ' : ''
  if (filter.kind === 'in') return `${name} is ${not}${listed(filter.values.map(String), 'or')}`
  if (filter.kind === 'null') return not === '' ? `${name} is unknown` : ''
  return filter.kind === 'text'
    ? `${name} is ${not}like "${filter.value}"`
    : `${name} is ${not}among those asked`
}

const spoken = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
} as const
