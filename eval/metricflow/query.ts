import {
  type DatePart,
  emptyMetricsPlan,
  type GroupBy,
  type Metric,
  type MetricRef,
  type MetricsPlan,
  type Model,
  type SemanticModel,
} from '@numize/semantic'

/** A query of the set, in MetricFlow's words. */
export interface FlowQuery {
  readonly metrics?: readonly string[]
  readonly metric_aliases?: readonly (string | null)[]
  readonly group_by?: readonly string[]
  readonly group_by_objects?: readonly {
    readonly name: string
    readonly grain?: string
    readonly date_part?: string
    readonly alias?: string
  }[]
  readonly where?: readonly string[]
  readonly time_constraint?: readonly [string, string]
  readonly order_by?: readonly string[]
  readonly limit?: number | null
  readonly min_max_only?: boolean
  readonly apply_group_by?: boolean
  readonly saved_query?: string
}

export interface Asked {
  readonly plan: MetricsPlan
  readonly where: readonly string[]
}

/** The query as a Plan; where-templates stay text (they are authored ones). */
export function planOf(query: FlowQuery, model: Model): Asked {
  const full = query.saved_query ? withSaved(query, model) : query
  const groupBy = groupsOf(full)
  const plan: MetricsPlan = {
    ...emptyMetricsPlan,
    metrics: (full.metrics ?? []).map((metric, at): MetricRef => {
      const as = full.metric_aliases?.[at]
      return as ? { metric, as } : { metric }
    }),
    groupBy,
    time: full.time_constraint ? rangeOf(full.time_constraint, full, model) : null,
    orderBy: (full.order_by ?? []).map((one) => ({
      by: plainName(one.replace(/^-/, '')),
      direction: one.startsWith('-') ? 'desc' : 'asc',
    })),
    limit: full.limit ?? null,
    ...(full.apply_group_by === false ? { distinct: false } : {}),
  }
  return { plan: full.min_max_only ? minMax(plan, model) : plan, where: full.where ?? [] }
}

/** A saved query with what the query adds to it. */
function withSaved(query: FlowQuery, model: Model): FlowQuery {
  const saved = model.savedQueries.find(({ name }) => name === query.saved_query)
  if (!saved) throw new Error(`no saved query ${query.saved_query}`)
  return {
    ...query,
    metrics: saved.metrics,
    group_by: saved.groupBy,
    where: [...saved.where, ...(query.where ?? [])],
    order_by: query.order_by ?? saved.orderBy,
    limit: query.limit ?? saved.limit,
  }
}

function groupsOf(query: FlowQuery): readonly GroupBy[] {
  const named = (query.group_by ?? []).map((one): GroupBy => ({ dimension: plainName(one) }))
  const objects = (query.group_by_objects ?? []).map(
    (one): GroupBy => ({
      dimension: one.name,
      ...(one.grain ? { grain: one.grain } : {}),
      ...(one.date_part ? { datePart: one.date_part as DatePart } : {}),
      ...(one.alias ? { as: one.alias } : {}),
    }),
  )
  return [...named, ...objects]
}

/** `TimeDimension('metric_time', 'day')` and `Dimension('a__b')` as `metric_time__day` and `a__b`. */
function plainName(text: string): string {
  const call = /^\w+\(\s*'([^']+)'(?:\s*,\s*'([^']+)')?\s*\)$/.exec(text.trim())
  if (!call) return text.toLowerCase()
  return [call[1], call[2]].filter(Boolean).join('__').toLowerCase()
}

const GRAINS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year']

/**
 * MetricFlow's range includes both ends and grows to whole periods of the finest `metric_time` asked; ours is `[start, end)`.
 */
function rangeOf([start, end]: readonly [string, string], query: FlowQuery, model: Model) {
  const grain = finestGrain(query, model)
  if (!['week', 'month', 'quarter', 'year'].includes(grain)) {
    const unit = start.length > 10 || end.length > 10 ? 'second' : grain
    return {
      start: start.replace(' ', 'T'),
      end: shift(end, unit === 'day' ? 86_400_000 : unit === 'second' || unit === grain ? 1000 : 86_400_000),
    }
  }
  return { start: floor(start, grain), end: floor(next(end, grain), grain) }
}

function finestGrain(query: FlowQuery, model: Model): string {
  const names = [
    ...(query.group_by ?? []).map(plainName),
    ...(query.group_by_objects ?? []).map((one) => (one.grain ? `${one.name}__${one.grain}` : one.name)),
  ]
  const asked = names
    .filter((name) => name.startsWith('metric_time'))
    .map((name) => GRAINS.find((grain) => name.endsWith(`__${grain}`)))
    .filter((grain) => grain !== undefined)
  if (asked.length > 0) return asked.toSorted((a, b) => GRAINS.indexOf(a) - GRAINS.indexOf(b))[0] ?? 'day'
  const defaults = (query.metrics ?? []).map((name) => defaultOf(name, model))
  return defaults.toSorted((a, b) => GRAINS.indexOf(b) - GRAINS.indexOf(a))[0] ?? 'day'
}

function defaultOf(name: string, model: Model): string {
  const metric = model.metrics.find((one) => one.name === name)
  if (metric?.defaultGrain) return metric.defaultGrain
  const grains = inputsOf(metric).map((input) => defaultOf(input.metric, model))
  const measure = metric && 'input' in metric ? metric.input.measure : null
  grains.push(...model.semanticModels.flatMap((one) => measureGrain(one, measure)))
  return grains.toSorted((a, b) => GRAINS.indexOf(b) - GRAINS.indexOf(a))[0] ?? 'day'
}

function inputsOf(metric: Metric | undefined) {
  if (metric?.kind === 'derived') return metric.inputs
  return metric?.kind === 'ratio' ? [metric.numerator, metric.denominator] : []
}

function measureGrain(one: SemanticModel, name: string | null): readonly string[] {
  const measure = one.measures.find((own) => own.name === name)
  const time = one.dimensions.find((own) => own.name === (measure?.timeDimension ?? one.defaultTimeDimension))
  return measure && time?.grain && GRAINS.indexOf(time.grain) > GRAINS.indexOf('day') ? [time.grain] : []
}

const ms = (text: string): number =>
  Date.parse(`${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : 'T00:00:00Z'}`)
const iso = (at: number): string => new Date(at).toISOString().slice(0, 19)
const shift = (text: string, by: number): string => iso(ms(text) + by)

function floor(text: string, grain: string): string {
  const date = new Date(ms(text))
  if (grain === 'week') return iso(ms(text) - ((date.getUTCDay() + 6) % 7) * 86_400_000).slice(0, 10)
  const month =
    grain === 'month'
      ? date.getUTCMonth()
      : grain === 'quarter'
        ? date.getUTCMonth() - (date.getUTCMonth() % 3)
        : 0
  return iso(Date.UTC(date.getUTCFullYear(), month, 1)).slice(0, 10)
}

function next(text: string, grain: string): string {
  const start = new Date(ms(floor(text, grain)))
  if (grain === 'week') return iso(start.getTime() + 7 * 86_400_000)
  const months = { month: 1, quarter: 3 }[grain] ?? 12
  return iso(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1))
}

/** `min_max_only`: the least and greatest of one group-by, as inline measures over it. */
function minMax(plan: MetricsPlan, model: Model): MetricsPlan {
  const over = columnOf(plan.groupBy[0]?.dimension ?? '', model)
  const metrics = (['min', 'max'] as const).map((aggregation) => ({
    measure: { over, aggregation },
    as: `${over}__${aggregation}`,
  }))
  return { ...plan, groupBy: [], metrics }
}

/** The name with the grain a time has of its own. */
function columnOf(name: string, model: Model): string {
  if (GRAINS.some((grain) => name.endsWith(`__${grain}`))) return name
  if (name === 'metric_time') return 'metric_time__day'
  const last = name.split('__').at(-1)
  const times = model.semanticModels.flatMap((one) =>
    one.dimensions.filter((dimension) => dimension.name === last),
  )
  return times[0]?.kind === 'time' ? `${name}__${times[0].grain ?? 'day'}` : name
}
