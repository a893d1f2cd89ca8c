import { manifestExtras } from '../load/manifest-extras.ts'
import type { Relation } from '../model.ts'
import type { DbtColumn, DbtForeignKey, DbtNode, DbtTimeSpine } from './dbt-project.ts'
import type { RawColumn, RawNode } from './manifest-shapes.ts'
import { isRecord, text, words } from './shapes.ts'
import { dataTypeOfWarehouse } from './warehouse-types.ts'

/** Ids of nodes by what `ref` and `source` call them. */
export type RefTargets = ReadonlyMap<string, string>

interface Among {
  /** `name.version` that more than one package has. */
  readonly twice: ReadonlySet<string>
  readonly refs: RefTargets
}

export function readNode(raw: RawNode, { twice, refs }: Among): DbtNode {
  const { columns } = raw
  const constraints = constraintsOf(raw, columns)
  return {
    id: raw.unique_id,
    kind: raw.resource_type as DbtNode['kind'],
    name: raw.name,
    label: labelOf(raw, twice),
    packageName: raw.package_name ?? '',
    path: (raw.path ?? raw.original_file_path ?? '').replaceAll('\\', '/'),
    relation: relationOf(raw),
    description: raw.description,
    isLatest: isLatest(raw),
    ...configured(raw),
    columns: columns.map(readColumn),
    primaryKey: constraints.find(({ type }) => type === 'primary_key')?.columns ?? raw.primary_key,
    foreignKeys: constraints.flatMap((one) => foreignKey(one, refs)),
    parents: raw.depends_on?.nodes ?? [],
    timeSpine: timeSpineOf(raw, columns),
    lastRun: null,
    freshness: null,
  }
}

/** What versions say of the node itself, or in its configuration, or in both. */
function configured({ config, ...raw }: RawNode) {
  return {
    tags: [...new Set([...raw.tags, ...(config?.tags ?? [])])],
    meta: { ...config?.meta, ...raw.meta },
    access: raw.access ?? config?.access ?? null,
    group: raw.group ?? config?.group ?? null,
  }
}

const isLatest = (raw: RawNode): boolean => raw.is_latest_version ?? !isOld(raw)

function labelOf(
  { name, version, package_name: packageName, resource_type: kind }: RawNode,
  twice: ReadonlySet<string>,
): string {
  const versioned = version == null ? name : `${name}.v${version}`
  return kind !== 'source' && twice.has(`${name}.${version ?? ''}`)
    ? `${packageName}.${versioned}`
    : versioned
}

/** Manifests up to v7 leave the relation's name out of models that were not run. */
function relationOf(raw: RawNode): Relation | null {
  if (raw.config?.materialized === 'ephemeral') return null
  return { database: raw.database, schema: raw.schema, name: raw.identifier ?? raw.alias ?? raw.name }
}

function readColumn(raw: RawColumn): DbtColumn {
  const meta = { ...raw.config?.meta, ...raw.meta }
  return {
    name: raw.name,
    nativeType: raw.data_type,
    type: raw.data_type === null ? null : dataTypeOfWarehouse(raw.data_type),
    description: raw.description,
    tags: [...raw.tags, ...(raw.config?.tags ?? [])],
    meta,
    extras: isRecord(meta['numize']) ? manifestExtras(meta['numize']) : {},
  }
}

interface Constraint {
  readonly type: string
  readonly columns: readonly string[]
  readonly to: string | null
  readonly toColumns: readonly string[]
  readonly expression: string | null
}

/** Of the table, and of its columns one by one. */
function constraintsOf(raw: RawNode, columns: readonly RawColumn[]): readonly Constraint[] {
  const own = list(raw.constraints).map((one) => constraint(one, words.parse(one['columns'])))
  return [
    ...own,
    ...columns.flatMap((column) => list(column.constraints).map((one) => constraint(one, [column.name]))),
  ]
}

const list = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isRecord) : []

const constraint = (one: Readonly<Record<string, unknown>>, columns: readonly string[]): Constraint => ({
  type: text.parse(one['type']) ?? '',
  columns,
  to: text.parse(one['to']),
  toColumns: words.parse(one['to_columns']),
  expression: text.parse(one['expression']),
})

/** `to: ref('orders')` since dbt 1.9, before that an expression like `schema.orders (id)`. */
function foreignKey(
  { type, columns, to, toColumns, expression }: Constraint,
  refs: RefTargets,
): readonly DbtForeignKey[] {
  if (type !== 'foreign_key' || columns.length === 0) return []
  const written = /^(?:references\s+)?([\w."`]+)\s*\(([^)]*)\)/i.exec(expression ?? '')
  const target = to ?? written?.[1]
  if (target === undefined) return []
  const referenced =
    toColumns.length > 0 ? toColumns : (written?.[2] ?? '').split(',').map((name) => name.trim())
  return [
    {
      columns,
      to: targetOf(target, refs) ?? target.replaceAll(/["`]/g, ''),
      referenced: referenced.filter((name) => name !== ''),
    },
  ]
}

function timeSpineOf(raw: RawNode, columns: readonly RawColumn[]): DbtTimeSpine | null {
  if (raw.time_spine) {
    const { standard_granularity_column: column, custom_granularities: custom } = raw.time_spine
    return {
      column,
      grain: columns.find(({ name }) => name === column)?.granularity?.toLowerCase() ?? 'day',
      customGrains: (custom ?? []).map((one) => ({ name: one.name, column: one.column_name ?? one.name })),
    }
  }
  const isSpine = raw.resource_type === 'model' && raw.name === 'metricflow_time_spine'
  return isSpine ? { column: columns[0]?.name ?? 'date_day', grain: 'day', customGrains: [] } : null
}

/** By `name`, `package.name`, `name.version` and, of sources, `source.table`; the first of a name wins. */
export function refTargets(nodes: readonly RawNode[]): RefTargets {
  const found = new Map<string, string>()
  const put = (key: string, id: string) => found.has(key) || found.set(key, id)
  const latestFirst = nodes.toSorted((a, b) => Number(isOld(a)) - Number(isOld(b)))
  for (const {
    unique_id: id,
    resource_type: kind,
    name,
    package_name: packageName,
    version,
  } of latestFirst) {
    if (kind === 'source') put(`source ${id.split('.').slice(-2).join('.')}`, id)
    else for (const key of [name, `${packageName}.${name}`, `${name}.v${version}`]) put(`ref ${key}`, id)
  }
  return found
}

const isOld = ({ version, latest_version: latest }: RawNode): boolean =>
  version != null && latest != null && String(version) !== String(latest)

/** The node that `ref('orders')`, `ref('shop', 'orders', v=2)` or `source('raw', 'orders')` within a text means. */
export function targetOf(written: string, refs: RefTargets): string | null {
  const [, call = '', inside = ''] = /\b(ref|source)\(([^)]*)\)/.exec(written) ?? []
  const names = [...inside.matchAll(/(?:^|,)\s*['"]([^'"]*)['"]/g)].map((match) => match[1] ?? '')
  const version = /\bv(?:ersion)?\s*=\s*['"]?([\w.]+)/.exec(inside)?.[1]
  if (call === 'source') return refs.get(`source ${names.join('.')}`) ?? null
  const name = names.at(-1) ?? ''
  return (
    (version === undefined ? undefined : refs.get(`ref ${name}.v${version}`)) ??
    refs.get(`ref ${names.join('.')}`) ??
    refs.get(`ref ${name}`) ??
    null
  )
}
