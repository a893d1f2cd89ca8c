import type { Entity, Model, SemanticModel } from '../model.ts'
import type { Inclusion, TableProfile } from '../profile.ts'
import { type TableDimensions, tableDimensions } from './dimensions.ts'
import { type EntityPlan, planEntities, unused } from './entities.ts'
import { primaryKeys } from './primary-keys.ts'
import { type Evidence, findReferences } from './references.ts'
import { columnSql } from './sql-names.ts'
import { nameSums, tableSums } from './sums.ts'
import { defaultTimeDimension } from './time-columns.ts'
import { identifier, labelOf, vocabularyOf } from './words.ts'

export interface DiscoverOptions {
  /** Tables to leave out, by name. */
  readonly exclude?: readonly string[]
}

export interface Discovered {
  readonly model: Model
  /** What a reader should know of the choices made, one sentence each. */
  readonly notes: readonly string[]
}

/**
 * A semantic model of tables of any origin: keys and references (declared, else by name and measured inclusion), times,
 * categories, what may be added up, units, names and personal data. The same profiles give the same model.
 */
export function discoverModel(
  profiles: readonly TableProfile[],
  inclusions: readonly Inclusion[],
  options: DiscoverOptions = {},
): Discovered {
  const tables = profiles.filter(({ relation }) => !options.exclude?.includes(relation.name))
  const vocabulary = vocabularyOf(tables)
  const evidence: Evidence = {
    profiles: tables,
    inclusions,
    keys: primaryKeys(tables, vocabulary),
    vocabulary,
  }
  const plan = planEntities(evidence, findReferences(evidence))
  const found = tables.map((table) => describeTable(table, evidence, plan))
  const sums = tables.map((table, index) =>
    tableSums(
      table,
      (found[index] as TableParts).dimensions,
      plan.primary.get(table.relation.name) ?? '',
      vocabulary,
    ),
  )
  const { measures, metrics } = nameSums(sums)
  const models = nameModels(found, measures)
  return {
    model: {
      semanticModels: [...models, ...roleModels(plan, models)],
      metrics,
      timeSpines: [],
      savedQueries: [],
    },
    notes: [
      ...plan.notes,
      ...found.flatMap(({ dimensions }) => dimensions.notes),
      ...sums.flatMap(({ notes }) => notes),
    ],
  }
}

interface TableParts {
  readonly table: TableProfile
  readonly label: string
  readonly entities: readonly Entity[]
  readonly dimensions: TableDimensions
  readonly primaryEntity: string
  readonly defaultTime: string | null
}

function describeTable(table: TableProfile, { keys, vocabulary }: Evidence, plan: EntityPlan): TableParts {
  const name = table.relation.name
  const entities = plan.entities.get(name) ?? []
  const key = keys.get(name) ?? []
  const keyColumns = new Map(
    table.columns.flatMap((column) => {
      const using = entities.filter((entity) => isColumn(entity.expr, column.name))
      if (using.length === 0) return []
      return [
        [
          column.name,
          key.includes(column.name) || using.some(({ kind }) => kind !== 'foreign') ? 'own' : 'foreign',
        ] as const,
      ]
    }),
  )
  const dimensions = tableDimensions(
    table,
    keyColumns,
    new Set(entities.map((entity) => entity.name)),
    vocabulary,
  )
  const times = dimensions.dimensions.filter(({ kind }) => kind === 'time')
  return {
    table,
    label: labelOf(name, vocabulary),
    entities,
    dimensions,
    primaryEntity: plan.primary.get(name) ?? identifier([name]),
    defaultTime: defaultTimeDimension(times, dimensions.columns, table, vocabulary),
  }
}

/** Whether an entity is this one column, as it stands or brought to another type. */
function isColumn(expr: string, column: string): boolean {
  const sql = columnSql(column)
  return expr === sql || /^(?:TRY_)?CAST\((.*) AS \w+\)$/.exec(expr)?.[1] === sql
}

function nameModels(
  found: readonly TableParts[],
  measures: readonly (readonly SemanticModel['measures'][number][])[],
) {
  const taken = new Set<string>()
  return found.map((parts, index): SemanticModel => {
    const { relation } = parts.table
    const name = unused(
      [identifier([relation.name]), identifier([relation.schema ?? 'other', relation.name])],
      taken,
    )
    taken.add(name)
    return {
      name,
      label: parts.label,
      description: null,
      extras: {},
      place: null,
      relation,
      primaryEntity: parts.primaryEntity,
      defaultTimeDimension: parts.defaultTime,
      entities: parts.entities,
      dimensions: parts.dimensions.dimensions,
      measures: measures[index] ?? [],
    }
  })
}

/** The same table once more under the name of a role, for keys that point to their own table. */
function roleModels(plan: EntityPlan, models: readonly SemanticModel[]): readonly SemanticModel[] {
  const taken = new Set(models.map(({ name }) => name))
  return plan.roleModels.flatMap(({ table, entity }) => {
    const base = models.find(({ relation }) => relation.name === table)
    if (!base) return []
    const name = unused([entity.name, `${entity.name}_of_${base.name}`], taken)
    taken.add(name)
    return [
      {
        ...base,
        name,
        label: entity.label,
        extras: { roleOf: base.name },
        primaryEntity: entity.name,
        entities: [entity],
        dimensions: base.dimensions.filter((dimension) => dimension.name !== entity.name),
        measures: [],
      },
    ]
  })
}
