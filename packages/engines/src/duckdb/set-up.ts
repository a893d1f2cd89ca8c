import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Table } from '../engine.ts'
import { HELD_FILES, type HeldPaths, heldPaths } from './guest/held-paths.ts'
import { loadCsv } from './load-csv.ts'
import { loadJson } from './load-json.ts'
import { OpenFailure, openFailure } from './open-failure.ts'
import type { Opened, Setup } from './protocol.ts'
import { quoteName, quoteText, quoteTexts } from './quote.ts'
import { readCatalog } from './read-catalog.ts'
import type { ExposedRelation, Source } from './relations.ts'

const CONNECTIONS = 3

export interface Ready {
  readonly connections: readonly DuckDBConnection[]
  readonly opened: Opened
}

/**
 * An in-memory DuckDB that shows what `setup` names and nothing else: afterwards no other file can be reached, no
 * extension loaded and no setting changed.
 */
export async function setUp(setup: Setup): Promise<Ready> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(setup.threads),
    memory_limit: `${setup.memoryLimitMb}MB`,
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  })
  const main = await instance.connect()
  const warnings: string[] = []
  for (const relation of setup.relations) warnings.push(...(await exposeAmong(main, relation, setup)))
  if (setup.attach) await attach(main, setup.attach, 'numize_source')
  const connections = [main]
  while (connections.length < (setup.guest ? 1 : CONNECTIONS)) connections.push(await instance.connect())
  for (const connection of connections) await prepare(connection, setup)
  const tables = await readCatalog(main, setup.attach ? 'numize_source' : 'memory')
  await lock(main, setup)
  return { connections, opened: { tables: withDeclaredKeys(tables, setup.relations), warnings } }
}

/** Settings and notes are often JSON too: a file without a table in it is left out where there are other files. */
async function exposeAmong(
  connection: DuckDBConnection,
  relation: ExposedRelation,
  setup: Setup,
): Promise<readonly string[]> {
  try {
    return await expose(connection, relation, setup)
  } catch (error) {
    const isLeftOut =
      error instanceof OpenFailure && error.failure.what === 'no-objects' && setup.relations.length > 1
    if (!isLeftOut || relation.kind !== 'json') throw error
    await connection.run(`DROP TABLE ${targetOf(relation)}`)
    return [`${relation.shownAs ?? relation.path}: it holds no JSON objects and was left out.`]
  }
}

const targetOf = ({ schema = 'main', name }: ExposedRelation): string =>
  `${quoteName(schema)}.${quoteName(name)}`

/** @returns sentences about what was not read as it stands. */
async function expose(
  connection: DuckDBConnection,
  relation: ExposedRelation,
  { guest }: Setup,
): Promise<readonly string[]> {
  const target = targetOf(relation)
  await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoteName(relation.schema ?? 'main')}`)
  if (relation.kind === 'csv') return loadCsv(connection, target, relation)
  if (relation.kind === 'json') return loadJson(connection, target, relation)
  if (relation.kind === 'duckdbTable') await exposeDuckdbTable(connection, target, relation)
  else
    await exposeParquet(connection, target, guest?.uid ? heldPaths(relation.paths) : inPlace(relation.paths))
  return []
}

const inPlace = (paths: readonly string[]): HeldPaths => ({ paths, mayReopen: true })

const exposeParquet = (connection: DuckDBConnection, target: string, { paths, mayReopen }: HeldPaths) =>
  view(connection, target, {
    kind: mayReopen ? 'VIEW' : 'TABLE',
    select: `SELECT * FROM read_parquet(${quoteTexts(paths)}, union_by_name = true)`,
    file: paths[0] ?? target,
    format: 'Parquet',
  })

interface ViewOf {
  readonly kind?: 'VIEW' | 'TABLE'
  readonly select: string
  readonly file: string
  readonly format: string
}

async function view(
  connection: DuckDBConnection,
  target: string,
  { kind = 'VIEW', select, file, format }: ViewOf,
) {
  try {
    await connection.run(`CREATE ${kind} ${target} AS ${select}`)
  } catch (error) {
    throw new OpenFailure(openFailure(error, file, format))
  }
}

async function exposeDuckdbTable(
  connection: DuckDBConnection,
  target: string,
  { path, source }: Source<'duckdbTable'>,
): Promise<void> {
  await attach(connection, path, path)
  const table = [path, source.schema, source.table].map(quoteName).join('.')
  await view(connection, target, { select: `SELECT * FROM ${table}`, file: path, format: 'DuckDB' })
}

async function attach(connection: DuckDBConnection, path: string, alias: string): Promise<void> {
  try {
    await connection.run(
      `ATTACH IF NOT EXISTS ${quoteText(path)} AS ${quoteName(alias)} (TYPE duckdb, READ_ONLY)`,
    )
  } catch (error) {
    throw new OpenFailure(openFailure(error, path, 'a DuckDB file'))
  }
}

async function prepare(connection: DuckDBConnection, { attach: attached }: Setup): Promise<void> {
  await connection.run("SET TimeZone = 'UTC'")
  if (attached) await connection.run('USE numize_source')
}

async function lock(connection: DuckDBConnection, { relations, resultsDir, guest }: Setup): Promise<void> {
  const paths = relations.flatMap((relation) => (relation.kind === 'parquet' ? relation.paths : []))
  await connection.run(`SET allowed_paths = ${quoteTexts(paths)}`)
  const directories = [...(resultsDir ? [resultsDir] : []), ...(guest?.uid ? [HELD_FILES] : [])]
  await connection.run(`SET allowed_directories = ${quoteTexts(directories)}`)
  await connection.run('SET enable_external_access = false')
  await connection.run('SET lock_configuration = true')
}

function withDeclaredKeys(tables: readonly Table[], relations: readonly ExposedRelation[]): Table[] {
  return tables.map((table) => {
    const relation = relations.find(
      ({ schema = 'main', name }) => schema === table.schema && name === table.name,
    )
    return {
      ...table,
      primaryKey: relation?.primaryKey ?? table.primaryKey,
      foreignKeys: relation?.foreignKeys ?? table.foreignKeys,
    }
  })
}
