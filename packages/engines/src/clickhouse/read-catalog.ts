import { text } from 'node:stream/consumers'
import type { ClickHouseClient } from '@clickhouse/client'
import type { Table } from '../engine.ts'
import { dataTypeOf, isNullable } from './data-types.ts'

/**
 * Tables and views outside the system's databases. Reading from a queue takes its messages away, so queues are left
 * out, as are the hidden tables of materialized views and columns that are only written. Every login may ask this and
 * sees what it has rights on.
 */
const COLUMNS = `
SELECT c.database AS schema, c.table AS "table", c.name AS name, c.type AS type, t.engine AS engine
FROM system.columns AS c INNER JOIN system.tables AS t ON t.database = c.database AND t.name = c.table
WHERE c.database NOT IN ('system', 'information_schema', 'INFORMATION_SCHEMA') AND NOT t.is_temporary
  AND c.table NOT LIKE '.inner%' AND c.default_kind != 'EPHEMERAL'
  AND t.engine NOT IN ('Kafka', 'RabbitMQ', 'NATS', 'S3Queue', 'AzureQueue', 'FileLog', 'Redis')
ORDER BY c.database, c.table, c.position`

interface ColumnRow {
  readonly schema: string
  readonly table: string
  readonly name: string
  readonly type: string
  readonly engine: string
}

export interface ClickhouseCatalog {
  /** What the login can read, column by column. */
  readonly tables: readonly Table[]
  /** `database.table` of those it can see and not read. */
  readonly unreadable: readonly string[]
  /** Databases of which the parts on disk say all there is to know of the rows: no view, no other kind of table. */
  readonly onlyParts: ReadonlySet<string>
}

/** What is there to read, in order of name. Keys of ClickHouse are orders on disk, not promises: none is told. */
export async function readCatalog(client: ClickHouseClient): Promise<ClickhouseCatalog> {
  const answer = await client.query({ query: COLUMNS, format: 'JSONEachRow' })
  const tables = [...byTable(await answer.json<ColumnRow>()).values()]
  const all = await isGranted(client, '*.*', [])
  const readable = all ? tables : await Promise.all(tables.map((rows) => readableColumns(client, rows)))
  return {
    tables: readable.flatMap((rows) => (rows.length > 0 ? [tableOf(rows)] : [])),
    unreadable: tables.flatMap(([first], at) =>
      first && readable[at]?.length === 0 ? [`${first.schema}.${first.table}`] : [],
    ),
    onlyParts: onlyPartsOf(tables),
  }
}

function onlyPartsOf(tables: readonly (readonly ColumnRow[])[]): ReadonlySet<string> {
  const databases = new Set(tables.map(([first]) => first?.schema ?? ''))
  for (const [first] of tables)
    if (first && !first.engine.endsWith('MergeTree')) databases.delete(first.schema)
  return databases
}

function byTable(rows: readonly ColumnRow[]): Map<string, ColumnRow[]> {
  const tables = new Map<string, ColumnRow[]>()
  for (const row of rows) {
    const name = JSON.stringify([row.schema, row.table])
    tables.set(name, [...(tables.get(name) ?? []), row])
  }
  return tables
}

/** A login may have a right on the table, or on some of its columns. */
async function readableColumns(
  client: ClickHouseClient,
  rows: readonly ColumnRow[],
): Promise<readonly ColumnRow[]> {
  const [first] = rows
  if (!first) return []
  const table = `${quoted(first.schema)}.${quoted(first.table)}`
  if (await isGranted(client, table, [])) return rows
  const granted = await Promise.all(rows.map(({ name }) => isGranted(client, table, [name])))
  return rows.filter((_, at) => granted[at])
}

async function isGranted(
  client: ClickHouseClient,
  table: string,
  columns: readonly string[],
): Promise<boolean> {
  const only = columns.length === 0 ? '' : `(${columns.map(quoted).join(', ')})`
  // The statement takes no FORMAT, so it goes as it is.
  const { stream } = await client.exec({ query: `CHECK GRANT SELECT${only} ON ${table}` })
  return (await text(stream)).trim() === '1'
}

const quoted = (name: string): string => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``

const tableOf = (rows: readonly ColumnRow[]): Table => ({
  database: null,
  schema: rows[0]?.schema ?? '',
  name: rows[0]?.table ?? '',
  columns: rows.map(({ name, type }) => ({
    name,
    type: dataTypeOf(type),
    nativeType: type,
    nullable: isNullable(type),
  })),
  primaryKey: [],
  foreignKeys: [],
})
