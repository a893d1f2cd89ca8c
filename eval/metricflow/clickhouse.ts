import { openClickhouse } from '@numize/engines'
import { installChdb, startTestClickhouse } from '@numize/engines/testing'
import type { EvalOptions } from '../score.ts'
import type { Database, DuckdbTables } from './database.ts'

const TYPES: Readonly<Record<string, string>> = {
  VARCHAR: 'String',
  DOUBLE: 'Float64',
  BIGINT: 'Int64',
  INTEGER: 'Int32',
  BOOLEAN: 'Bool',
  DATE: 'Date32',
  TIMESTAMP: 'DateTime64(6)',
}
const ROWS_AT_ONCE = 5000
const call = { deadlineMs: 60_000, maxRows: 1_000_000 }

/** The same tables in a ClickHouse server of its own, asked through our engine. chdb is installed where it is absent. */
export async function clickhouseTables(source: DuckdbTables, { print }: EvalOptions): Promise<Database> {
  await installChdb(print)
  const reasons: string[] = []
  const server = await startTestClickhouse((reason) => reasons.push(reason))
  if (!server) throw new Error(reasons.join(' '))
  for (const statement of await statementsOf(source)) await server.execute(statement)
  const engine = await openClickhouse({ connectionString: server.url })
  return {
    dialect: 'clickhouse',
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

async function statementsOf(source: DuckdbTables): Promise<string[]> {
  const { rows } = await source.rowsOf(`SELECT table_schema, table_name, column_name, data_type
    FROM information_schema.columns ORDER BY table_schema, table_name, ordinal_position`)
  const tables = new Map<string, string[]>()
  for (const [schema, table, column, type] of rows.map((row) => row.map(String))) {
    const name = `"${schema}"."${table}"`
    tables.set(name, [...(tables.get(name) ?? []), `"${column}" Nullable(${TYPES[type ?? ''] ?? type})`])
  }
  const statements = [...new Set(rows.map(([schema]) => `CREATE DATABASE IF NOT EXISTS "${String(schema)}"`))]
  for (const [name, columns] of tables) {
    statements.push(`CREATE TABLE ${name} (${columns.join(', ')}) ENGINE = MergeTree ORDER BY tuple()`)
    statements.push(...(await inserts(source, name)))
  }
  return statements
}

async function inserts(source: DuckdbTables, name: string): Promise<string[]> {
  const { rows } = await source.rowsOf(`SELECT * FROM ${name}`)
  return Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, at) => {
    const some = rows.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE)
    const lines = some.map((row) => JSON.stringify(row)).join('\n')
    return `INSERT INTO ${name} FORMAT JSONCompactEachRow\n${lines}`
  })
}
