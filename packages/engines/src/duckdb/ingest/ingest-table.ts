import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Failure } from '../../errors.ts'
import { loadJson } from '../load-json.ts'
import { OpenFailure, openFailure } from '../open-failure.ts'
import { quoteName, quoteText } from '../quote.ts'
import type { Source } from '../relations.ts'
import { scrubError } from '../scrub-error.ts'
import { type Rejects, STAGED, stageCsv } from '../stage-csv.ts'
import type { ColumnChoice } from '../typing/column-choice.ts'
import type { Ingested } from './ingested.ts'
import { typedColumns } from './typed-columns.ts'

export interface Ingest {
  readonly source:
    | ({ readonly kind: 'csv' } & Source<'csv'>)
    | ({ readonly kind: 'json' } & Source<'json'>)
    | { readonly kind: 'parquet'; readonly path: string; readonly shownAs: string }
  /** The Parquet file to write. */
  readonly file: string
  /** Where the engine may put down what memory does not hold. */
  readonly tempDir: string
  readonly memoryLimitMb: number
  readonly mostColumns: number
  /** What a person says of columns, by name; the others are found. */
  readonly chosen: Readonly<Record<string, ColumnChoice>>
}

/** A failure of what was given, as it travels between processes. */
export type IngestReply =
  | { readonly kind: 'ingested'; readonly ingested: Ingested }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Brings one table of a file into Parquet, with the types its values have. For use in a child process. */
export async function ingestTable(task: Ingest): Promise<IngestReply> {
  try {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${task.memoryLimitMb}MB`,
      temp_directory: task.tempDir,
      threads: '2',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
    })
    const connection = await instance.connect()
    await connection.run("SET TimeZone = 'UTC'")
    return { kind: 'ingested', ingested: await ingest(connection, task) }
  } catch (error) {
    return { kind: 'failed', failure: error instanceof OpenFailure ? error.failure : scrubError(error) }
  }
}

/** A file's own types are loaded into a table of this name; its texts are staged. */
const LOADED = 'memory.main.numize_loaded'
const tableOf = ({ source }: Ingest): string => (source.kind === 'csv' ? STAGED : LOADED)

async function ingest(connection: DuckDBConnection, task: Ingest): Promise<Ingested> {
  const staged = await stage(connection, task)
  const { names, nested } = await columnsOf(connection, task)
  const typed = await typedColumns(connection, {
    table: tableOf(task),
    isText: task.source.kind === 'csv',
    hasRows: task.source.kind !== 'parquet',
    names,
    nested,
    chosen: task.chosen,
  })
  const written = await connection.runAndReadAll(
    `COPY (SELECT ${typed.selects.join(', ')} FROM ${typed.table} WHERE ${isThere(names)})
     TO ${quoteText(task.file)} (FORMAT parquet, COMPRESSION zstd)`,
  )
  const rows = Number(written.getRows()[0]?.[0])
  const { rejects } = staged
  return {
    rows,
    emptyRows: (await countOf(connection, tableOf(task))) - rows,
    rejectedRows: rejects?.rejected ?? 0,
    problems: [
      ...(rejects?.rows ?? []).map(({ row, reason }) => ({ row, column: null, problem: reason })),
      ...typed.problems.map(({ place, ...problem }) => ({ ...problem, row: rowOf(place, staged) })),
    ].toSorted((a, b) => a.row - b.row),
    misfits: typed.misfits,
    almost: typed.almost,
    warnings: [...staged.warnings, ...typed.warnings],
  }
}

/** Above this the condition would take longer than the reading. */
const MOST_CHECKED = 500

/** SQL: whether anything stands in a row. */
function isThere(names: readonly string[]): string {
  if (names.length > MOST_CHECKED) return 'true'
  const cells = names.map((name) => `nullif(trim(CAST(${quoteName(name)} AS VARCHAR)), '')`)
  return `coalesce(${cells.join(', ')}) IS NOT NULL`
}

interface Staged {
  readonly rejects: Rejects | null
  readonly warnings: readonly string[]
  /** Rows of the file above the first one staged. */
  readonly above: number
}

async function stage(connection: DuckDBConnection, { source }: Ingest): Promise<Staged> {
  if (source.kind === 'csv')
    return { rejects: await stageCsv(connection, source), warnings: [], above: source.format.skipRows }
  if (source.kind === 'json')
    return { rejects: null, warnings: await loadJson(connection, LOADED, source), above: 0 }
  try {
    await connection.run(
      `CREATE VIEW ${LOADED} AS SELECT * FROM read_parquet(${quoteText(source.path)}, union_by_name = true)`,
    )
  } catch (error) {
    throw new OpenFailure(openFailure(error, source.shownAs, 'Parquet'))
  }
  return { rejects: null, warnings: [], above: 0 }
}

async function columnsOf(connection: DuckDBConnection, task: Ingest) {
  const { source, mostColumns } = task
  const reader = await connection.runAndReadAll(`DESCRIBE ${tableOf(task)}`)
  const columns = reader.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }))
  if (columns.length > mostColumns)
    throw new OpenFailure({
      what: 'file-refused',
      facts: {
        file: source.shownAs ?? source.path,
        reason: `it has ${columns.length} columns, and ${mostColumns} are the most. Leave some out.`,
      },
    })
  return {
    names: columns.map(({ name }) => name),
    nested: new Set(
      columns.filter(({ type }) => /[[(]/.test(type) && !type.startsWith('DECIMAL')).map(({ name }) => name),
    ),
  }
}

async function countOf(connection: DuckDBConnection, table: string): Promise<number> {
  return Number((await connection.runAndReadAll(`SELECT count(*) FROM ${table}`)).getRows()[0]?.[0])
}

/** The row of the file that the staged row `place` (from 0) was. */
function rowOf(place: number, { above, rejects }: Staged): number {
  let row = place + 1 + above
  for (const rejected of rejects?.rows ?? []) if (rejected.row <= row) row++
  return row
}
