import { isRecord } from './shapes.ts'

type Raw = Readonly<Record<string, unknown>>

interface Semantics {
  readonly semanticModels: readonly Raw[]
  readonly metrics: readonly Raw[]
}

/**
 * dbt's newer spec has no measures: a simple metric carries its aggregation itself, and other metrics name metrics.
 * It becomes the older form: a measure of the metric's name on its semantic model.
 */
export function withMeasures(semanticModels: readonly Raw[], metrics: readonly Raw[]): Semantics {
  const simple = metrics.filter(
    ({ type, type_params: params }) => type === 'simple' && isRecord(params) && !params['measure'],
  )
  const own = new Map(simple.flatMap((metric) => ownMeasure(metric) ?? []))
  const inputs = new Map(
    metrics.flatMap((metric) => {
      const measure = isRecord(metric['type_params']) ? metric['type_params']['measure'] : null
      if (metric['type'] !== 'simple') return []
      const found = isRecord(measure) ? measure : own.has(metric) ? ownInput(metric) : null
      return found
        ? [[metric['name'], { ...found, filter: found['filter'] ?? metric['filter'] ?? null }] as const]
        : []
    }),
  )
  const byModel = new Map<unknown, Raw[]>()
  for (const { model, measure } of own.values()) byModel.set(model, [...(byModel.get(model) ?? []), measure])
  return {
    semanticModels: semanticModels.map((one) => {
      const more = byModel.get(one['name']) ?? []
      return more.length === 0 ? one : { ...one, measures: [...listOf(one['measures']), ...more] }
    }),
    metrics: [
      ...metrics.map((metric) => (own.has(metric) ? withInput(metric) : withNamedMetrics(metric, inputs))),
      ...wantedMetrics(semanticModels, metrics),
    ],
  }
}

/** A measure with `create_metric` is a metric as it stands, also before dbt has written that metric out. */
function wantedMetrics(semanticModels: readonly Raw[], metrics: readonly Raw[]): readonly Raw[] {
  const known = new Set(metrics.map(({ name }) => name))
  return semanticModels
    .flatMap(({ measures }) => listOf(measures).filter(isRecord))
    .filter(({ create_metric: wanted, name }) => wanted === true && !known.has(name))
    .map(({ name, label, description }) => ({
      name,
      label: label ?? null,
      description: description ?? null,
      type: 'simple',
      type_params: { measure: { name } },
    }))
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

interface OwnMeasure {
  readonly model: unknown
  readonly measure: Raw
}

function ownMeasure(metric: Raw): readonly (readonly [Raw, OwnMeasure])[] | null {
  const params = metric['type_params'] as Raw
  const aggregation = params['metric_aggregation_params']
  if (!isRecord(aggregation)) return null
  const measure = {
    name: metric['name'],
    agg: aggregation['agg'],
    expr: aggregation['expr'] ?? params['expr'] ?? null,
    agg_params: aggregation['agg_params'] ?? null,
    agg_time_dimension: aggregation['agg_time_dimension'] ?? null,
    non_additive_dimension: aggregation['non_additive_dimension'] ?? null,
  }
  return [[metric, { model: aggregation['semantic_model'], measure }]]
}

function ownInput(metric: Raw): Raw {
  const params = metric['type_params'] as Raw
  return {
    name: metric['name'],
    fill_nulls_with: params['fill_nulls_with'] ?? null,
    join_to_timespine: params['join_to_timespine'] ?? false,
  }
}

const withInput = (metric: Raw): Raw => ({
  ...metric,
  type_params: { ...(metric['type_params'] as Raw), measure: ownInput(metric) },
})

/** A cumulative metric of a metric is one of its measure, as is a conversion between two metrics. */
function withNamedMetrics(metric: Raw, inputs: ReadonlyMap<unknown, Raw>): Raw {
  const params = metric['type_params']
  if (!isRecord(params)) return metric
  const inputOf = (named: unknown): Raw | null =>
    isRecord(named) ? (inputs.get(named['name']) ?? null) : null
  const cumulative = params['cumulative_type_params']
  if (metric['type'] === 'cumulative' && !params['measure'] && isRecord(cumulative))
    return { ...metric, type_params: { ...params, measure: inputOf(cumulative['metric']) } }
  const conversion = params['conversion_type_params']
  if (metric['type'] !== 'conversion' || !isRecord(conversion)) return metric
  return {
    ...metric,
    type_params: {
      ...params,
      conversion_type_params: {
        ...conversion,
        base_measure: conversion['base_measure'] ?? inputOf(conversion['base_metric']),
        conversion_measure: conversion['conversion_measure'] ?? inputOf(conversion['conversion_metric']),
      },
    },
  }
}
