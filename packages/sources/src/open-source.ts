import { homedir } from 'node:os'
import { join } from 'node:path'
import { type DuckdbOptions, type Engine, type ExposedRelation, openDuckdb } from '@numize/engines'
import { createResolver } from '@numize/secrets'
import type { Connection } from '@numize/semantic'
import { openBigquerySource } from './bigquery/open-bigquery-source.ts'
import { openClickhouseSource } from './clickhouse/open-clickhouse-source.ts'
import { fail } from './errors.ts'
import type { FileKind } from './files/file-kind.ts'
import { type FoundFiles, listFiles } from './files/list-files.ts'
import { oneAtATime } from './files/one-at-a-time.ts'
import { relationsOf } from './files/relations-of.ts'
import { type Stamp, stampOf, versionOf } from './files/stamp.ts'
import { uniqueNames } from './files/table-names.ts'
import type { OpenSource, Outside } from './opened.ts'
import { openPostgresSource } from './postgres/open-postgres-source.ts'

export interface SourceOptions extends Partial<Outside> {
  /** Where converted copies rest between runs. Default: `numize` in the user's cache folder. */
  readonly stateDir?: string
  /** Where the engine may write results too large to carry. */
  readonly resultsDir?: string
  readonly memoryLimitMb?: number
  readonly threads?: number
}

/**
 * Opens the data a project or a person points at. It is never written.
 * @throws `sources/…` and `engines/…`: one sentence that says what is wrong with which file
 */
export async function openSource(
  connection: Connection,
  baseDir: string,
  options: SourceOptions = {},
): Promise<OpenSource> {
  const { resolve = createResolver({ env: process.env, folders: [] }), reach } = options
  const outside = { resolve, reach }
  if (connection.kind === 'postgres') return openPostgresSource(connection, outside)
  if (connection.kind === 'bigquery') return openBigquerySource(connection, outside)
  if (connection.kind === 'clickhouse') return openClickhouseSource(connection, outside)
  const found = await listFiles(connection.path, baseDir)
  const opened = await Promise.all(found.flatMap(({ paths }) => paths).map(stampOf))
  const { engine, warnings, manifests } = await openEngine(found, connection, options)
  const inPlace = new Set(found.filter(({ kind }) => isInPlace(kind)).flatMap(({ paths }) => paths))
  const now = async (stamp: Stamp) => (inPlace.has(stamp.path) ? stampNow(stamp) : stamp)
  return {
    engine,
    tables: await engine.describe(),
    warnings,
    isLive: false,
    dataVersion: oneAtATime(async () => versionOf(await Promise.all(opened.map(now)), manifests)),
    isCurrent: async () => versionOf(await Promise.all(opened.map(stampNow)), []) === versionOf(opened, []),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  }
}

type FileConnection = Extract<Connection, { readonly path: string }>

interface Opening {
  readonly engine: Engine
  readonly warnings: readonly string[]
  readonly manifests: readonly string[]
}

async function openEngine(
  found: readonly FoundFiles[],
  connection: FileConnection,
  options: SourceOptions,
): Promise<Opening> {
  const [first] = found
  if (found.length === 1 && first?.kind === 'duckdb') return attachDuckdb(first, options)
  const stateDir = options.stateDir ?? defaultStateDir()
  const schema = connection.kind === 'files' ? (connection.schema ?? null) : null
  const parts = await Promise.all(found.map((files) => relationsOf(files, schema ?? files.schema, stateDir)))
  const relations = withUniqueNames(parts.flatMap((part) => part.relations))
  const engine = await openDuckdb({ ...engineOptions(options), relations })
  return {
    engine,
    warnings: [...parts.flatMap(({ warnings }) => warnings), ...engine.warnings],
    manifests: parts.flatMap(({ manifestId }) => manifestId ?? []),
  }
}

async function attachDuckdb({ paths }: FoundFiles, options: SourceOptions): Promise<Opening> {
  const [attach = ''] = paths
  const engine = await openDuckdb({ ...engineOptions(options), attach })
  if ((await engine.describe()).length > 0) return { engine, warnings: engine.warnings, manifests: [] }
  await engine[Symbol.asyncDispose]()
  throw fail('no-tables', { path: attach })
}

function engineOptions(options: SourceOptions): DuckdbOptions {
  const { stateDir: _stateDir, resolve: _resolve, reach: _reach, ...forEngine } = options
  return forEngine
}

const isInPlace = (kind: FileKind): boolean => kind === 'parquet' || kind === 'duckdb'

/** A file that is gone differs from what it was. */
const stampNow = ({ path }: Stamp): Promise<Stamp> =>
  stampOf(path).catch(() => ({ path, size: -1, mtimeMs: 0 }))

/** Relations of the same name (`a.csv` beside `a.parquet`) are told apart by a number. */
function withUniqueNames(relations: readonly ExposedRelation[]): ExposedRelation[] {
  const names = uniqueNames(relations.map(({ schema = 'main', name }) => `${schema}\0${name}`))
  return relations.map((relation, index) => ({
    ...relation,
    name: names[index]?.split('\0')[1] ?? relation.name,
  }))
}

const defaultStateDir = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'numize')
