import {
  AGGREGATIONS,
  type Dimension,
  type Entity,
  GRAINS,
  type Grain,
  type Measure,
  type NonAdditive,
  type SemanticModel,
} from '../model.ts'
import { DESCRIBED_KEYS, described, readRelation } from './read-parts.ts'
import {
  child,
  children,
  choice,
  complain,
  complainAt,
  type Fields,
  flag,
  lineAt,
  numeric,
  requiredText,
  text,
  texts,
} from './yaml-reader.ts'

export const SEMANTIC_MODEL_KEYS = [
  ...DESCRIBED_KEYS,
  'model',
  'node_relation',
  'defaults',
  'primary_entity',
  'entities',
  'dimensions',
  'measures',
] as const

const ENTITY_KEYS = [...DESCRIBED_KEYS, 'type', 'expr', 'role'] as const
const DIMENSION_KEYS = [...DESCRIBED_KEYS, 'type', 'type_params', 'expr', 'is_partition'] as const
const MEASURE_KEYS = [
  ...DESCRIBED_KEYS,
  'agg',
  'expr',
  'agg_params',
  'agg_time_dimension',
  'non_additive_dimension',
  'create_metric',
  'create_metric_display_name',
] as const

/** A semantic model and the measures it wants as simple metrics of the same name. */
export interface ReadSemanticModel {
  readonly model: SemanticModel
  readonly proxies: readonly Measure[]
}

export function readSemanticModel(fields: Fields): ReadSemanticModel {
  const defaults = child(fields, 'defaults', ['agg_time_dimension'])
  const entities = children(fields, 'entities', 'entity', ENTITY_KEYS).map(readEntity)
  const declared = children(fields, 'measures', 'measure', MEASURE_KEYS)
  const measures = declared.map((measure) => ({
    measure: readMeasure(measure),
    isMetric: flag(measure, 'create_metric') === true,
  }))
  const model: SemanticModel = {
    ...described(fields),
    relation: readRelation(fields),
    primaryEntity:
      text(fields, 'primary_entity') ?? entities.find(({ kind }) => kind === 'primary')?.name ?? null,
    defaultTimeDimension: defaults && text(defaults, 'agg_time_dimension'),
    entities,
    dimensions: children(fields, 'dimensions', 'dimension', DIMENSION_KEYS).map(readDimension),
    measures: measures.map(({ measure }) => measure),
  }
  return { model, proxies: measures.filter(({ isMetric }) => isMetric).map(({ measure }) => measure) }
}

function readEntity(fields: Fields): Entity {
  const about = described(fields)
  return {
    ...about,
    kind: requiredChoice(fields, 'type', ['primary', 'unique', 'foreign', 'natural']),
    expr: text(fields, 'expr') ?? about.name,
    role: text(fields, 'role'),
  }
}

function readDimension(fields: Fields): Dimension {
  const about = described(fields)
  const kind = requiredChoice(fields, 'type', ['categorical', 'time'])
  const params = child(fields, 'type_params', ['time_granularity', 'validity_params'])
  const validity = params && child(params, 'validity_params', ['is_start', 'is_end'])
  const start = validity ? flag(validity, 'is_start') : null
  const end = validity ? flag(validity, 'is_end') : null
  if (kind === 'time' && !(params && text(params, 'time_granularity')))
    complain(
      fields.reader,
      lineAt(fields, 'type'),
      `${fields.what} is a time and needs type_params: {time_granularity: day} (or its own grain).`,
    )
  return {
    ...about,
    kind,
    expr: text(fields, 'expr') ?? about.name,
    grain: params && readGrain(params),
    isPartition: flag(fields, 'is_partition') ?? false,
    validity: start ? 'start' : end ? 'end' : null,
    dataType: null,
  }
}

/** Finer than a second counts as a second: that is the finest grain a Plan can ask for. */
function readGrain(params: Fields): Grain | null {
  const written = text(params, 'time_granularity')?.toLowerCase()
  if (written === 'nanosecond' || written === 'microsecond' || written === 'millisecond') return 'second'
  return choice(params, 'time_granularity', GRAINS)
}

function readMeasure(fields: Fields): Measure {
  const about = described(fields)
  const params = child(fields, 'agg_params', [
    'percentile',
    'use_discrete_percentile',
    'use_approximate_percentile',
  ])
  const aggregation = requiredChoice(fields, 'agg', AGGREGATIONS)
  const percentile = params && numeric(params, 'percentile')
  if (aggregation === 'percentile' && !(percentile && percentile > 0 && percentile < 1))
    complainAt(
      fields,
      'agg',
      `${fields.what} is a percentile and needs agg_params: {percentile: 0.95} (between 0 and 1).`,
    )
  return {
    ...about,
    aggregation,
    expr: text(fields, 'expr') ?? about.name,
    percentile,
    discretePercentile: (params && flag(params, 'use_discrete_percentile')) ?? false,
    approximatePercentile: (params && flag(params, 'use_approximate_percentile')) ?? false,
    timeDimension: text(fields, 'agg_time_dimension'),
    nonAdditive: readNonAdditive(fields),
  }
}

function readNonAdditive(fields: Fields): NonAdditive | null {
  const found = child(fields, 'non_additive_dimension', ['name', 'window_choice', 'window_groupings'])
  return (
    found && {
      dimension: requiredText(found, 'name'),
      choose: choice(found, 'window_choice', ['min', 'max']) ?? 'min',
      groupings: texts(found, 'window_groupings'),
    }
  )
}

function requiredChoice<T extends string>(
  fields: Fields,
  key: string,
  options: readonly [T, ...(readonly T[])],
): T {
  if (!fields.entries.has(key))
    complain(fields.reader, fields.line, `${fields.what} needs ${key}: ${options.join(', ')}.`)
  return choice(fields, key, options) ?? options[0]
}
