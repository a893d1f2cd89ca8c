import { join } from 'node:path'
import { startTestServer } from '@numize/engines/testing'
import { bankTables, writeBank } from './bank.ts'

/** The bank over a Postgres server of its own, whose login may read its tables and no more. */
export interface PostgresBank extends AsyncDisposable {
  /** The project's folder. */
  readonly dir: string
}

/** Null where Postgres cannot run here. */
export async function openPostgresBank(dir: string): Promise<PostgresBank | null> {
  const server = await startTestServer((reason) => console.error(reason))
  if (!server) return null
  await server.execute([...bankTables.map(tableSql), RIGHTS].join('\n'))
  const connection = `{type: postgres, url: "${server.urlFor('reader', 'reader')}", schema: public}`
  return {
    dir: writeBank(join(dir, 'postgres-bank'), { connection }),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const RIGHTS =
  "CREATE ROLE reader LOGIN PASSWORD 'reader'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;"

function tableSql({ name, columns, rows }: (typeof bankTables)[number]): string {
  const literal = (value: unknown): string =>
    typeof value === 'number' ? String(value) : `'${String(value)}'`
  const typed = columns.map((column, at) => `${column} ${typeOf(column, rows[0]?.[at])}`)
  return `CREATE TABLE ${name} (${typed.join(', ')});
INSERT INTO ${name} VALUES ${rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')};`
}

const typeOf = (column: string, value: unknown): string => {
  if (typeof value === 'number') return 'integer'
  return column.endsWith('_on') ? 'date' : 'text'
}
