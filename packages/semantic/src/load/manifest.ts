import { z } from 'zod'
import { fail } from '../errors.ts'
import {
  AGGREGATIONS,
  type Dimension,
  FINE_GRAINS,
  type FineGrain,
  GRAINS,
  type Grain,
  type MeasureInput,
  type Metric,
  type MetricInput,
  type Model,
  type Relation,
  type SavedQuery,
  type SemanticModel,
  type TimeSpine,
  type Window,
} from '../model.ts'
import { manifestExtras } from './manifest-extras.ts'

const optional = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null)
const text = optional(z.string())
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value === true)
const listOf = <T extends z.ZodType>(type: T) =>
  z
    .array(type)
    .nullish()
    .transform((value) => value ?? [])

const metaShape = optional(z.looseObject({ numize: z.looseObject({}).nullish() }))
const described = {
  name: z.string(),
  label: text,
  description: text,
  meta: metaShape,
  config: optional(z.looseObject({ meta: metaShape })),
}

const relationShape = z.looseObject({
  alias: z.string(),
  schema_name: text,
  database: text,
  relation_name: text,
})
const windowShape = optional(
  z.union([z.string(), z.looseObject({ count: z.number(), granularity: z.string() })]),
)
/** A filter is a list of templates, or (older manifests) a single one. */
const filterShape = optional(
  z.union([
    z.looseObject({ where_filters: z.array(z.looseObject({ where_sql_template: z.string() })) }),
    z.looseObject({ where_sql_template: z.string() }),
  ]),
)
const measureInputShape = z.looseObject({
  name: z.string(),
  alias: text,
  filter: filterShape,
  fill_nulls_with: optional(z.number()),
  join_to_timespine: flag,
})
const metricInputShape = z.looseObject({
  name: z.string(),
  alias: text,
  filter: filterShape,
  offset_window: windowShape,
  offset_to_grain: text,
})

const semanticModelShape = z.looseObject({
  ...described,
  node_relation: relationShape,
  primary_entity: text,
  defaults: optional(z.looseObject({ agg_time_dimension: text })),
  entities: listOf(
    z.looseObject({
      ...described,
      type: z.enum(['primary', 'unique', 'foreign', 'natural']),
      expr: text,
      role: text,
    }),
  ),
  dimensions: listOf(
    z.looseObject({
      ...described,
      type: z.enum(['categorical', 'time']),
      expr: text,
      is_partition: flag,
      type_params: optional(
        z.looseObject({
          time_granularity: text,
          validity_params: optional(z.looseObject({ is_start: flag, is_end: flag })),
        }),
      ),
    }),
  ),
  measures: listOf(
    z.looseObject({
      ...described,
      agg: z.enum([...AGGREGATIONS, 'count_distinct']),
      expr: z
        .union([z.string(), z.number()])
        .nullish()
        .transform((value) => (value == null ? null : String(value))),
      agg_time_dimension: text,
      agg_params: optional(
        z.looseObject({
          percentile: optional(z.number()),
          use_discrete_percentile: flag,
          use_approximate_percentile: flag,
        }),
      ),
      non_additive_dimension: optional(
        z.looseObject({
          name: z.string(),
          window_choice: z.enum(['min', 'max']).nullish(),
          window_groupings: listOf(z.string()),
        }),
      ),
    }),
  ),
})

const metricShape = z.looseObject({
  ...described,
  type: z.enum(['simple', 'ratio', 'derived', 'cumulative', 'conversion']),
  filter: filterShape,
  time_granularity: text,
  type_params: z.looseObject({
    measure: optional(measureInputShape),
    expr: text,
    join_to_timespine: flag,
    fill_nulls_with: optional(z.number()),
    numerator: optional(metricInputShape),
    denominator: optional(metricInputShape),
    metrics: listOf(metricInputShape),
    window: windowShape,
    grain_to_date: text,
    cumulative_type_params: optional(
      z.looseObject({
        window: windowShape,
        grain_to_date: text,
        period_agg: z.enum(['first', 'last', 'average']).nullish(),
      }),
    ),
    conversion_type_params: optional(
      z.looseObject({
        base_measure: optional(measureInputShape),
        conversion_measure: optional(measureInputShape),
        entity: z.string(),
        calculation: z.enum(['conversions', 'conversion_rate']).nullish(),
        window: windowShape,
        constant_properties: listOf(
          z.looseObject({ base_property: z.string(), conversion_property: z.string() }),
        ),
      }),
    ),
  }),
})

const manifestShape = z.looseObject({
  semantic_models: listOf(semanticModelShape),
  metrics: listOf(metricShape),
  project_configuration: z
    .looseObject({
      time_spines: listOf(
        z.looseObject({
          node_relation: relationShape,
          primary_column: z.looseObject({ name: z.string(), time_granularity: z.string() }),
          custom_granularities: listOf(z.looseObject({ name: z.string(), column_name: text })),
        }),
      ),
      time_spine_table_configurations: listOf(
        z.looseObject({ location: z.string(), column_name: z.string(), grain: z.string() }),
      ),
    })
    .nullish(),
  saved_queries: listOf(
    z.looseObject({
      ...described,
      query_params: z.looseObject({
        metrics: listOf(z.string()),
        group_by: listOf(z.string()),
        order_by: listOf(z.string()),
        limit: optional(z.number()),
        where: filterShape,
      }),
    }),
  ),
})

type Manifest = z.output<typeof manifestShape>
type ManifestMetric = Manifest['metrics'][number]

/**
 * dbt's `semantic_manifest.json` (as `dbt parse` writes it, transformed) as a Model. Names, SQL expressions and filter
 * templates stay as authored; `meta.numize` (or `config.meta.numize`) becomes the extras.
 * @throws ZodError when the JSON has not the manifest's shape, `semantic/bad-metric` for a metric that lacks a part
 */
export function semanticModelFromManifest(json: unknown): Model {
  const manifest = manifestShape.parse(json)
  return {
    semanticModels: manifest.semantic_models.map(readSemanticModel),
    metrics: manifest.metrics.map(readMetric),
    timeSpines: readTimeSpines(manifest),
    savedQueries: manifest.saved_queries.map(readSavedQuery),
  }
}

interface RawDescribed {
  readonly name: string
  readonly label: string | null
  readonly description: string | null
  readonly meta: { readonly numize?: object | null | undefined } | null
  readonly config: { readonly meta: { readonly numize?: object | null | undefined } | null } | null
}

const describe = (raw: RawDescribed) => ({
  name: raw.name,
  label: raw.label,
  description: raw.description,
  extras: manifestExtras(raw.config?.meta?.numize ?? raw.meta?.numize),
  place: null,
})

function readSemanticModel(raw: Manifest['semantic_models'][number]): SemanticModel {
  const primary = raw.entities.find((entity) => entity.type === 'primary')
  return {
    ...describe(raw),
    relation: readRelation(raw.node_relation),
    primaryEntity: raw.primary_entity ?? primary?.name ?? null,
    defaultTimeDimension: raw.defaults?.agg_time_dimension ?? null,
    entities: raw.entities.map((entity) => ({
      ...describe(entity),
      kind: entity.type,
      expr: entity.expr ?? entity.name,
      role: entity.role,
    })),
    dimensions: raw.dimensions.map((dimension) => ({
      ...describe(dimension),
      kind: dimension.type,
      expr: dimension.expr ?? dimension.name,
      grain: dimension.type === 'time' ? readGrain(dimension.type_params?.time_granularity) : null,
      isPartition: dimension.is_partition,
      validity: readValidity(dimension.type_params?.validity_params),
      dataType: null,
    })),
    measures: raw.measures.map((measure) => ({
      ...describe(measure),
      aggregation: measure.agg,
      expr: measure.expr ?? measure.name,
      percentile: measure.agg_params?.percentile ?? null,
      discretePercentile: measure.agg_params?.use_discrete_percentile ?? false,
      approximatePercentile: measure.agg_params?.use_approximate_percentile ?? false,
      timeDimension: measure.agg_time_dimension,
      nonAdditive: measure.non_additive_dimension && {
        dimension: measure.non_additive_dimension.name,
        choose: measure.non_additive_dimension.window_choice ?? 'min',
        groupings: measure.non_additive_dimension.window_groupings,
      },
    })),
  }
}

function readGrain(grain: string | null | undefined): Grain | FineGrain {
  return [...FINE_GRAINS, ...GRAINS].find((one) => one === grain?.toLowerCase()) ?? 'day'
}

const readValidity = (
  validity: { readonly is_start: boolean; readonly is_end: boolean } | null | undefined,
): Dimension['validity'] => (validity?.is_start ? 'start' : validity?.is_end ? 'end' : null)

/** `relation_name` wins where its parts say more than the parts given apart. */
function readRelation(raw: z.output<typeof relationShape>): Relation {
  const parts = raw.relation_name
    ?.match(/"[^"]*"|`[^`]*`|[^.]+/g)
    ?.map((part) => part.replace(/^["`]|["`]$/g, ''))
  const [name, schema, database] = (parts ?? []).toReversed()
  return {
    database: raw.database ?? database ?? null,
    schema: raw.schema_name ?? schema ?? null,
    name: name ?? raw.alias,
  }
}

function readMetric(raw: ManifestMetric): Metric {
  const base = {
    ...describe(raw),
    filters: readFilters(raw.filter),
    defaultGrain: raw.time_granularity?.toLowerCase() ?? null,
  }
  const params = raw.type_params
  switch (raw.type) {
    case 'simple':
      return { ...base, kind: 'simple', input: readSimpleInput(need(raw, params.measure, 'measure'), params) }
    case 'ratio':
      return {
        ...base,
        kind: 'ratio',
        numerator: readMetricInput(need(raw, params.numerator, 'numerator')),
        denominator: readMetricInput(need(raw, params.denominator, 'denominator')),
      }
    case 'derived':
      return {
        ...base,
        kind: 'derived',
        expr: need(raw, params.expr, 'expression'),
        inputs: params.metrics.map(readMetricInput),
      }
    case 'cumulative':
      return { ...base, kind: 'cumulative', ...readCumulative(raw) }
    case 'conversion':
      return { ...base, kind: 'conversion', ...readConversion(raw) }
  }
}

function need<T>(metric: ManifestMetric, value: T | null, what: string): T {
  if (value === null) throw fail('bad-metric', { name: metric.name, kind: metric.type, missing: what })
  return value
}

function readCumulative(raw: ManifestMetric) {
  const { measure, window, grain_to_date: toDate, cumulative_type_params: params } = raw.type_params
  return {
    input: readMeasureInput(need(raw, measure, 'measure')),
    window: readWindow(params?.window ?? window),
    grainToDate: params?.grain_to_date ?? toDate,
    periodAggregation: params?.period_agg ?? 'first',
  } as const
}

function readConversion(raw: ManifestMetric) {
  const params = need(raw, raw.type_params.conversion_type_params, 'conversion_type_params')
  return {
    base: readMeasureInput(need(raw, params.base_measure, 'base measure')),
    conversion: readMeasureInput(need(raw, params.conversion_measure, 'conversion measure')),
    entity: params.entity,
    window: readWindow(params.window),
    calculation: params.calculation ?? 'conversion_rate',
    constantProperties: params.constant_properties.map((pair) => ({
      base: pair.base_property,
      conversion: pair.conversion_property,
    })),
  } as const
}

/** A simple metric may say the spine and the filler itself, or on its measure. */
function readSimpleInput(
  measure: z.output<typeof measureInputShape>,
  params: { readonly join_to_timespine: boolean; readonly fill_nulls_with: number | null },
): MeasureInput {
  const input = readMeasureInput(measure)
  return {
    ...input,
    joinToTimeSpine: input.joinToTimeSpine || params.join_to_timespine,
    fillNullsWith: input.fillNullsWith ?? params.fill_nulls_with,
  }
}

const readMeasureInput = (raw: z.output<typeof measureInputShape>): MeasureInput => ({
  measure: raw.name,
  alias: raw.alias,
  filters: readFilters(raw.filter),
  fillNullsWith: raw.fill_nulls_with,
  joinToTimeSpine: raw.join_to_timespine,
})

const readMetricInput = (raw: z.output<typeof metricInputShape>): MetricInput => ({
  metric: raw.name,
  alias: raw.alias,
  filters: readFilters(raw.filter),
  offsetWindow: readWindow(raw.offset_window),
  offsetToGrain: raw.offset_to_grain?.toLowerCase() ?? null,
})

function readWindow(raw: z.output<typeof windowShape> | undefined): Window | null {
  if (raw === null || raw === undefined) return null
  if (typeof raw !== 'string') return { count: raw.count, grain: raw.granularity.toLowerCase() }
  const [count, grain] = raw.trim().toLowerCase().split(/\s+/)
  return {
    count: Number(count),
    grain: grain?.replace(/(?<=second|minute|hour|day|week|month|quarter|year)s$/, '') ?? 'day',
  }
}

const readFilters = (raw: z.output<typeof filterShape>): readonly string[] => {
  if (raw === null) return []
  if ('where_filters' in raw && Array.isArray(raw['where_filters']))
    return (raw['where_filters'] as { where_sql_template: string }[]).map(
      (filter) => filter.where_sql_template,
    )
  return [(raw as { where_sql_template: string }).where_sql_template]
}

/** Spines of the current form; the older one table configuration where they are absent. */
function readTimeSpines(manifest: Manifest): readonly TimeSpine[] {
  const project = manifest.project_configuration
  const spines = (project?.time_spines ?? []).map((spine) => ({
    relation: readRelation(spine.node_relation),
    column: spine.primary_column.name,
    grain: spine.primary_column.time_granularity.toLowerCase(),
    customGrains: spine.custom_granularities.map((grain) => ({
      name: grain.name.toLowerCase(),
      column: grain.column_name ?? grain.name,
    })),
  }))
  if (spines.length > 0) return spines
  return (project?.time_spine_table_configurations ?? []).map((spine) => {
    const [name, schema, database] = spine.location.split('.').toReversed()
    return {
      relation: { database: database ?? null, schema: schema ?? null, name: name ?? spine.location },
      column: spine.column_name,
      grain: spine.grain.toLowerCase(),
      customGrains: [],
    }
  })
}

const readSavedQuery = (raw: Manifest['saved_queries'][number]): SavedQuery => ({
  ...describe(raw),
  metrics: raw.query_params.metrics,
  groupBy: raw.query_params.group_by,
  where: readFilters(raw.query_params.where),
  orderBy: raw.query_params.order_by,
  limit: raw.query_params.limit,
})
