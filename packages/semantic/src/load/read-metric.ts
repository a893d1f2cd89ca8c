import type { MeasureInput, Metric, MetricInput } from '../model.ts'
import { DESCRIBED_KEYS, described, readWindow } from './read-parts.ts'
import {
  child,
  children,
  choice,
  complain,
  complainAt,
  type Fields,
  fieldsOf,
  flag,
  has,
  items,
  numeric,
  requiredText,
  text,
  textIfScalar,
  textOfNode,
  texts,
} from './yaml-reader.ts'

export const METRIC_KEYS = [...DESCRIBED_KEYS, 'type', 'type_params', 'filter', 'time_granularity'] as const

const TYPE_PARAMS = [
  'measure',
  'numerator',
  'denominator',
  'expr',
  'metrics',
  'window',
  'grain_to_date',
  'cumulative_type_params',
  'conversion_type_params',
] as const
const MEASURE_INPUT = ['name', 'filter', 'alias', 'fill_nulls_with', 'join_to_timespine'] as const
const METRIC_INPUT = ['name', 'filter', 'alias', 'offset_window', 'offset_to_grain'] as const
const KINDS = ['simple', 'ratio', 'derived', 'cumulative', 'conversion'] as const
const GRAIN_KEYS = ['window', 'grain_to_date', 'period_agg'] as const

type Base = Pick<Metric, 'name' | 'label' | 'description' | 'extras' | 'place' | 'filters' | 'defaultGrain'>

/** A metric of any of the five types; null (and a problem) where its type or parameters cannot be read. */
export function readMetric(fields: Fields): Metric | null {
  const base: Base = {
    ...described(fields),
    filters: texts(fields, 'filter'),
    defaultGrain: text(fields, 'time_granularity')?.toLowerCase() ?? null,
  }
  if (!has(fields, 'type'))
    complain(fields.reader, fields.line, `${fields.what} needs type: ${KINDS.join(', ')}.`)
  const kind = choice(fields, 'type', KINDS)
  const params = child(fields, 'type_params', TYPE_PARAMS)
  if (!params && !has(fields, 'type_params'))
    complain(fields.reader, fields.line, `${fields.what} needs type_params.`)
  return kind && params ? ofKind(kind, base, { ...params, what: fields.what }) : null
}

function ofKind(kind: Metric['kind'], base: Base, params: Fields): Metric | null {
  switch (kind) {
    case 'simple': {
      const input = measureInput(params, 'measure')
      return input && { ...base, kind, input }
    }
    case 'ratio': {
      const numerator = metricInput(params, 'numerator')
      const denominator = metricInput(params, 'denominator')
      return numerator && denominator && { ...base, kind, numerator, denominator }
    }
    case 'derived':
      return { ...base, kind, expr: requiredText(params, 'expr'), inputs: metricInputs(params) }
    case 'cumulative':
      return cumulative(base, params)
    case 'conversion':
      return conversion(base, params)
  }
}

function cumulative(base: Base, params: Fields): Metric | null {
  const input = measureInput(params, 'measure')
  const own = child(params, 'cumulative_type_params', GRAIN_KEYS)
  const window = (own && readWindow(own, 'window')) ?? readWindow(params, 'window')
  const grainToDate = (own && text(own, 'grain_to_date')) ?? text(params, 'grain_to_date')
  if (window && grainToDate)
    complain(params.reader, params.line, `${params.what} has both window and grain_to_date. Keep one.`)
  return (
    input && {
      ...base,
      kind: 'cumulative',
      input,
      window,
      grainToDate: grainToDate?.toLowerCase() ?? null,
      periodAggregation: (own && choice(own, 'period_agg', ['first', 'last', 'average'])) ?? 'first',
    }
  )
}

function conversion(base: Base, params: Fields): Metric | null {
  const own = child(params, 'conversion_type_params', [
    'base_measure',
    'conversion_measure',
    'entity',
    'calculation',
    'window',
    'constant_properties',
  ])
  if (!own) {
    complain(params.reader, params.line, `${params.what} needs conversion_type_params.`)
    return null
  }
  const from = measureInput({ ...own, what: params.what }, 'base_measure')
  const to = measureInput({ ...own, what: params.what }, 'conversion_measure')
  const same = children(own, 'constant_properties', `constant property of ${params.what}`, [
    'base_property',
    'conversion_property',
  ])
  return (
    from &&
    to && {
      ...base,
      kind: 'conversion',
      base: from,
      conversion: to,
      entity: requiredText(own, 'entity'),
      window: readWindow(own, 'window'),
      calculation: choice(own, 'calculation', ['conversions', 'conversion_rate']) ?? 'conversion_rate',
      constantProperties: same.map((pair) => ({
        base: requiredText(pair, 'base_property'),
        conversion: requiredText(pair, 'conversion_property'),
      })),
    }
  )
}

/** A measure's name, or `{name, filter, alias, fill_nulls_with, join_to_timespine}`. */
function measureInput(params: Fields, key: string): MeasureInput | null {
  if (!has(params, key)) {
    complain(params.reader, params.line, `${params.what} needs ${key}.`)
    return null
  }
  const short = textIfScalar(params, key)
  if (short !== null)
    return { measure: short, alias: null, filters: [], fillNullsWith: null, joinToTimeSpine: false }
  const long = child(params, key, MEASURE_INPUT)
  return (
    long && {
      measure: requiredText(long, 'name'),
      alias: text(long, 'alias'),
      filters: texts(long, 'filter'),
      fillNullsWith: numeric(long, 'fill_nulls_with'),
      joinToTimeSpine: flag(long, 'join_to_timespine') ?? false,
    }
  )
}

function metricInput(params: Fields, key: string): MetricInput | null {
  if (!has(params, key)) {
    complain(params.reader, params.line, `${params.what} needs ${key}.`)
    return null
  }
  const short = textIfScalar(params, key)
  if (short !== null) return plainMetric(short)
  const long = child(params, key, METRIC_INPUT)
  return long && metricFields(long)
}

function metricInputs(params: Fields): readonly MetricInput[] {
  const nodes = items(params, 'metrics')
  if (nodes.length === 0) complainAt(params, 'metrics', `${params.what} is derived and needs metrics.`)
  return nodes.flatMap((node) => {
    const short = textOfNode(params.reader, node)
    if (short !== null) return [plainMetric(short)]
    const long = fieldsOf(params.reader, node, `a metric of ${params.what}`, METRIC_INPUT)
    return long ? [metricFields(long)] : []
  })
}

const metricFields = (fields: Fields): MetricInput => ({
  metric: requiredText(fields, 'name'),
  alias: text(fields, 'alias'),
  filters: texts(fields, 'filter'),
  offsetWindow: readWindow(fields, 'offset_window'),
  offsetToGrain: text(fields, 'offset_to_grain')?.toLowerCase() ?? null,
})

const plainMetric = (metric: string): MetricInput => ({
  metric,
  alias: null,
  filters: [],
  offsetWindow: null,
  offsetToGrain: null,
})
