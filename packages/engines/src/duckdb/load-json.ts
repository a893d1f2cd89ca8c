import type { DuckDBConnection } from '@duckdb/node-api'
import { OpenFailure, openFailure } from './open-failure.ts'
import { quoteText } from './quote.ts'
import type { Source } from './relations.ts'

/**
 * Loads an array of objects, or an object a line, into `target`. Members become columns; nested ones stay nested.
 * @throws OpenFailure `file-refused` with the place when the text is not JSON, `no-objects` when it holds no table
 */
export async function loadJson(
  connection: DuckDBConnection,
  target: string,
  { path, shownAs = path }: Source<'json'>,
): Promise<string[]> {
  try {
    await connection.run(
      `CREATE TABLE ${target} AS SELECT * FROM read_json(${quoteText(path)}, sample_size = -1, maximum_object_size = 134217728)`,
    )
  } catch (error) {
    throw jsonFailure(error, shownAs)
  }
  const reader = await connection.runAndReadAll(`SELECT * FROM ${target} LIMIT 0`)
  if (reader.columnNames().join() === 'json')
    throw new OpenFailure({ what: 'no-objects', facts: { file: shownAs } })
  return []
}

function jsonFailure(error: unknown, path: string): OpenFailure {
  const message = error instanceof Error ? error.message : String(error)
  const place = /at byte (\d+) in (?:line|record\/value) (\d+)/.exec(message)
  if (place) return refused(path, `it is not JSON at record ${place[2]}, byte ${place[1]}. Correct it there.`)
  return /Malformed JSON|JSON transform/.test(message)
    ? refused(path, 'it is not JSON. Correct it, or name it by its type.')
    : new OpenFailure(openFailure(error, path, 'JSON'))
}

const refused = (file: string, reason: string): OpenFailure =>
  new OpenFailure({ what: 'file-refused', facts: { file, reason } })
