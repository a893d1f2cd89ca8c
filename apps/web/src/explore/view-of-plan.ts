import type { Filter, GroupBy, MetricRef, MetricsPlan, Plan, Scalar } from '@numize/semantic'
import type { CatalogView } from '@numize/server/contract'
import {
  emptyView,
  GRAINS,
  type Grain,
  type Operator,
  type Split,
  type View,
  type ViewFilter,
} from './view.ts'

/** The view of a Plan; null where the form cannot say all of it, so that nothing is ever dropped. */
export function viewOf(plan: Plan, catalog: CatalogView): View | null {
  if (plan.kind !== 'metrics' || isBeyondTheForm(plan)) return null
  const time = plan.groupBy.find(({ dimension }) => dimension === 'metric_time')
  const parts = {
    metrics: all(plan.metrics.map(metricOf)),
    split: all(plan.groupBy.filter((one) => one !== time).map((one) => splitOf(one, catalog))),
    filters: all(plan.where.map((filter) => viewFilterOf(filter, catalog))),
    grain: time ? grainOf(time.grain) : null,
    compare: compareOf(plan),
    top: topOf(plan),
  }
  if (!isKnown(parts)) return null
  const range = { start: plan.time?.start ?? null, end: plan.time?.end ?? null }
  return { ...emptyView, ...parts, range }
}

/** undefined stands for what the form cannot say. */
type Known<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> }
const isKnown = <T extends object>(parts: T): parts is T & Known<T> =>
  Object.values(parts).every((part) => part !== undefined)

const all = <T>(items: readonly (T | undefined)[]): readonly T[] | undefined => {
  const known = items.filter((item) => item !== undefined)
  return known.length === items.length ? known : undefined
}

const metricOf = (ref: MetricRef): string | undefined =>
  'metric' in ref && !ref.where && !ref.via && ref.as === undefined ? ref.metric : undefined

const isBeyondTheForm = (plan: MetricsPlan): boolean =>
  plan.metrics.length === 0 ||
  plan.having.length > 0 ||
  plan.limit !== null ||
  plan.time?.dimension !== undefined ||
  plan.groupTotals !== undefined ||
  [plan.share, plan.window].some((added) => added !== undefined && added.length > 0)

const grainOf = (grain: string | undefined): Grain | undefined => GRAINS.find((known) => known === grain)

function pathOf(name: string, { dimensions }: CatalogView): string | undefined {
  const exact = dimensions.find(({ path }) => path === name)
  const near = dimensions.filter(({ path }) => path.endsWith(`__${name}`))
  return exact?.path ?? (near.length === 1 ? near[0]?.path : undefined)
}

function splitOf({ dimension, grain, datePart, as }: GroupBy, catalog: CatalogView): Split | undefined {
  const path = pathOf(dimension, catalog)
  if (path === undefined || datePart !== undefined || as !== undefined) return undefined
  return { path, ...(grain === undefined ? {} : { grain }) }
}

export function viewFilterOf(filter: Filter, catalog: CatalogView): ViewFilter | undefined {
  const path = filteredPath(filter, catalog)
  const said = path === undefined ? undefined : saidOf(filter)
  return path === undefined || said === undefined ? undefined : { path, ...said }
}

function filteredPath(filter: Filter, catalog: CatalogView): string | undefined {
  if (!('field' in filter) || !('dimension' in filter.field)) return undefined
  const { dimension, grain, datePart } = filter.field
  return grain === undefined && datePart === undefined ? pathOf(dimension, catalog) : undefined
}

type Said = Omit<ViewFilter, 'path'>

function saidOf(filter: Filter): Said | undefined {
  if (filter.kind === 'in') return { is: filter.negate === true ? 'is not' : 'is', values: filter.values }
  if (filter.kind === 'null') return { is: filter.negate === true ? 'is known' : 'is unknown', values: [] }
  if (filter.kind === 'compare') return comparedWith(filter.op, filter.value)
  if (filter.kind !== 'text' || filter.match !== 'contains' || filter.negate === true) return undefined
  return { is: 'contains', values: [filter.value] }
}

const COMPARED: Readonly<Record<string, Operator>> = {
  '=': 'is',
  '!=': 'is not',
  '>=': 'at least',
  '<=': 'at most',
}

function comparedWith(op: string, value: Scalar | object): Said | undefined {
  const is = COMPARED[op]
  return is === undefined || typeof value === 'object' ? undefined : { is, values: [value] }
}

function topOf({ top, orderBy, metrics: [first] }: MetricsPlan): number | null | undefined {
  if (top === null) return orderBy.length === 0 ? null : undefined
  const isPlain =
    first !== undefined &&
    top.by === metricOf(first) &&
    top.direction === 'desc' &&
    top.per.length === 0 &&
    top.other !== true
  return isPlain ? top.count : undefined
}

function compareOf({ compare }: MetricsPlan): View['compare'] | undefined {
  if (compare === null) return null
  return compare.kind === 'shift' && compare.count === 1 && compare.grain === 'year' ? 'year' : undefined
}
