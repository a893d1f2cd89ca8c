import { existsSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

interface Constraint {
  readonly primary_key?: { readonly table: string; readonly columns: string }
  readonly foreign_key?: {
    readonly table: string
    readonly columns: string
    readonly ref_table: string
    readonly ref_columns: string
  }
}

/** A set's tables as their owner declares them, in a DuckDB file of its own. */
export interface Warehouse extends AsyncDisposable {
  readonly path: string
}

/** Builds the file from `schema.duckdb.sql`, the CSV files beside it and the keys of `constraints.json`. */
export async function buildWarehouse(folder: string): Promise<Warehouse> {
  const dir = await mkdtemp(join(tmpdir(), 'numize-defog-'))
  const path = join(dir, 'warehouse.duckdb')
  const instance = await DuckDBInstance.create(path, { threads: '2' })
  const connection = await instance.connect()
  for (const statement of statementsOf(folder)) await connection.run(statement)
  connection.closeSync()
  instance.closeSync()
  return {
    path,
    [Symbol.asyncDispose]: () => Promise.resolve(rmSync(dir, { recursive: true, force: true })),
  }
}

/** Tables others point to come first. */
function statementsOf(folder: string): readonly string[] {
  const keys = JSON.parse(readFileSync(join(folder, 'constraints.json'), 'utf8')) as Constraint[]
  const script = readFileSync(join(folder, 'schema.duckdb.sql'), 'utf8')
  const statements = script
    .split(';\n')
    .map((one) => one.trim().replace(/;$/, ''))
    .filter((one) => one !== '')
  const others = statements.filter((one) => !one.startsWith('CREATE TABLE'))
  const tables = statements
    .filter((one) => one.startsWith('CREATE TABLE'))
    .map((statement) => ({ statement, name: nameOf(statement) }))
  const pointsTo = (name: string): readonly string[] =>
    keys.flatMap(({ foreign_key: key }) =>
      key?.table === name && key.ref_table !== name ? [key.ref_table] : [],
    )
  const depth = (name: string, seen: readonly string[] = []): number =>
    seen.includes(name) ? 0 : 1 + Math.max(0, ...pointsTo(name).map((next) => depth(next, [...seen, name])))
  const ordered = tables.toSorted((a, b) => depth(a.name) - depth(b.name))
  return [
    ...others,
    ...ordered.map(({ statement, name }) => withKeys(statement, name, keys, tables)),
    ...ordered.flatMap(({ name }) => loading(folder, name)),
  ]
}

const nameOf = (statement: string): string =>
  (/^CREATE TABLE ((?:"[^"]+"\.)?"[^"]+")/.exec(statement)?.[1] ?? '').replaceAll('"', '')

const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.')

const columns = (list: string): string =>
  list
    .split(',')
    .map((one) => `"${one.trim()}"`)
    .join(', ')

interface Table {
  readonly name: string
  readonly statement: string
}

function withKeys(
  statement: string,
  name: string,
  keys: readonly Constraint[],
  tables: readonly Table[],
): string {
  const primary = keys.flatMap(({ primary_key: key }) =>
    key?.table === name ? [`PRIMARY KEY (${columns(key.columns)})`] : [],
  )
  const foreign = keys.flatMap(({ foreign_key: key }) =>
    key?.table === name &&
    isDeclared(keys, key.ref_table, key.ref_columns) &&
    typesOf(statement, key.columns) ===
      typesOf(tables.find((one) => one.name === key.ref_table)?.statement ?? '', key.ref_columns)
      ? [
          `FOREIGN KEY (${columns(key.columns)}) REFERENCES ${quoted(key.ref_table)} (${columns(key.ref_columns)})`,
        ]
      : [],
  )
  return `${statement.replace(/\)$/, '')}${[...primary, ...foreign].map((one) => `, ${one}`).join('')})`
}

const typesOf = (statement: string, list: string): string =>
  list
    .split(',')
    .map((column) => new RegExp(`"${column.trim()}" (\\w+)`).exec(statement)?.[1])
    .join()

/** DuckDB lets a key point only at a declared one of the same type. */
const isDeclared = (keys: readonly Constraint[], table: string, referenced: string): boolean =>
  keys.some(({ primary_key: key }) => key?.table === table && columns(key.columns) === columns(referenced))

function loading(folder: string, name: string): readonly string[] {
  const file = join(folder, `${name}.csv`)
  return existsSync(file)
    ? [
        `COPY ${quoted(name)} FROM '${file.replaceAll("'", "''")}' (HEADER, DELIMITER ',', QUOTE '"', ESCAPE '"')`,
      ]
    : []
}
