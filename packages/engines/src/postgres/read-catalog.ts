import type { Table } from '../engine.ts'
import { dataTypeOf } from './data-types.ts'
import type { PostgresPool } from './pool.ts'

/** Tables, views and foreign tables outside the system's schemas, partitions under their parent's name. */
const SHOWN = `
  c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND n.nspname !~ '^pg_'
  AND n.nspname <> 'information_schema'`

/** A domain is shown as what it is made of. Only `pg_catalog` is read, which every login may. */
const COLUMNS = `
SELECT n.nspname AS schema, c.relname AS "table", a.attname AS "column",
  format_type(coalesce(nullif(t.typbasetype, 0), t.oid), greatest(a.atttypmod, t.typtypmod)) AS type,
  t.typtype = 'e' AS is_enum, a.attnotnull AS not_null,
  has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, a.attnum, 'SELECT') AS readable
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
WHERE ${SHOWN}
ORDER BY n.nspname, c.relname, a.attnum`

const KEYS = `
SELECT n.nspname AS schema, c.relname AS "table", k.contype = 'p' AS is_primary, r.relname AS referenced_table,
  ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u (num, place)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num ORDER BY u.place) AS columns,
  ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u (num, place)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num ORDER BY u.place) AS referenced
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
WHERE k.contype IN ('p', 'f') AND ${SHOWN}
ORDER BY n.nspname, c.relname, k.conname`

interface ColumnRow {
  readonly schema: string
  readonly table: string
  readonly column: string
  readonly type: string
  readonly is_enum: boolean
  readonly not_null: boolean
  readonly readable: boolean
}

interface KeyRow {
  readonly schema: string
  readonly table: string
  readonly is_primary: boolean
  readonly referenced_table: string | null
  readonly columns: readonly string[]
  readonly referenced: readonly string[]
}

export interface PostgresCatalog {
  /** What the login can read, column by column. */
  readonly tables: readonly Table[]
  /** `schema.table` of those it can see and not read. */
  readonly unreadable: readonly string[]
}

/** What is there to read, with its declared keys, in order of name. */
export async function readCatalog(pool: PostgresPool): Promise<PostgresCatalog> {
  const columns = (await pool.query<ColumnRow>(COLUMNS)).rows
  const keys = byTable((await pool.query<KeyRow>(KEYS)).rows)
  const tables = [...byTable(columns)]
  const readable = tables.filter(([, rows]) => rows.some((row) => row.readable))
  return {
    tables: readable.map(([name, rows]) => tableOf(rows, keys.get(name) ?? [])),
    unreadable: tables.filter((one) => !readable.includes(one)).map(([name]) => name),
  }
}

function byTable<Row extends { readonly schema: string; readonly table: string }>(rows: readonly Row[]) {
  const tables = new Map<string, Row[]>()
  for (const row of rows) {
    const name = `${row.schema}.${row.table}`
    const found = tables.get(name)
    if (found) found.push(row)
    else tables.set(name, [row])
  }
  return tables
}

function tableOf(rows: readonly ColumnRow[], keys: readonly KeyRow[]): Table {
  const columns = rows.filter(({ readable }) => readable)
  const shown = new Set(columns.map(({ column }) => column))
  const whole = keys.filter((key) => key.columns.every((column) => shown.has(column)))
  return {
    database: null,
    schema: rows[0]?.schema ?? '',
    name: rows[0]?.table ?? '',
    columns: columns.map(({ column, type, is_enum, not_null }) => ({
      name: column,
      type: dataTypeOf(type, is_enum),
      nativeType: type,
      nullable: !not_null,
    })),
    primaryKey: whole.find(({ is_primary }) => is_primary)?.columns ?? [],
    foreignKeys: whole.flatMap(({ referenced_table, columns: own, referenced }) =>
      referenced_table === null ? [] : [{ columns: own, table: referenced_table, referenced }],
    ),
  }
}
