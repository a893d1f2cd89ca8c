import { openPostgres } from '@numize/engines'
import { startTestServer } from '@numize/engines/testing'
import type { Database, DuckdbTables } from './database.ts'

const TYPES: Readonly<Record<string, string>> = { VARCHAR: 'TEXT', DOUBLE: 'DOUBLE PRECISION' }
const ROWS_AT_ONCE = 1000
const call = { deadlineMs: 60_000, maxRows: 1_000_000 }

/** The same tables in a Postgres server of its own, asked through our engine. */
export async function postgresTables(source: DuckdbTables): Promise<Database> {
  const reasons: string[] = []
  const server = await startTestServer((reason) => reasons.push(reason))
  if (!server) throw new Error(reasons.join(' '))
  await server.execute(await scriptOf(source))
  const engine = await openPostgres({ connectionString: server.url })
  return {
    dialect: 'postgres',
    rowsOf: async (sql) => {
      const { columns, rows } = await engine.run(sql, call)
      return { columns: columns.map(({ name }) => name), rows }
    },
    [Symbol.asyncDispose]: async () => {
      await engine[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

async function scriptOf(source: DuckdbTables): Promise<string> {
  const { rows } = await source.rowsOf(`SELECT table_schema, table_name, column_name, data_type
    FROM information_schema.columns ORDER BY table_schema, table_name, ordinal_position`)
  const tables = new Map<string, string[]>()
  for (const [schema, table, column, type] of rows.map((row) => row.map(String))) {
    const name = `"${schema}"."${table}"`
    tables.set(name, [...(tables.get(name) ?? []), `"${column}" ${TYPES[type ?? ''] ?? type}`])
  }
  const schemas = new Set(rows.map(([schema]) => `CREATE SCHEMA IF NOT EXISTS "${String(schema)}";`))
  const parts = [...schemas]
  for (const [name, columns] of tables) {
    parts.push(`CREATE TABLE ${name} (${columns.join(', ')});`)
    parts.push(...(await inserts(source, name, columns)))
    parts.push(`ANALYZE ${name};`)
  }
  return parts.join('\n')
}

async function inserts(source: DuckdbTables, name: string, columns: readonly string[]): Promise<string[]> {
  const texts = columns.map((column) => `CAST(${column.split('" ')[0]}" AS VARCHAR)`)
  const { rows } = await source.rowsOf(`SELECT ${texts.join(', ')} FROM ${name}`)
  const literal = (value: unknown): string =>
    value === null ? 'NULL' : `'${(value as string).replaceAll("'", "''")}'`
  const tuples = rows.map((row) => `(${row.map(literal).join(', ')})`)
  return Array.from({ length: Math.ceil(tuples.length / ROWS_AT_ONCE) }, (_, at) => {
    const some = tuples.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE)
    return `INSERT INTO ${name} VALUES ${some.join(',\n')};`
  })
}
