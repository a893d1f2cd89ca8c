import type { Table } from '@numize/engines'
import type { Cell, ColumnProfile, TableProfile } from '@numize/semantic'
import { mapSome, type Profiled, profileSqlOf, quoteRelation, readRows } from './ask-source.ts'
import type { Column, Measured } from './measured.ts'
import { topValues } from './top-values.ts'

/** Above this many rows distinct counts are approximate, except of columns that may be keys. */
const EXACT_ROWS = 100_000
const COLUMNS_AT_ONCE = 40
const TABLES_AT_ONCE = 2

/** Measures every table of a source: counts, ranges, lengths, uniqueness, frequent values. See `TableProfile`. */
export async function profileTables(
  source: Profiled & { readonly tables: readonly Table[] },
): Promise<readonly TableProfile[]> {
  return mapSome(source.tables, TABLES_AT_ONCE, (table) => profileTable(source, table))
}

async function profileTable(source: Profiled, table: Table): Promise<TableProfile> {
  const schema = table.schema === 'main' ? null : table.schema
  const relation = { database: table.database, schema, name: table.name }
  const from = quoteRelation(source, relation)
  const rowCount = Number((await readRows(source, `SELECT count(*) FROM ${from}`, 1)).rows[0]?.[0])
  const estimates = rowCount > EXACT_ROWS ? await distinctEstimates(source, table, rowCount) : new Map()
  const measured: Measured[] = []
  for (let start = 0; start < table.columns.length; start += COLUMNS_AT_ONCE)
    measured.push(
      ...(await measure(
        { source, from, rowCount, estimates },
        table.columns.slice(start, start + COLUMNS_AT_ONCE),
      )),
    )
  const exact = rowCount > EXACT_ROWS ? await withExactKeys(source, from, measured) : measured
  const values = await topValues(source, { from, rowCount, columns: exact })
  return {
    relation,
    rowCount,
    columns: exact.map((column, index) => profileOf(column, rowCount, values[index] ?? [])),
    primaryKey: table.primaryKey,
    foreignKeys: table.foreignKeys,
  }
}

const FIGURES = 5

interface Scan {
  readonly source: Profiled
  readonly from: string
  readonly rowCount: number
  readonly estimates: ReadonlyMap<string, number>
}

/** How many values each column has as far as the database itself knows; empty where it keeps no such figure. */
async function distinctEstimates(source: Profiled, table: Table, rowCount: number) {
  const sql = profileSqlOf(source).estimates(table)
  const rows = sql === null ? [] : (await readRows(source, sql, table.columns.length)).rows
  return new Map(
    rows.map(([name, estimate]) => {
      const count = Number(estimate)
      return [String(name), Math.round(count < 0 ? -count * rowCount : count)]
    }),
  )
}

async function measure(scan: Scan, columns: readonly Column[]): Promise<Measured[]> {
  const { source, from, rowCount, estimates } = scan
  const sql = profileSqlOf(source)
  const exact = rowCount <= EXACT_ROWS
  const figures = columns.flatMap((column) => [
    `count(${sql.name(column.name)})`,
    exact ? sql.distinct(column) : sql.approximateDistinct(column, estimates.get(column.name) ?? null),
    ...sql.edges(column),
    column.type === 'string' ? `avg(length(${sql.text(sql.name(column.name))}))` : 'NULL',
  ])
  const { rows } = await readRows(source, `SELECT ${figures.join(',\n')} FROM ${from}`, 1)
  return columns.map((column, index) => {
    const at = (figure: number): Cell => rows[0]?.[index * FIGURES + figure] ?? null
    return {
      column,
      filled: Number(at(0)),
      distinct: Math.min(Number(at(1)), Number(at(0))),
      exact,
      min: at(2),
      max: at(3),
      averageLength: at(4) === null ? null : Number(at(4)),
    }
  })
}

/** An estimate this near the number of values may hide that all differ: then they are counted. */
const MAYBE_UNIQUE = 0.85
const KEY_TYPES = new Set(['string', 'integer', 'decimal', 'date', 'timestamp'])

async function withExactKeys(
  source: Profiled,
  from: string,
  measured: readonly Measured[],
): Promise<Measured[]> {
  const maybe = measured.filter(
    ({ column, filled, distinct }) =>
      KEY_TYPES.has(column.type) && filled > 0 && distinct >= filled * MAYBE_UNIQUE,
  )
  if (maybe.length === 0) return [...measured]
  const counts = maybe.map(({ column }) => profileSqlOf(source).distinct(column))
  const { rows } = await readRows(source, `SELECT ${counts.join(', ')} FROM ${from}`, 1)
  return measured.map((figures) => {
    const place = maybe.indexOf(figures)
    return place < 0 ? figures : { ...figures, distinct: Number(rows[0]?.[place]), exact: true }
  })
}

function profileOf(
  { column, filled, distinct, exact, min, max, averageLength }: Measured,
  rowCount: number,
  values: ColumnProfile['topValues'],
): ColumnProfile {
  return {
    name: column.name,
    type: column.type,
    nativeType: column.nativeType,
    nulls: rowCount - filled,
    distinct,
    unique: exact && filled > 0 && distinct === filled,
    min: min === null ? null : String(min),
    max: max === null ? null : String(max),
    topValues: values,
    averageLength,
  }
}
