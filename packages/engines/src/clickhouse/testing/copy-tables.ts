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

/** DuckDB asked: rows of plain JSON values, moments as texts. */
export type RowsOf = (sql: string) => Promise<readonly (readonly unknown[])[]>

/**
 * Makes and fills the tables of a DuckDB database in ClickHouse; those of `main` go where no database is named. Only a
 * column that has nulls is declared to, as people do there.
 */
export async function copyTables(rowsOf: RowsOf, execute: (sql: string) => Promise<void>): Promise<void> {
  const tables = await describedTables(rowsOf)
  for (const { schema } of tables)
    if (schema !== 'main') await execute(`CREATE DATABASE IF NOT EXISTS "${schema}"`)
  for (const { schema, table, columns } of tables) {
    const name = schema === 'main' ? `"${table}"` : `"${schema}"."${table}"`
    await execute(`CREATE TABLE ${name} (${columns.join(', ')}) ENGINE = MergeTree ORDER BY tuple()`)
    for (const insert of inserts(name, await rowsOf(`SELECT * FROM ${name}`))) await execute(insert)
  }
}

interface Described {
  readonly schema: string
  readonly table: string
  /** As ClickHouse declares them. */
  readonly columns: readonly string[]
}

async function describedTables(rowsOf: RowsOf): Promise<readonly Described[]> {
  const rows =
    await rowsOf(`SELECT table_schema, table_name, list(column_name ORDER BY ordinal_position)::JSON::VARCHAR,
      list(data_type ORDER BY ordinal_position)::JSON::VARCHAR
    FROM information_schema.columns GROUP BY 1, 2 ORDER BY 1, 2`)
  const tables: Described[] = []
  for (const [schema, table, ...lists] of rows.map((row) => row.map(String))) {
    const [names = [], types = []] = lists.map((list) => JSON.parse(list) as readonly string[])
    const relation = `"${schema}"."${table}"`
    const nulls = (await rowsOf(`SELECT ${names.map(countNulls).join(', ')} FROM ${relation}`))[0]
    const columns = names.map((name, at) => {
      const type = TYPES[types[at] ?? ''] ?? types[at]
      return `${quoted(name)} ${Number(nulls?.[at]) > 0 ? `Nullable(${type})` : type}`
    })
    tables.push({ schema: schema ?? '', table: table ?? '', columns })
  }
  return tables
}

const countNulls = (name: string): string => `count(*) - count("${name.replaceAll('"', '""')}")`

const quoted = (name: string): string => `"${name.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`

const inserts = (name: string, rows: readonly (readonly unknown[])[]): readonly string[] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, at) => {
    const some = rows.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE)
    return `INSERT INTO ${name} FORMAT JSONCompactEachRow\n${some.map((row) => JSON.stringify(row)).join('\n')}`
  })
