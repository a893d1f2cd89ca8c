import type { DuckDBConnection } from '@duckdb/node-api'
import type { Table } from '../engine.ts'
import { dataTypeOf } from './data-types.ts'
import type { ForeignKey } from './relations.ts'

const COLUMNS = `
SELECT schema_name, table_name, column_name, data_type, is_nullable
FROM duckdb_columns()
WHERE NOT internal AND database_name = $1
ORDER BY schema_name, table_name, column_index`

const KEYS = `
SELECT schema_name, table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names
FROM duckdb_constraints()
WHERE database_name = $1 AND constraint_type IN ('PRIMARY KEY', 'FOREIGN KEY')
ORDER BY constraint_index`

/** Tables and views of one database with their declared keys, in order of name. */
export async function readCatalog(connection: DuckDBConnection, database: string): Promise<Table[]> {
  const columns = await readObjects<ColumnRow>(connection, COLUMNS, database)
  const keys = await readObjects<KeyRow>(connection, KEYS, database)
  const tables = new Map<string, ColumnRow[]>()
  for (const column of columns) {
    const name = JSON.stringify([column.schema_name, column.table_name])
    tables.set(name, [...(tables.get(name) ?? []), column])
  }
  return [...tables.values()].map((rows) => tableOf(rows, keys))
}

interface ColumnRow {
  readonly schema_name: string
  readonly table_name: string
  readonly column_name: string
  readonly data_type: string
  readonly is_nullable: boolean
}

interface KeyRow {
  readonly schema_name: string
  readonly table_name: string
  readonly constraint_type: string
  readonly constraint_column_names: string[]
  readonly referenced_table: string | null
  readonly referenced_column_names: string[] | null
}

async function readObjects<Row>(connection: DuckDBConnection, sql: string, database: string): Promise<Row[]> {
  const reader = await connection.runAndReadAll(sql, [database])
  return reader.getRowObjectsJson() as Row[]
}

function tableOf(rows: readonly ColumnRow[], keys: readonly KeyRow[]): Table {
  const { schema_name: schema = 'main', table_name: name = '' } = rows[0] ?? {}
  const own = keys.filter((key) => key.schema_name === schema && key.table_name === name)
  return {
    database: null,
    schema,
    name,
    columns: rows.map((row) => ({
      name: row.column_name,
      type: dataTypeOf(row.data_type),
      nativeType: row.data_type,
      nullable: row.is_nullable,
    })),
    primaryKey: own.find((key) => key.constraint_type === 'PRIMARY KEY')?.constraint_column_names ?? [],
    foreignKeys: own.filter((key) => key.constraint_type === 'FOREIGN KEY').map(foreignKeyOf),
  }
}

const foreignKeyOf = (key: KeyRow): ForeignKey => ({
  columns: key.constraint_column_names,
  table: key.referenced_table ?? '',
  referenced: key.referenced_column_names ?? [],
})
