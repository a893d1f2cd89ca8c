import { findMetric, indexModel, type ModelIndex } from '../graph/model-index.ts'
import type { Measure, Metric, Model, SemanticModel } from '../model.ts'
import type { ColumnsFilter, Field, Filter, Operand, Scalar } from '../plan.ts'

/** `card_spend` → `Card spend`. */
export const humanise = (name: string): string => {
  const words = name.replaceAll(/_+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A label as it stands within a sentence; abbreviations keep their capitals. */
export const inSentence = (label: string): string =>
  /^\p{Lu}(?!\p{Lu})/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label

export const labelOf = (named: { readonly name: string; readonly label: string | null }): string =>
  named.label ?? humanise(named.name)

const aggregationWords: Readonly<Record<string, string>> = {
  sum: 'sum of',
  min: 'least',
  max: 'greatest',
  average: 'average of',
  count: 'number of',
  count_distinct: 'number of different',
  sum_boolean: 'number of times',
  median: 'median of',
  percentile: 'percentile of',
}

/** `sum of amount in orders`. */
export function describeMeasure(
  measure: Pick<Measure, 'aggregation' | 'expr' | 'percentile'>,
  model: SemanticModel,
): string {
  const counted = measure.expr === '1' && ['sum', 'count'].includes(measure.aggregation)
  const percent = measure.percentile === null ? '' : `${measure.percentile * 100}th `
  const what = counted
    ? 'number of rows'
    : `${percent}${aggregationWords[measure.aggregation] ?? measure.aggregation} ${measure.expr}`
  return `${what} in ${model.name}`
}

/** What a metric of a model is, in words. @throws `semantic/unknown-metric` */
export const metricDefinition = (model: Model, name: string): string => {
  const index = indexModel(model)
  return describeMetric(index, findMetric(index, name))
}

/** What a metric is, in words of the model, its filters included. */
export function describeMetric(index: ModelIndex, metric: Metric): string {
  const filters = metric.filters.map(describeTemplate)
  const where = filters.length > 0 ? `, where ${filters.join(' and ')}` : ''
  return `${definitionOf(index, metric)}${where}`
}

function definitionOf(index: ModelIndex, metric: Metric): string {
  const measured = (name: string, filters: readonly string[]): string => {
    const found = index.measures.get(name)
    const where = filters.length > 0 ? ` where ${filters.map(describeTemplate).join(' and ')}` : ''
    return (found ? describeMeasure(found.measure, found.model) : name) + where
  }
  switch (metric.kind) {
    case 'simple':
      return measured(metric.input.measure, metric.input.filters)
    case 'ratio':
      return `${inputName(metric.numerator)} divided by ${inputName(metric.denominator)}`
    case 'derived':
      return metric.inputs.some(({ alias }) => alias)
        ? `${metric.expr} (${metric.inputs.map((input) => `${input.alias ?? input.metric} = ${inputName(input)}`).join(', ')})`
        : metric.expr
    case 'cumulative': {
      const span = metric.window
        ? `over the last ${metric.window.count} ${metric.window.grain}s`
        : metric.grainToDate
          ? `since the start of the ${metric.grainToDate}`
          : 'since the beginning'
      return `${measured(metric.input.measure, metric.input.filters)} ${span}`
    }
    case 'conversion': {
      const within = metric.window ? ` within ${metric.window.count} ${metric.window.grain}s` : ''
      const what = metric.calculation === 'conversions' ? 'number' : 'share'
      return `${what} of ${metric.base.measure} followed by ${metric.conversion.measure} of the same ${metric.entity}${within}`
    }
  }
}

const inputName = (input: {
  readonly metric: string
  readonly filters: readonly string[]
  readonly offsetWindow: { readonly count: number; readonly grain: string } | null
  readonly offsetToGrain: string | null
}): string =>
  [
    input.metric,
    input.filters.length > 0 && `where ${input.filters.map(describeTemplate).join(' and ')}`,
    input.offsetWindow && `${input.offsetWindow.count} ${input.offsetWindow.grain}s earlier`,
    input.offsetToGrain && `at the start of the ${input.offsetToGrain}`,
  ]
    .filter(Boolean)
    .join(' ')

/** A where-template without its braces: `customer__country = 'FR'`. */
export const describeTemplate = (text: string): string =>
  text.replaceAll(/\{\{\s*\w+\(\s*['"]([^'"]+)['"][^}]*\}\}/g, '$1').trim()

const scalar = (value: Scalar): string => String(value)

/** A filter of a plan in words of the model. */
export function describeFilter(filter: Filter): string {
  const not = 'negate' in filter && filter.negate ? 'not ' : ''
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.filters.map(describeFilter).join(` ${filter.kind} `)})`
    case 'not':
      return `not ${describeFilter(filter.filter)}`
    case 'compare':
      return describeComparison(filter)
    case 'in':
      return `${fieldName(filter.field)} is ${not}${listed(filter.values)}`
    case 'inPlan':
      return `${fieldName(filter.field)} is ${not}among the rows of another plan`
    case 'text':
      return `${fieldName(filter.field)} ${not}${textWords[filter.match]} ${filter.value}`
    case 'columns':
      return describeColumns(filter)
    case 'null':
      return describeKnown(filter)
  }
}

/** As `describeFilter`, for a label: `order__payment_status` is "payment status". */
export const describeBriefly = (filter: Filter): string => describeFilter(briefFields(filter))

function briefFields(filter: Filter): Filter {
  if ('filters' in filter) return { ...filter, filters: filter.filters.map(briefFields) }
  if (filter.kind === 'not') return { ...filter, filter: briefFields(filter.filter) }
  if ('metric' in filter.field) return filter
  const field = { ...filter.field, dimension: briefName(filter.field.dimension) }
  return filter.kind === 'columns'
    ? { ...filter, field, to: { ...filter.to, dimension: briefName(filter.to.dimension) } }
    : { ...filter, field }
}

const briefName = (path: string): string => (path.split('__').at(-1) ?? '').replaceAll('_', ' ')

const describeComparison = ({ field, op, value }: Extract<Filter, { kind: 'compare' }>): string =>
  `${fieldName(field)} ${op === '=' ? 'is' : op} ${operand(value)}`

const describeKnown = ({ field, negate }: Extract<Filter, { kind: 'null' }>): string =>
  `${fieldName(field)} is ${negate ? '' : 'not '}known`

/** "delivered on > due on", "more than 30 days after": the time between two dates is said in its unit. */
const describeColumns = ({ field, op, to, apart }: ColumnsFilter): string =>
  apart
    ? `${apart.unit}s from ${fieldName(to)} to ${fieldName(field)} ${op} ${apart.count}`
    : `${fieldName(field)} ${op} ${fieldName(to)}`

const operand = (value: Operand): string =>
  typeof value === 'object' ? 'the value of another plan' : scalar(value)

const textWords = {
  contains: 'contains',
  startsWith: 'starts with',
  endsWith: 'ends with',
  equalsIgnoringCase: 'is',
} as const

const listed = (values: readonly Scalar[]): string =>
  values.length > 20
    ? `one of ${values.length} values`
    : values.length === 1
      ? scalar(values[0] ?? '')
      : `one of ${values.map(scalar).join(', ')}`

const fieldName = (field: Field): string => {
  if ('metric' in field) return `${field.metric} by ${field.by.join(', ')}`
  return [field.dimension, field.grain ?? field.datePart].filter(Boolean).join(' by ')
}
