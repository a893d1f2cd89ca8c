import { join } from 'node:path'
import { hashText } from '@numize/base'
import { type ExposedRelation, openDuckdb } from '@numize/engines'
import { sqliteRelations } from '../sqlite/sqlite-relations.ts'
import { csvRelation } from './csv-relation.ts'
import type { FileKind } from './file-kind.ts'
import type { FoundFiles } from './list-files.ts'
import { utf8Text } from './utf8-text.ts'

/** What some files show. `manifestId` where they were loaded into a lake. */
export interface FileRelations {
  readonly relations: readonly ExposedRelation[]
  readonly warnings: readonly string[]
  readonly manifestId: string | null
}

interface Where {
  readonly path: string
  readonly name: string
  readonly schema: string | null
  readonly stateDir: string
}

type Reader = (where: Where, paths: readonly string[]) => Promise<FileRelations>

/** The relations of one file, or of one folder of Parquet parts, ready for the engine. */
export function relationsOf(
  { kind, name, paths }: FoundFiles,
  schema: string | null,
  stateDir: string,
): Promise<FileRelations> {
  return READERS[kind]({ path: paths[0] ?? '', name, schema, stateDir }, paths)
}

const READERS: Readonly<Record<FileKind, Reader>> = {
  parquet: ({ name, schema }, paths) =>
    Promise.resolve(shown({ kind: 'parquet', name, ...inSchema(schema), paths }, [])),
  csv: (where) => delimited(where, 'csv'),
  tsv: (where) => delimited(where, 'tsv'),
  json: async ({ path, name, schema, stateDir }) => {
    const text = await utf8Text(path, copyPath(stateDir, path))
    return shown(
      { kind: 'json', name, ...inSchema(schema), path: text.path, shownAs: path },
      text.warning ? [text.warning] : [],
    )
  },
  sqlite: ({ path, schema, stateDir }) => sqliteRelations(path, schema, stateDir),
  duckdb: duckdbTables,
}

async function delimited(
  { path, name, schema, stateDir }: Where,
  kind: 'csv' | 'tsv',
): Promise<FileRelations> {
  const { warnings, ...csv } = await csvRelation(path, kind, copyPath(stateDir, path))
  return shown({ ...csv, name, ...inSchema(schema) }, warnings)
}

/** A DuckDB file among others: each of its tables by itself. */
async function duckdbTables({ path, schema }: Where): Promise<FileRelations> {
  await using engine = await openDuckdb({ attach: path })
  const relations = (await engine.describe()).map((table) => ({
    kind: 'duckdbTable' as const,
    name: table.name,
    schema: schema ?? table.schema,
    path,
    source: { schema: table.schema, table: table.name },
    primaryKey: table.primaryKey,
    foreignKeys: table.foreignKeys,
  }))
  return { relations, warnings: [], manifestId: null }
}

const inSchema = (schema: string | null) => (schema === null ? {} : { schema })

const shown = (relation: ExposedRelation, warnings: readonly string[]): FileRelations => ({
  relations: [relation],
  warnings,
  manifestId: null,
})

/** A copy in UTF-8 is named by its original; it is written anew at every opening. */
const copyPath = (stateDir: string, path: string): string =>
  join(stateDir, 'utf8', `${hashText(path).slice(0, 24)}.txt`)
