import { createReadStream } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { OpenFailure, openFailure } from './open-failure.ts'
import { quoteText } from './quote.ts'
import type { Source } from './relations.ts'

/** Where `stageCsv` leaves the rows, as texts. */
export const STAGED = 'temp.main.numize_staged'

/** Rows of a delimited text that are not like the others. */
export interface Rejects {
  readonly rejected: number
  readonly firstLine: number
  readonly reason: string
  /** The first of them, by the row of the file, from 1. */
  readonly rows: readonly { readonly row: number; readonly reason: string }[]
}

/** Rows told one by one. */
const MOST_TOLD = 100

/**
 * Reads a delimited text into `STAGED`, every cell as it stands; rows that do not fit are left out and told.
 * @throws OpenFailure `rows-rejected` when more rows are irregular than not
 */
export async function stageCsv(
  connection: DuckDBConnection,
  { path, shownAs = path, format }: Source<'csv'>,
): Promise<Rejects | null> {
  const read = await stage(connection, { path, shownAs, format })
  const rejects = await readRejects(connection, path)
  if (rejects && rejects.rejected > read) {
    const { rejected, firstLine, reason } = rejects
    throw new OpenFailure({
      what: 'rows-rejected',
      facts: { file: shownAs, read, rejected, firstLine, reason },
    })
  }
  return rejects
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

async function readRejects(connection: DuckDBConnection, path: string): Promise<Rejects | null> {
  const summary = await connection.runAndReadAll(`
    SELECT count(DISTINCT line), min(line_byte_position), arg_min(error_type, line) FROM reject_errors`)
  const first = await connection.runAndReadAll(`
    SELECT line, min(error_type) FROM reject_errors GROUP BY line ORDER BY line LIMIT ${MOST_TOLD}`)
  const [rejected, position, reason] = summary.getRows()[0] ?? []
  await connection.run('DROP TABLE reject_errors; DROP TABLE reject_scans')
  if (Number(rejected) === 0) return null
  return {
    rejected: Number(rejected),
    firstLine: await lineAt(path, Number(position)),
    reason: reasonOf(reason),
    rows: first.getRows().map(([row, error]) => ({ row: Number(row), reason: reasonOf(error) })),
  }
}

const reasonOf = (error: unknown): string => REASONS[String(error)] ?? 'it cannot be read'

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
