import { z } from 'zod'
import { columnSql } from '../discover/sql-names.ts'
import type { Aggregation, Dimension, Measure, Metric, Model, SemanticModel } from '../model.ts'
import { isRecord, text, words } from './shapes.ts'

/** A metric of dbt 1.0 to 1.5: an aggregation of one model's column, or an expression over other metrics. */
export interface OldMetric {
  readonly name: string
  readonly label: string | null
  readonly description: string | null
  readonly method: string
  readonly expression: string
  /** Id of the model; null of an expression. */
  readonly model: string | null
  readonly timestamp: string | null
  readonly dimensions: readonly string[]
  readonly filters: readonly { readonly field: string; readonly operator: string; readonly value: string }[]
  readonly window: { readonly count: number; readonly grain: string } | null
}

const shape = z.object({
  name: z.string(),
  label: text,
  description: text,
  type: text,
  calculation_method: text,
  sql: text,
  expression: text,
  timestamp: text,
  dimensions: words,
  filters: z
    .array(z.object({ field: z.string(), operator: z.string(), value: z.string() }))
    .nullish()
    .catch(null),
  window: z.object({ count: z.number(), period: z.string() }).nullish().catch(null),
  depends_on: z.object({ nodes: words }).nullish().catch(null),
})

/** Metrics of the current spec have `type_params`. */
export const isOldMetric = (one: Readonly<Record<string, unknown>>): boolean =>
  !isRecord(one['type_params']) && ('sql' in one || 'expression' in one || 'calculation_method' in one)

export function readOldMetric(one: Readonly<Record<string, unknown>>): OldMetric {
  const raw = shape.parse(one)
  return {
    name: raw.name,
    label: raw.label,
    description: raw.description,
    method: raw.calculation_method ?? raw.type ?? '',
    expression: raw.expression ?? raw.sql ?? '',
    model: raw.depends_on?.nodes.find((id) => id.startsWith('model.')) ?? null,
    timestamp: raw.timestamp,
    dimensions: raw.dimensions,
    filters: raw.filters ?? [],
    window: raw.window ? { count: raw.window.count, grain: raw.window.period.replace(/s$/, '') } : null,
  }
}

const AGGREGATIONS: Readonly<Record<string, Aggregation>> = {
  count: 'count',
  count_distinct: 'count_distinct',
  sum: 'sum',
  average: 'average',
  min: 'min',
  max: 'max',
  median: 'median',
  sum_boolean: 'sum_boolean',
}

/**
 * The model with these metrics on the semantic models of their dbt models (`modelOf` gives its name), and what could not
 * be taken over. Columns they name as time or dimension are added where the semantic model has none for them.
 */
export function withOldMetrics(
  model: Model,
  old: readonly OldMetric[],
  modelOf: (id: string) => string | undefined,
): { readonly model: Model; readonly notes: readonly string[] } {
  const notes: string[] = []
  let grown = model
  for (const metric of old) {
    const next =
      metric.model === null
        ? withDerived(grown, metric)
        : withAggregated(grown, metric, modelOf(metric.model))
    if (typeof next === 'string') notes.push(`The metric ${metric.name} is left out: ${next}.`)
    else grown = next
  }
  return { model: grown, notes }
}

function withAggregated(model: Model, old: OldMetric, owner: string | undefined): Model | string {
  const aggregation = AGGREGATIONS[old.method]
  const home = model.semanticModels.find(({ name }) => name === owner)
  if (!home) return 'its model is not among the chosen ones'
  if (!aggregation) return `its method ${old.method} is not one we know`
  if (model.metrics.some(({ name }) => name === old.name)) return 'another metric has its name'
  const named = [
    ...(old.timestamp === null ? [] : [old.timestamp]),
    ...old.dimensions,
    ...old.filters.map(({ field }) => field),
  ]
  const grown = named.reduce((one, column) => withDimension(one, column, column === old.timestamp), home)
  const dimension = (column: string) =>
    grown.dimensions.find(({ expr }) => expr === columnSql(column))?.name ?? column
  const measure: Measure = {
    ...described(old, `${old.name}_measure`),
    aggregation,
    expr: old.expression.trim() === '*' || old.expression === '' ? '1' : old.expression,
    percentile: null,
    discretePercentile: false,
    approximatePercentile: false,
    timeDimension: old.timestamp === null ? null : dimension(old.timestamp),
    nonAdditive: null,
  }
  const metric = simpleMetric(
    old,
    measure.name,
    old.filters.map(
      (filter) =>
        `{{ Dimension('${home.primaryEntity}__${dimension(filter.field)}') }} ${filter.operator} ${filter.value}`,
    ),
  )
  return {
    ...model,
    semanticModels: model.semanticModels.map((one) =>
      one === home ? { ...grown, measures: [...grown.measures, measure] } : one,
    ),
    metrics: [...model.metrics, metric],
  }
}

function simpleMetric(old: OldMetric, measure: string, filters: readonly string[]): Metric {
  const input = { measure, alias: null, filters: [], fillNullsWith: null, joinToTimeSpine: false }
  const base = { ...described(old, old.name), filters, defaultGrain: null, input }
  return old.window
    ? { ...base, kind: 'cumulative', window: old.window, grainToDate: null, periodAggregation: 'first' }
    : { ...base, kind: 'simple' }
}

/** `{{metric('revenue')}} / {{metric('orders')}}`. */
function withDerived(model: Model, old: OldMetric): Model | string {
  const names = [...old.expression.matchAll(/\{\{\s*metric\(\s*['"]([^'"]+)['"]\s*\)\s*\}\}/g)].map(
    (match) => match[1] ?? '',
  )
  if (names.length === 0) return 'its expression names no metric'
  const missing = names.find((name) => !model.metrics.some((metric) => metric.name === name))
  if (missing !== undefined) return `it uses ${missing}, which is not imported`
  const metric: Metric = {
    ...described(old, old.name),
    kind: 'derived',
    filters: [],
    defaultGrain: null,
    expr: old.expression.replaceAll(/\{\{\s*metric\(\s*['"]([^'"]+)['"]\s*\)\s*\}\}/g, '$1'),
    inputs: [...new Set(names)].map((name) => ({
      metric: name,
      alias: null,
      filters: [],
      offsetWindow: null,
      offsetToGrain: null,
    })),
  }
  return { ...model, metrics: [...model.metrics, metric] }
}

const described = (old: OldMetric, name: string) => ({
  name,
  label: old.label,
  description: old.description,
  extras: {},
  place: null,
})

function withDimension(model: SemanticModel, column: string, isTime: boolean): SemanticModel {
  const expr = columnSql(column)
  const known = model.dimensions.find((one) => one.expr === expr)
  const kept = known && (!isTime || known.kind === 'time') ? known : dimensionOf(column, known, isTime)
  const dimensions =
    kept === known ? model.dimensions : [...model.dimensions.filter((one) => one !== known), kept]
  return withDefaultTime({ ...model, dimensions }, isTime ? kept.name : null)
}

const dimensionOf = (column: string, known: Dimension | undefined, isTime: boolean): Dimension => ({
  label: null,
  description: null,
  extras: {},
  place: null,
  name: column,
  ...known,
  kind: isTime ? 'time' : 'categorical',
  expr: columnSql(column),
  grain: isTime ? 'day' : null,
  isPartition: false,
  validity: null,
  dataType: null,
})

const withDefaultTime = (model: SemanticModel, time: string | null): SemanticModel =>
  model.defaultTimeDimension === null && time !== null ? { ...model, defaultTimeDimension: time } : model
