import type { Filter, GroupBy, MetricRef, MetricsPlan, QuestionPlan, TimeRange } from '@numize/semantic'

/** A part of a Plan that can be changed or taken away by itself; `at` is its place in its list. */
export type Piece =
  | { readonly kind: 'metric'; readonly at: number }
  | { readonly kind: 'group'; readonly at: number }
  | { readonly kind: 'filter'; readonly at: number }
  | { readonly kind: 'period' }
  | { readonly kind: 'comparison' }
  | { readonly kind: 'limit' }
  | { readonly kind: 'sample' }

/** What a Plan holds, in the order it is read. */
export function piecesOf(plan: QuestionPlan): readonly Piece[] {
  const places = (kind: 'metric' | 'group' | 'filter', list: readonly unknown[]): Piece[] =>
    list.map((_, at) => ({ kind, at }))
  const filters = places('filter', plan.where)
  const period: Piece[] = plan.time === null ? [] : [{ kind: 'period' }]
  if (plan.kind === 'list') return [...filters, ...period, ...(plan.limit === null ? [] : [LIMIT])]
  return [
    ...places('metric', plan.metrics),
    ...places('group', plan.groupBy),
    ...filters,
    ...period,
    ...(plan.compare === null ? [] : [COMPARISON]),
    ...(countOf(plan) === null ? [] : [LIMIT]),
    ...(plan.sample ? [SAMPLE] : []),
  ]
}

const LIMIT: Piece = { kind: 'limit' }
const SAMPLE: Piece = { kind: 'sample' }
const COMPARISON: Piece = { kind: 'comparison' }

export const keyOfPiece = (piece: Piece): string => ('at' in piece ? `${piece.kind} ${piece.at}` : piece.kind)

/** How many groups or rows are shown at most; null = all. */
export const countOf = (plan: QuestionPlan): number | null =>
  plan.kind === 'metrics' && plan.top ? plan.top.count : plan.limit

/** The Plan without a part; null where nothing would be asked any more. */
export function without(plan: QuestionPlan, piece: Piece): QuestionPlan | null {
  switch (piece.kind) {
    case 'filter':
      return { ...plan, where: plan.where.toSpliced(piece.at, 1) }
    case 'period':
      return withPeriod(plan, null)
    case 'limit':
      return withCount(plan, null)
    case 'comparison':
      return plan.kind === 'metrics' ? { ...plan, compare: null } : null
    case 'sample':
      return plan.kind === 'metrics' ? withShareRead(plan, null) : null
    case 'metric':
      return plan.kind === 'metrics' ? withoutMetric(plan, piece.at) : null
    case 'group':
      return plan.kind === 'metrics' ? withoutGroup(plan, piece.at) : null
  }
}

function withoutMetric(plan: MetricsPlan, at: number): MetricsPlan | null {
  const metrics = plan.metrics.toSpliced(at, 1)
  return metrics.length === 0 ? null : renamed({ ...plan, metrics }, metricColumns(plan, at), null)
}

function withoutGroup(plan: MetricsPlan, at: number): MetricsPlan | null {
  const groupBy = plan.groupBy.toSpliced(at, 1)
  if (groupBy.length === 0 && plan.metrics.length === 0) return null
  const { top } = plan
  const next = renamed({ ...plan, groupBy }, groupColumns(plan, at), null)
  return groupBy.length === 0 && top ? { ...next, top: null } : next
}

/** Another metric in a place, or one more behind the last. What was ordered, cut or shared by the old one is so by the new one. */
export function withMetric(plan: MetricsPlan, at: number, metric: string): MetricsPlan {
  const metrics = put(plan.metrics, at, { metric })
  return renamed({ ...plan, metrics }, metricColumns(plan, at), metric)
}

export function withGroup(plan: MetricsPlan, at: number, group: GroupBy): MetricsPlan {
  const groupBy = put(plan.groupBy, at, group)
  const column = group.grain === undefined ? group.dimension : `${group.dimension}__${group.grain}`
  return renamed({ ...plan, groupBy }, groupColumns(plan, at), column)
}

export const withFilter = (plan: QuestionPlan, at: number, filter: Filter): QuestionPlan => ({
  ...plan,
  where: put(plan.where, at, filter),
})

/** A comparison with a shifted period needs a period that has both ends. */
export function withPeriod(plan: QuestionPlan, range: TimeRange | null): QuestionPlan {
  const dimension = plan.time?.dimension
  const time = range && dimension !== undefined ? { ...range, dimension } : range
  if (plan.kind === 'list') return { ...plan, time }
  const isBounded = time?.start != null && time.end !== null
  return { ...plan, time, compare: isBounded ? plan.compare : null }
}

export const withComparison = (plan: MetricsPlan, compare: MetricsPlan['compare']): MetricsPlan => ({
  ...plan,
  compare,
})

/** Estimated from a share of the rows; null = from all of them. */
export function withShareRead(plan: MetricsPlan, share: number | null): MetricsPlan {
  const { sample, ...whole } = plan
  return share === null ? whole : { ...whole, sample: { ...sample, share } }
}

/** The first so many; of groups those that are first by the first metric, unless they are ranked already. */
export function withCount(plan: QuestionPlan, count: number | null): QuestionPlan {
  if (plan.kind === 'list') return { ...plan, limit: count }
  const { top, metrics, orderBy, groupBy } = plan
  if (count === null) return { ...plan, top: null, limit: null }
  if (top) return { ...plan, top: { ...top, count } }
  const by = columnOf(metrics[0])
  if (by === undefined || orderBy.length > 0 || groupBy.length === 0) return { ...plan, limit: count }
  return { ...plan, top: { count, by, direction: 'desc', per: [], ties: 'all' } }
}

const columnOf = (ref: MetricRef | undefined): string | undefined =>
  ref?.as ?? (ref && 'metric' in ref ? ref.metric : undefined)

const put = <T>(list: readonly T[], at: number, item: T): readonly T[] =>
  at < list.length ? list.with(at, item) : [...list, item]

/** Whether a column is one that a part of the Plan gives. */
type IsOf = (column: string) => boolean

function metricColumns({ metrics }: MetricsPlan, at: number): IsOf {
  const name = columnOf(metrics[at])
  return (column) => name !== undefined && (column === name || column.startsWith(`${name}__`))
}

function groupColumns({ groupBy }: MetricsPlan, at: number): IsOf {
  const group = groupBy[at]
  if (!group) return () => false
  const { dimension, grain, datePart, as } = group
  const name = as ?? [dimension, grain, datePart && `extract_${datePart}`].filter(Boolean).join('__')
  return (column) => column === name || column === dimension
}

/** The Plan with the columns of a part called otherwise wherever it names them; null = with what names them left out. */
function renamed(plan: MetricsPlan, isOf: IsOf, to: string | null): MetricsPlan {
  const name = (column: string): string => (isOf(column) ? (to ?? column) : column)
  const isLeft = (column: string): boolean => to !== null || !isOf(column)
  const names = (columns: readonly string[]): readonly string[] => columns.filter(isLeft).map(name)
  const { top, share, window } = plan
  return {
    ...plan,
    orderBy: plan.orderBy.filter(({ by }) => isLeft(by)).map((one) => ({ ...one, by: name(one.by) })),
    having: plan.having
      .filter(({ column }) => isLeft(column))
      .map((one) => ({ ...one, column: name(one.column) })),
    top: top && isLeft(top.by) ? { ...top, by: name(top.by), per: names(top.per) } : null,
    ...(share && {
      share: share
        .filter(({ of }) => isLeft(of))
        .map((one) => ({ ...one, of: name(one.of), within: names(one.within) })),
    }),
    ...(window && {
      window: window
        .filter(({ of }) => isLeft(of))
        .map((one) => ({ ...one, of: name(one.of), within: names(one.within) })),
    }),
  }
}
