import { discoverModel } from '../discover/discover-model.ts'
import { columnSql } from '../discover/sql-names.ts'
import { noVocabulary, plainWords } from '../discover/words.ts'
import type { DataType, Dimension, Extras, Model, Relation, SemanticModel } from '../model.ts'
import type { ColumnProfile, Inclusion, TableProfile } from '../profile.ts'
import { columnsNamed } from './columns-named.ts'
import type { DbtColumn, DbtNode, DbtTest } from './dbt-project.ts'
import { type DbtKeys, keysOf } from './keys.ts'

/** What is known beyond the manifest, where the data can be reached. */
export interface Measurements {
  readonly profiles: readonly TableProfile[]
  readonly inclusions: readonly Inclusion[]
}

export interface Proposed {
  readonly model: Model
  readonly notes: readonly string[]
}

interface Known {
  readonly tests: readonly DbtTest[]
  /** All nodes, also those not chosen: lineage leads through them. */
  readonly nodes: readonly DbtNode[]
  readonly measured: Measurements
  /** Those of the chosen for which a proposal is wanted; the others lend their keys. */
  readonly bare: readonly DbtNode[]
}

/**
 * Semantic models for dbt models that have none: keys and joins from tests and constraints, types from the catalog (or
 * the data, where it was measured), everything else as `discoverModel` reads names. All marked as proposed.
 */
export function proposeModels(chosen: readonly DbtNode[], { tests, nodes, measured, bare }: Known): Proposed {
  const keys = keysOf(chosen, tests, nodes)
  const names = tableNames(chosen)
  const drafts = chosen.map((node) => draft(node, measured, names))
  const byName = new Map(drafts.map((one) => [one.profile.relation.name, one]))
  const profiles = drafts.map(({ node, profile }) => withKeys(profile, keys.get(node.id), names))
  const renamed = renameInclusions(measured.inclusions, drafts)
  const { model, notes } = discoverModel(profiles, renamed)
  const semanticModels = model.semanticModels.map((one) => {
    const found = byName.get(one.relation.name)
    return found ? proposed(one, found.node) : one
  })
  return {
    model: { ...model, semanticModels, metrics: model.metrics.map(markProposed) },
    notes: [...notes, ...unknowns(drafts.filter(({ node }) => bare.includes(node)))],
  }
}

/** What the proposals had to do without. */
function unknowns(drafts: readonly Draft[]): readonly string[] {
  const without = drafts.filter(({ profile }) => profile.columns.length === 0).map(({ node }) => node.label)
  const untyped = drafts
    .filter(({ isTyped, profile }) => !isTyped && profile.columns.length > 0)
    .map(({ node }) => node.label)
  const advice = 'Run `dbt docs generate` for a catalog, or give --source'
  return [
    ...(without.length > 0
      ? [`No columns are known of ${listed(without)}: their rows can only be counted. ${advice}.`]
      : []),
    ...(untyped.length > 0
      ? [
          `No types are known of ${listed(untyped)}: what their columns hold is read from their names. ${advice}.`,
        ]
      : []),
  ]
}

const listed = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ')

interface Draft {
  readonly node: DbtNode
  readonly profile: TableProfile
  readonly isTyped: boolean
  /** The name the data knows it by, where it was measured. */
  readonly measuredName: string | null
}

/** `fct_orders`, `shop__orders` and `orders_v2` are called orders, where that tells them apart. */
function tableNames(chosen: readonly DbtNode[]): ReadonlyMap<string, string> {
  const short = (node: DbtNode) =>
    node.name
      .replace(/^(?:fct|fact|dim|mart|rpt|report|agg|obt)_+(?=\w)/i, '')
      .replace(/^[a-z0-9]+(?:_[a-z0-9]+)*?__(?=\w)/i, '')
  const counts = new Map<string, number>()
  for (const node of chosen) counts.set(short(node), (counts.get(short(node)) ?? 0) + 1)
  return new Map(
    chosen.map((node) => [
      node.id,
      counts.get(short(node)) === 1 ? short(node) : node.label.replaceAll('.', '_'),
    ]),
  )
}

function draft(node: DbtNode, { profiles }: Measurements, names: ReadonlyMap<string, string>): Draft {
  const relation: Relation = { database: null, schema: null, name: names.get(node.id) ?? node.name }
  const found = node.relation && findProfile(profiles, node.relation)
  if (found)
    return { node, profile: { ...found, relation }, isTyped: true, measuredName: found.relation.name }
  return {
    node,
    profile: {
      relation,
      rowCount: 0,
      columns: node.columns.map(unmeasured),
      primaryKey: [],
      foreignKeys: [],
    },
    isTyped: node.columns.every(({ type }) => type !== null),
    measuredName: null,
  }
}

/** The node with the columns the data has, in its order; what dbt says of them is kept. */
export function withMeasuredColumns(node: DbtNode, { profiles }: Measurements): DbtNode {
  const found = node.relation && findProfile(profiles, node.relation)
  if (!found) return node
  const columns = columnsNamed(
    node,
    found.columns.map(({ name }) => name),
  )
  return {
    ...node,
    columns: columns.map((column, at) => ({
      ...column,
      nativeType: column.nativeType ?? found.columns[at]?.nativeType ?? null,
      type: column.type ?? found.columns[at]?.type ?? null,
    })),
  }
}

const findProfile = (
  profiles: readonly TableProfile[],
  { schema, name }: Relation,
): TableProfile | undefined =>
  profiles.find(
    ({ relation }) =>
      same(relation.name, name) && (relation.schema === null || same(relation.schema, schema ?? '')),
  ) ?? profiles.find(({ relation }) => same(relation.name, name))

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** A column without a single value: its name and type are all that is known. */
const unmeasured = (column: DbtColumn): ColumnProfile => ({
  name: column.name,
  type: column.type ?? typeByName(column.name),
  nativeType: column.nativeType ?? '',
  nulls: 0,
  distinct: 0,
  unique: false,
  min: null,
  max: null,
  topValues: [],
  averageLength: null,
})

const AMOUNTS =
  /^(?:amount|revenue|cost|price|quantity|total|subtotal|tax|discount|profit|spend|count|number)$/

/** dbt's own conventions: `_at` is a moment, `_date` a day, `is_` a yes or no. */
function typeByName(name: string): DataType {
  const said = plainWords(name, noVocabulary)
  if (/_at$|timestamp|_ts$/i.test(name)) return 'timestamp'
  if (/(?:^|_)(?:date|day|month|week)$|_on$/i.test(name)) return 'date'
  if (/^(?:is|has)_/i.test(name)) return 'boolean'
  if (said[0] === 'number' || AMOUNTS.test(said.at(-1) ?? '')) return 'decimal'
  return 'string'
}

function withKeys(
  profile: TableProfile,
  keys: DbtKeys | undefined,
  names: ReadonlyMap<string, string>,
): TableProfile {
  if (!keys) return profile
  const known = (columns: readonly string[]) =>
    columns.flatMap((name) => profile.columns.find((one) => same(one.name, name))?.name ?? [])
  const primary = known(keys.primaryKey)
  const isWhole = primary.length > 0 && primary.length === keys.primaryKey.length
  return {
    ...profile,
    primaryKey: isWhole ? primary : profile.primaryKey,
    foreignKeys: [
      ...keys.foreignKeys.map(({ columns, to, referenced }) => ({
        columns,
        table: names.get(to) ?? to,
        referenced,
      })),
      ...profile.foreignKeys,
    ],
  }
}

const renameInclusions = (
  inclusions: readonly Inclusion[],
  drafts: readonly Draft[],
): readonly Inclusion[] => {
  const names = new Map(
    drafts.flatMap(({ measuredName, profile }) =>
      measuredName === null ? [] : [[measuredName, profile.relation.name] as const],
    ),
  )
  return inclusions.map((one) => ({
    ...one,
    table: names.get(one.table) ?? one.table,
    referencedTable: names.get(one.referencedTable) ?? one.referencedTable,
  }))
}

/** On its real relation, with dbt's words, and marked. */
function proposed(model: SemanticModel, node: DbtNode): SemanticModel {
  const columns = new Map(node.columns.map((column) => [columnSql(column.name).toLowerCase(), column]))
  return {
    ...model,
    relation: node.relation ?? model.relation,
    description: node.description ?? model.description,
    extras: { ...model.extras, proposed: true },
    entities: model.entities.map((one) => ({
      ...one,
      description: columns.get(one.expr.toLowerCase())?.description ?? one.description,
    })),
    dimensions: model.dimensions.map((one) => withWords(one, columns.get(one.expr.toLowerCase()))),
    measures: model.measures.map((one) => ({
      ...one,
      description: columns.get(one.expr.toLowerCase())?.description ?? one.description,
    })),
  }
}

function withWords(dimension: Dimension, column: DbtColumn | undefined): Dimension {
  if (!column) return dimension
  return {
    ...dimension,
    description: column.description ?? dimension.description,
    extras: { ...dimension.extras, ...personal(column), ...column.extras },
  }
}

/** Authors mark personal data by a tag or in meta. */
export const personal = ({ tags, meta }: DbtColumn): Extras =>
  tags.some((tag) => /^(?:pii|personal|gdpr|sensitive)/i.test(tag)) ||
  meta['pii'] === true ||
  meta['contains_pii'] === true
    ? { pii: true }
    : {}

const markProposed = <T extends { readonly extras: Extras }>(one: T): T => ({
  ...one,
  extras: { ...one.extras, proposed: true },
})
