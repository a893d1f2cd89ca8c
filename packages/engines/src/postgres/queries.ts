import type { Estimate } from '@numize/semantic'
import type { Client } from 'pg'
import type { Rows } from '../engine.ts'
import { type PostgresColumn, typedColumns } from './data-types.ts'
import { encodeRows } from './encode-cells.ts'
import { estimateOf } from './estimate.ts'

/** The first rows of a SELECT as cells, `most` of them. */
export async function firstRows(
  client: Client,
  sql: string,
  most: number,
): Promise<Pick<Rows, 'columns' | 'rows'>> {
  const answer = await client.query(select(sql, `LIMIT ${most}`))
  const columns: readonly PostgresColumn[] = await typedColumns(client, answer.fields)
  return {
    columns: columns.map(({ name, type, nativeType }) => ({ name, type, nativeType })),
    rows: encodeRows(answer.rows, columns),
  }
}

/** What the server expects of a SELECT. Ends the transaction. */
export async function explain(client: Client, sql: string): Promise<Estimate> {
  const { text, ...rest } = select(sql, '')
  const explained = await client.query<string[]>({ ...rest, text: `EXPLAIN (FORMAT JSON) ${text}` })
  await client.query('COMMIT')
  return estimateOf(JSON.parse(explained.rows[0]?.[0] ?? '[]'))
}

export async function countRows(client: Client, sql: string): Promise<number> {
  const { text, ...rest } = select(sql, '')
  const counted = await client.query<string[]>({ ...rest, text: text.replace('*', 'count(*)') })
  return Number(counted.rows[0]?.[0])
}

/**
 * One SELECT and nothing else: inside a derived table nothing but a query parses, no query there may write, and the
 * extended protocol takes one statement.
 */
const select = (sql: string, rest: string) => ({
  text: `SELECT * FROM (\n${sql.replace(/;\s*$/, '')}\n) AS answer ${rest}`,
  rowMode: 'array' as const,
  queryMode: 'extended' as const,
  types: { getTypeParser: () => (text: string) => text },
})
