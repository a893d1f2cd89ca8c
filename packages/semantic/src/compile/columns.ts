import type { ModelIndex } from '../graph/model-index.ts'
import type { Aggregation, DataType, Dimension, Metric, Unit } from '../model.ts'
import type { ResultColumn } from '../result.ts'
import { contains } from '../sql/children.ts'
import type { Expr } from '../sql/nodes.ts'
import { humanise, inSentence, labelOf } from './describe.ts'
import { readExpression } from './expressions.ts'
import { isDateGrain, type Key, METRIC_TIME } from './keys.ts'

/** A group-by as a column of the result; `dimension` is null for an entity and for `metric_time`. */
export function keyColumn(index: ModelIndex, key: Key, dimension: Dimension | null): ResultColumn {
  const base = { name: key.column, unit: null, source: key.name, grain: null }
  if (key.datePart) return { ...base, label: datePartLabels[key.datePart], role: 'time', type: 'integer' }
  if (key.name === METRIC_TIME || dimension?.kind === 'time')
    return {
      ...base,
      label: timeLabel(key, dimension),
      role: 'time',
      grain: key.grain,
      type: key.grain === null || isDateGrain(index, key.grain) ? 'date' : 'timestamp',
    }
  if (!dimension) return { ...base, label: humanise(lastParts(key.column, 1)), role: 'entity', type: 'other' }
  return {
    ...base,
    label: dimension.label ?? humanise(lastParts(key.column, 2)),
    role: 'dimension',
    type: dimension.dataType ?? 'string',
    unit: dimension.extras.unit ?? null,
  }
}

/** `Month`, `Month of order date`. */
function timeLabel(key: Key, dimension: Dimension | null): string {
  const period = humanise(key.grain ?? 'time')
  return dimension ? `${period} of ${inSentence(labelOf(dimension))}` : period
}

/** The end of a path: a dimension with the entity it belongs to. */
const lastParts = (path: string, count: number): string => path.split('__').slice(-count).join(' ')

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

/** Whether the groups of a metric may be added up; a difference of two such metrics may, too. */
export function isAdditive(index: ModelIndex, metric: Metric): boolean {
  const adds = (name: string): boolean => {
    const measure = index.measures.get(name)?.measure
    return measure !== undefined && !measure.nonAdditive && addsUp(measure.aggregation)
  }
  switch (metric.kind) {
    case 'simple':
      return adds(metric.input.measure)
    case 'conversion':
      return metric.calculation === 'conversions' && adds(metric.conversion.measure)
    case 'derived':
      return isSum(index, metric)
    case 'ratio':
    case 'cumulative':
      return false
  }
}

function isSum(index: ModelIndex, metric: Extract<Metric, { kind: 'derived' }>): boolean {
  const formula = readExpression(index, metric.expr)
  if (contains(formula, (node) => node.kind !== 'column' && !isPlusOrMinus(node))) return false
  return metric.inputs.every((input) => {
    const found = index.metrics.get(input.metric)
    return found !== undefined && !input.offsetWindow && !input.offsetToGrain && isAdditive(index, found)
  })
}

const isPlusOrMinus = (node: Expr): boolean => node.kind === 'binary' && (node.op === '+' || node.op === '-')

export const addsUp = (aggregation: Aggregation): boolean =>
  aggregation === 'sum' || aggregation === 'count' || aggregation === 'sum_boolean'

export function aggregateType(aggregation: string, type: DataType | null): DataType {
  if (['count', 'count_distinct', 'sum_boolean'].includes(aggregation)) return 'integer'
  if (['average', 'median', 'percentile'].includes(aggregation)) return 'double'
  return type ?? 'decimal'
}
