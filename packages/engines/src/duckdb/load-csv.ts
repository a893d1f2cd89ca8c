import type { DuckDBConnection } from '@duckdb/node-api'
import type { Source } from './relations.ts'
import { type Rejects, STAGED, stageCsv } from './stage-csv.ts'
import { inferColumns } from './typing/infer-columns.ts'

/**
 * Loads a delimited text file into `target`, types found from all values.
 * @returns sentences about rows left out and columns read otherwise than they stand.
 * @throws OpenFailure `rows-rejected` when more rows are irregular than not
 */
export async function loadCsv(
  connection: DuckDBConnection,
  target: string,
  source: Source<'csv'>,
): Promise<string[]> {
  const { path, shownAs = path, format } = source
  const rejects = await stageCsv(connection, source)
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

const rejectsWarning = (path: string, { rejected, firstLine, reason }: Rejects): string =>
  `${path}: ${rejected === 1 ? '1 row was' : `${rejected} rows were`} left out; the first is at line ${firstLine}: ${reason}.`
