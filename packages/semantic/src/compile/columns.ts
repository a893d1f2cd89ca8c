import type { ModelIndex } from '../graph/model-index.ts'
import type { DataType, Dimension, Metric, Unit } from '../model.ts'
import type { ResultColumn } from '../result.ts'
import { humanise, labelOf } from './describe.ts'
import { isDateGrain, type Key, METRIC_TIME } from './keys.ts'

/** What a time key is called for people: `Month`, `Month of order date`. */
export function keyColumn(
  index: ModelIndex,
  key: Key,
  dimension: Dimension | null,
  grain: string | null,
): ResultColumn {
  const isTime = key.name === METRIC_TIME || dimension?.kind === 'time'
  const base = { name: key.column, unit: null, source: key.name }
  if (isTime && !key.datePart) {
    const period = humanise(grain ?? 'time')
    const label =
      key.name === METRIC_TIME || !dimension ? period : `${period} of ${lower(labelOf(dimension))}`
    return {
      ...base,
      label,
      role: 'time',
      grain,
      type: grain === null || isDateGrain(index, grain) ? 'date' : 'timestamp',
    }
  }
  if (key.datePart)
    return { ...base, label: datePartLabels[key.datePart], role: 'time', grain: null, type: 'integer' }
  const label = dimension
    ? (dimension.label ?? humanise(key.column.split('__').slice(-2).join(' ')))
    : humanise(key.column)
  return {
    ...base,
    label: dimension && !dimension.label && key.column.includes('__') ? ownLabel(key, dimension) : label,
    role: dimension ? 'dimension' : 'entity',
    grain: null,
    type: dimension?.dataType ?? (dimension ? 'string' : 'other'),
    unit: dimension?.extras.unit ?? null,
  }
}

/** `Customer country`: the nearest entity of the path before the dimension's own name. */
const ownLabel = (key: Key, dimension: Dimension): string => {
  const parts = key.column.split('__')
  const owner = parts.length > 1 ? parts.at(-2) : undefined
  return owner ? humanise(`${owner} ${dimension.name}`) : humanise(dimension.name)
}

const lower = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)

const datePartLabels = {
  year: 'Year',
  quarter: 'Quarter of the year',
  month: 'Month of the year',
  day: 'Day of the month',
  dow: 'Day of the week (1 = Monday)',
  doy: 'Day of the year',
} as const

/** The unit of a metric: its own, or that of the measure it simply is. */
export function metricUnit(index: ModelIndex, metric: Metric): Unit | null {
  if (metric.extras.unit) return metric.extras.unit
  if (metric.kind !== 'simple' && metric.kind !== 'cumulative') return null
  const found = index.measures.get(metric.input.measure)
  if (found?.measure.extras.unit) return found.measure.extras.unit
  return found && ['count', 'count_distinct', 'sum_boolean'].includes(found.measure.aggregation)
    ? { kind: 'count' }
    : null
}

/** The type a metric's cells have, as far as the model tells. */
export function metricType(index: ModelIndex, metric: Metric): DataType {
  if (metric.kind === 'ratio' || metric.kind === 'derived') return 'double'
  if (metric.kind === 'conversion') return metric.calculation === 'conversions' ? 'integer' : 'double'
  const measure = index.measures.get(metric.input.measure)?.measure
  return measure ? aggregateType(measure.aggregation, measure.expr === '1' ? 'integer' : null) : 'decimal'
}

export function aggregateType(aggregation: string, type: DataType | null): DataType {
  if (['count', 'count_distinct', 'sum_boolean'].includes(aggregation)) return 'integer'
  if (['average', 'median', 'percentile'].includes(aggregation)) return 'double'
  return type ?? 'decimal'
}
