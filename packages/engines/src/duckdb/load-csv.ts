import { createReadStream } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { OpenFailure, openFailure } from './open-failure.ts'
import { quoteText } from './quote.ts'
import type { Source } from './relations.ts'
import { inferColumns } from './typing/infer-columns.ts'

const STAGED = 'temp.main.numize_staged'

/**
 * Loads a delimited text file into `target`, types found from all values.
 * @returns sentences about rows left out and columns read otherwise than they stand.
 * @throws OpenFailure `rows-rejected` when more rows are irregular than not
 */
export async function loadCsv(
  connection: DuckDBConnection,
  target: string,
  { path, shownAs = path, format }: Source<'csv'>,
): Promise<string[]> {
  const read = await stage(connection, { path, shownAs, format })
  const rejects = await readRejects(connection, path)
  if (rejects && rejects.rejected > read)
    throw new OpenFailure({ what: 'rows-rejected', facts: { file: shownAs, read, ...rejects } })
  const columns = await inferColumns(
    connection,
    STAGED,
    format.names.map((name) => ({ name, hint: 'any' })),
  )
  await connection.run(
    `CREATE TABLE ${target} AS SELECT ${columns.map(({ select }) => select).join(', ')} FROM ${STAGED}`,
  )
  await connection.run(`DROP TABLE ${STAGED}`)
  return [
    ...(rejects ? [rejectsWarning(shownAs, rejects)] : []),
    ...columns.flatMap(({ warning }) => (warning ? [`${shownAs}: ${warning}`] : [])),
  ]
}

async function stage(
  connection: DuckDBConnection,
  { path, shownAs, format }: Required<Source<'csv'>>,
): Promise<number> {
  const { delimiter, quote, skipRows, names } = format
  const columns = names.map((name) => `${quoteText(name)}: 'VARCHAR'`).join(', ')
  const options = [
    `delim = ${quoteText(delimiter)}`,
    `quote = ${quoteText(quote ?? '')}`,
    `escape = ${quoteText(quote ?? '')}`,
    `skip = ${skipRows}`,
    `columns = {${columns}}`,
    'header = false, auto_detect = false, store_rejects = true, max_line_size = 16777216',
  ].join(', ')
  try {
    const reader = await connection.runAndReadAll(
      `CREATE TEMP TABLE numize_staged AS SELECT * FROM read_csv(${quoteText(path)}, ${options})`,
    )
    return Number(reader.getRows()[0]?.[0] ?? 0)
  } catch (error) {
    throw new OpenFailure(openFailure(error, shownAs, 'delimited text'))
  }
}

interface Rejects {
  readonly rejected: number
  readonly firstLine: number
  readonly reason: string
}

async function readRejects(connection: DuckDBConnection, path: string): Promise<Rejects | null> {
  const reader = await connection.runAndReadAll(`
    SELECT count(DISTINCT line), min(line_byte_position), arg_min(error_type, line)
    FROM reject_errors`)
  const [rejected, position, reason] = reader.getRows()[0] ?? []
  await connection.run('DROP TABLE reject_errors; DROP TABLE reject_scans')
  if (Number(rejected) === 0) return null
  return {
    rejected: Number(rejected),
    firstLine: await lineAt(path, Number(position)),
    reason: REASONS[String(reason)] ?? 'it cannot be read',
  }
}

const REASONS: Readonly<Record<string, string>> = {
  'MISSING COLUMNS': 'it has too few columns',
  'TOO MANY COLUMNS': 'it has too many columns',
  'UNQUOTED VALUE': 'a quote is not closed',
  'LINE SIZE OVER MAXIMUM': 'it is longer than 16 MB',
  'INVALID ENCODING': 'it is not UTF-8',
}

/** The line of a file, from 1, that the byte `position` is on. DuckDB counts rows: a quoted cell may hold several lines. */
async function lineAt(path: string, position: number): Promise<number> {
  if (position <= 1) return 1
  let line = 1
  for await (const chunk of createReadStream(path, { end: position - 2 }))
    for (const byte of chunk as Buffer) if (byte === 10) line++
  return line
}

const rejectsWarning = (path: string, { rejected, firstLine, reason }: Rejects): string =>
  `${path}: ${rejected === 1 ? '1 row was' : `${rejected} rows were`} left out; the first is at line ${firstLine}: ${reason}.`
