import type { Measure, Metric } from '../model.ts'
import type { TableProfile } from '../profile.ts'
import type { TableDimensions } from './dimensions.ts'
import { isObviousSum } from './numbers.ts'
import { hasSeveralCurrencies, isMoneyName } from './units.ts'
import type { Vocabulary } from './words.ts'

/** What one table adds up by name: its measures, the metrics on them before they are named, what was left out. */
export interface TableSums {
  readonly entity: string
  readonly measures: readonly Measure[]
  readonly notes: readonly string[]
}

export function tableSums(
  table: TableProfile,
  found: TableDimensions,
  entity: string,
  vocabulary: Vocabulary,
): TableSums {
  const mixed = hasSeveralCurrencies(table, vocabulary)
  const summable = found.dimensions.flatMap((dimension) => {
    const column = table.columns.find(({ name }) => name === found.columns.get(dimension.name))
    const aggregations = dimension.extras.aggregations ?? []
    if (!column || aggregations[0] !== 'sum' || dimension.extras.hidden) return []
    return isObviousSum({ ...column, type: dimension.dataType ?? column.type }, vocabulary)
      ? [{ dimension, column }]
      : []
  })
  const kept = summable.filter(({ column }) => !(mixed && isMoneyName(column, vocabulary)))
  return {
    entity,
    measures: kept.map(({ dimension }) => ({
      name: `${found.plainNames.get(dimension.name) ?? dimension.name}_sum`,
      label: dimension.label,
      description: null,
      extras: dimension.extras.unit ? { unit: dimension.extras.unit } : {},
      place: null,
      aggregation: 'sum',
      expr: dimension.expr,
      percentile: null,
      discretePercentile: false,
      approximatePercentile: false,
      timeDimension: null,
      nonAdditive: null,
    })),
    notes: summable
      .filter((one) => !kept.includes(one))
      .map(
        ({ column }) =>
          `${table.relation.name}.${column.name} is in several currencies, so it is not added up.`,
      ),
  }
}

/** Measures and metrics get their column's name; where tables share it, their entity's name before it. */
export function nameSums(tables: readonly TableSums[]): {
  readonly measures: readonly (readonly Measure[])[]
  readonly metrics: readonly Metric[]
} {
  const count = new Map<string, number>()
  for (const { name } of tables.flatMap(({ measures }) => measures))
    count.set(name, (count.get(name) ?? 0) + 1)
  const measures = tables.map(({ entity, measures: own }) =>
    own.map((measure) =>
      (count.get(measure.name) ?? 0) > 1
        ? {
            ...measure,
            name: `${entity}_${measure.name}`,
            label: withEntity(entity, measure.label ?? measure.name),
          }
        : measure,
    ),
  )
  return { measures, metrics: measures.flat().map(sumMetric) }
}

function withEntity(entity: string, label: string): string {
  const words = entity.replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${label.charAt(0).toLowerCase()}${label.slice(1)}`
}

const sumMetric = (measure: Measure): Metric => ({
  kind: 'simple',
  name: measure.name.replace(/_sum$/, ''),
  label: measure.label,
  description: null,
  extras: measure.extras,
  place: null,
  filters: [],
  defaultGrain: null,
  input: { measure: measure.name, alias: null, filters: [], fillNullsWith: null, joinToTimeSpine: false },
})
