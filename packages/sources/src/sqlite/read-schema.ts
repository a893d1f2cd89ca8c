import type { ForeignKey, TextColumn, TypeHint } from '@numize/engines'
import type { Database } from 'node-sqlite3-wasm'

export interface SqliteTable {
  readonly name: string
  readonly columns: readonly TextColumn[]
  readonly primaryKey: readonly string[]
  readonly foreignKeys: readonly ForeignKey[]
}

/** Tables of a SQLite file with their declared keys, in order of name. */
export function readSchema(db: Database): SqliteTable[] {
  const names = rowsOf<{ name: string }>(
    db,
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
  ).map(({ name }) => name)
  const keys = new Map(names.map((name) => [name.toLowerCase(), columnsOf(db, name)]))
  return names.map((name) => ({
    name,
    columns: (keys.get(name.toLowerCase()) ?? []).map((column) => ({
      name: column.name,
      hint: hintOf(column.type),
    })),
    primaryKey: primaryKeyOf(keys.get(name.toLowerCase()) ?? []),
    foreignKeys: foreignKeysOf(db, name, (parent) => primaryKeyOf(keys.get(parent.toLowerCase()) ?? [])),
  }))
}

export const quoteSqlite = (name: string): string => `"${name.replaceAll('"', '""')}"`

interface ColumnRow {
  readonly name: string
  readonly type: string
  readonly pk: number
}

interface ForeignKeyRow {
  readonly id: number
  readonly table: string
  readonly from: string
  readonly to: string | null
}

const rowsOf = <Row>(db: Database, sql: string): Row[] => db.all(sql) as Row[]

const columnsOf = (db: Database, table: string): ColumnRow[] =>
  rowsOf(db, `PRAGMA table_info(${quoteSqlite(table)})`)

const primaryKeyOf = (columns: readonly ColumnRow[]): string[] =>
  columns
    .filter(({ pk }) => pk > 0)
    .toSorted((a, b) => a.pk - b.pk)
    .map(({ name }) => name)

function foreignKeysOf(
  db: Database,
  table: string,
  primaryKey: (parent: string) => readonly string[],
): ForeignKey[] {
  const keys = new Map<number, ForeignKeyRow[]>()
  for (const row of rowsOf<ForeignKeyRow>(db, `PRAGMA foreign_key_list(${quoteSqlite(table)})`))
    keys.set(row.id, [...(keys.get(row.id) ?? []), row])
  return [...keys.values()].map((rows) => ({
    columns: rows.map(({ from }) => from),
    table: rows[0]?.table ?? '',
    referenced: rows.flatMap(({ to }, index) => to ?? primaryKey(rows[0]?.table ?? '')[index] ?? []),
  }))
}

/**
 * What a declared type says of its values (sqlite.org/datatype3, 3.1): text is text unless all of it is dates, real is
 * real; numbers, dates and undeclared columns are told by their values.
 */
function hintOf(declared: string): TypeHint {
  const type = declared.toUpperCase()
  if (/BOOL/.test(type)) return 'boolean'
  if (/CHAR|CLOB|TEXT|UUID/.test(type)) return 'text'
  return /REAL|FLOA|DOUB/.test(type) ? 'double' : 'any'
}
