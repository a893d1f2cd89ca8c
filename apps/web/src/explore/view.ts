import {
  emptyMetricsPlan,
  type Filter,
  type GroupBy,
  type MetricsPlan,
  type Scalar,
  type TimeRange,
} from '@numize/semantic'
import { type RangeName, rangeOf } from './range.ts'

/** What the form of Explore holds; all of it stands in the address. */
export interface View {
  readonly metrics: readonly string[]
  readonly split: readonly Split[]
  readonly filters: readonly ViewFilter[]
  readonly range: RangeName | { readonly start: string | null; readonly end: string | null }
  /** Over time by this grain; null = one figure for the whole range. */
  readonly grain: Grain | null
  readonly compare: 'previous' | 'year' | null
  /** Only the first groups by the first metric; null = all. */
  readonly top: number | null
  readonly chart: ChartKind
}

export interface Split {
  readonly path: string
  /** Of a date or time. */
  readonly grain?: string
}
export const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const
export type Grain = (typeof GRAINS)[number]
export const CHARTS = ['auto', 'line', 'bar', 'area', 'pie', 'table'] as const
export type ChartKind = (typeof CHARTS)[number]
export const OPERATORS = [
  'is',
  'is not',
  'contains',
  'at least',
  'at most',
  'is known',
  'is unknown',
] as const
export type Operator = (typeof OPERATORS)[number]

export interface ViewFilter {
  readonly path: string
  readonly is: Operator
  readonly values: readonly Scalar[]
}

export const emptyView: View = {
  metrics: [],
  split: [],
  filters: [],
  range: '1Y',
  grain: 'month',
  compare: null,
  top: null,
  chart: 'auto',
}

/** A filter without a value does not narrow anything yet. */
export const isWhole = ({ is, values }: ViewFilter): boolean =>
  is === 'is known' || is === 'is unknown' || values.length > 0

/** The Plan of a view; null while it names no metric. `now` is a local moment. */
export function planOf(view: View, now: string): MetricsPlan | null {
  const [first] = view.metrics
  if (first === undefined) return null
  const time = rangeOf(view.range, now)
  const groupBy: readonly GroupBy[] = [
    ...(view.grain === null ? [] : [{ dimension: 'metric_time', grain: view.grain }]),
    ...view.split.map(({ path, grain }) => ({ dimension: path, ...(grain === undefined ? {} : { grain }) })),
  ]
  const metrics = view.metrics.map((metric) => ({ metric }))
  const narrowed = view.filters.filter(isWhole).map(filterOf)
  const top =
    view.top === null || view.split.length === 0
      ? null
      : ({ count: view.top, by: first, direction: 'desc', per: [], ties: 'all' } as const)
  const where = [
    ...narrowed,
    ...firstGroups(view, { ...emptyMetricsPlan, metrics, where: narrowed, time, top }),
  ]
  return {
    ...emptyMetricsPlan,
    metrics,
    groupBy,
    where,
    time,
    compare: comparisonOf(view, time),
    top: view.grain === null ? top : null,
  }
}

/** Over time, the first groups are those that are first in the whole range. */
function firstGroups(view: View, plan: MetricsPlan): readonly Filter[] {
  const [split] = view.split
  if (view.grain === null || plan.top === null || split === undefined) return []
  const groupBy = [{ dimension: split.path }]
  return [
    {
      kind: 'inPlan',
      field: { dimension: split.path },
      plan: { ...plan, groupBy, metrics: plan.metrics.slice(0, 1) },
    },
  ]
}

export function filterOf({ path, is, values }: ViewFilter): Filter {
  const field = { dimension: path }
  const [value = ''] = values
  switch (is) {
    case 'is':
      return { kind: 'in', field, values }
    case 'is not':
      return { kind: 'in', field, values, negate: true }
    case 'contains':
      return { kind: 'text', field, match: 'contains', value: String(value) }
    case 'at least':
      return { kind: 'compare', field, op: '>=', value }
    case 'at most':
      return { kind: 'compare', field, op: '<=', value }
    case 'is known':
      return { kind: 'null', field, negate: true }
    case 'is unknown':
      return { kind: 'null', field }
  }
}

export function comparisonOf(
  { compare }: Pick<View, 'compare'>,
  time: TimeRange | null,
): MetricsPlan['compare'] {
  if (compare === null || time?.start == null || time.end === null) return null
  if (compare === 'year') return { kind: 'shift', count: 1, grain: 'year' }
  const length = Date.parse(time.end) - Date.parse(time.start)
  const start = new Date(Date.parse(time.start) - length).toISOString().slice(0, 10)
  return { kind: 'range', start, end: time.start }
}
