import type {
  Dimension,
  Entity,
  Extras,
  Measure,
  Relation,
  SavedQuery,
  SemanticModel,
  TimeSpine,
  Unit,
} from '../model.ts'
import { compact, type Tree } from './to-yaml.ts'

interface Described {
  readonly name: string
  readonly label: string | null
  readonly description: string | null
}

export const describedYaml = ({ name, label, description }: Described): Tree => ({ name, label, description })

/** Our additions, where dbt leaves room for them. */
export function extrasYaml(extras: Extras): Tree {
  const { upIsGood, unit, eventStream, ...others } = extras
  const ours = compact({
    ...others,
    unit: unit && unitYaml(unit),
    up_is_good: upIsGood,
    event_stream: eventStream && compact({ ...eventStream }),
  })
  return Object.keys(ours).length > 0 ? { config: { meta: { numize: ours } } } : {}
}

/** The short form, where there is one. */
function unitYaml(unit: Unit): unknown {
  if (unit.kind === 'money') return /^[A-Z]{3}$/.test(unit.currency) ? unit.currency : { ...unit }
  if (unit.kind === 'duration') return `${unit.unit}s`
  if (unit.kind === 'count') return unit.of === undefined ? 'count' : { ...unit }
  if (unit.kind === 'percent') return 'percent'
  return isPlainSymbol(unit.symbol) ? unit.symbol : { ...unit }
}

/** A symbol that reads back as itself and not as one of the short forms. */
const isPlainSymbol = (symbol: string): boolean =>
  symbol.trim() === symbol &&
  symbol !== '' &&
  !/^(?:[A-Z]{3}|percent|count|(?:second|minute|hour|day)s?)$/.test(symbol)

export const semanticModelYaml = (model: SemanticModel): Tree =>
  compact({
    ...describedYaml(model),
    ...relationYaml(model.relation),
    defaults: compact({ agg_time_dimension: model.defaultTimeDimension }),
    primary_entity: model.entities.some(({ kind }) => kind === 'primary') ? null : model.primaryEntity,
    ...extrasYaml(model.extras),
    entities: model.entities.map(entityYaml),
    dimensions: model.dimensions.map(dimensionYaml),
    measures: model.measures.map(measureYaml),
  })

function relationYaml({ database, schema, name }: Relation): Tree {
  if (database === null && schema === null && /^\w+$/.test(name)) return { model: `ref('${name}')` }
  return { node_relation: compact({ alias: name, schema_name: schema, database }) }
}

const exprYaml = ({ name, expr }: { readonly name: string; readonly expr: string }): string | null =>
  expr === name ? null : expr

const entityYaml = (entity: Entity): Tree =>
  compact({
    ...describedYaml(entity),
    type: entity.kind,
    role: entity.role,
    expr: exprYaml(entity),
    ...extrasYaml(entity.extras),
  })

function dimensionYaml(dimension: Dimension): Tree {
  const validity = compact({
    is_start: dimension.validity === 'start' || null,
    is_end: dimension.validity === 'end' || null,
  })
  return compact({
    ...describedYaml(dimension),
    type: dimension.kind,
    type_params: compact({ time_granularity: dimension.grain, validity_params: validity }),
    is_partition: dimension.isPartition || null,
    expr: exprYaml(dimension),
    ...extrasYaml(dimension.extras),
  })
}

const measureYaml = (measure: Measure): Tree =>
  compact({
    ...describedYaml(measure),
    agg: measure.aggregation,
    agg_params: compact({
      percentile: measure.percentile,
      use_discrete_percentile: measure.discretePercentile || null,
      use_approximate_percentile: measure.approximatePercentile || null,
    }),
    expr: exprYaml(measure),
    agg_time_dimension: measure.timeDimension,
    non_additive_dimension:
      measure.nonAdditive &&
      compact({
        name: measure.nonAdditive.dimension,
        window_choice: measure.nonAdditive.choose,
        window_groupings: measure.nonAdditive.groupings,
      }),
    ...extrasYaml(measure.extras),
  })

export const savedQueryYaml = (query: SavedQuery): Tree =>
  compact({
    ...describedYaml(query),
    query_params: compact({
      metrics: query.metrics,
      group_by: query.groupBy,
      where: query.where,
      order_by: query.orderBy,
      limit: query.limit,
    }),
    ...extrasYaml(query.extras),
  })

export const timeSpineYaml = (spine: TimeSpine): Tree =>
  compact({
    node_relation: compact({
      alias: spine.relation.name,
      schema_name: spine.relation.schema,
      database: spine.relation.database,
    }),
    primary_column: { name: spine.column, time_granularity: spine.grain },
    custom_granularities: spine.customGrains.map(({ name, column }) =>
      compact({ name, column_name: column === name ? null : column }),
    ),
  })
