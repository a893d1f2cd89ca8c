import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

/** What a run said of an item; a thread that was set aside has none. */
export interface Judged {
  readonly relevance: string | null
  readonly theme: string | null
}

/** The predictions of a run by id, for a person who wants to see what was misread. */
export async function readJudged(runFolder: string): Promise<ReadonlyMap<string, Judged>> {
  const file = (name: string): string => `read_parquet('${join(runFolder, 'preds', `${name}.parquet`)}')`
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const result = await connection.runAndReadAll(
    `SELECT thread_id, relevance, theme FROM ${file('slack')}
     UNION ALL SELECT thread_id, relevance, theme FROM ${file('email')}
     UNION ALL SELECT query_id, 'positive', theme FROM ${file('nlq')}`,
  )
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  const judged = result
    .getRows()
    .map(
      ([id, relevance, theme]) =>
        [text(id) ?? '', { relevance: text(relevance), theme: text(theme) }] as const,
    )
  connection.closeSync()
  instance.closeSync()
  return new Map(judged)
}
