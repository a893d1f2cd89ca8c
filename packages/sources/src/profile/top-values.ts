import type { ColumnProfile } from '@numize/semantic'
import { mapSome, type Profiled, profileSqlOf, readRows } from './ask-source.ts'
import type { Measured } from './measured.ts'
import type { ProfileSql } from './profile-sql.ts'

type TopValues = ColumnProfile['topValues']

interface Asked {
  readonly from: string
  readonly rowCount: number
  readonly columns: readonly Measured[]
}

const MOST_VALUES = 50
/** Columns with at most so many values are counted together, in one pass. */
const FEW_DISTINCT = 500
/** Above so many rows, columns with many values are counted in a sample. */
const SAMPLE_ROWS = 100_000
const LONGEST = 200

/**
 * The most frequent values of text, boolean and small-integer columns, none for others. Counts of columns with many
 * values are estimated from a sample where the table is large.
 */
export async function topValues(source: Profiled, asked: Asked): Promise<TopValues[]> {
  const few = asked.columns.filter((column) => isCounted(column) && column.distinct <= FEW_DISTINCT)
  const many = asked.columns.filter((column) => isCounted(column) && column.distinct > FEW_DISTINCT)
  const found = new Map<Measured, TopValues>()
  for (const [index, values] of (await countTogether(source, asked.from, few)).entries())
    found.set(few[index] as Measured, values)
  const counted = await mapSome(many, 2, (column) => countAlone(source, asked, column))
  for (const [index, values] of counted.entries()) found.set(many[index] as Measured, values)
  return asked.columns.map((column) => found.get(column) ?? [])
}

function isCounted({ column: { type }, distinct, filled }: Measured): boolean {
  if (filled === 0) return false
  return type === 'string' || type === 'boolean' || (type === 'integer' && distinct <= FEW_DISTINCT)
}

const asText = (sql: ProfileSql, { column }: Measured): string =>
  `left(${sql.text(sql.name(column.name))}, ${LONGEST})`

async function countTogether(
  source: Profiled,
  from: string,
  columns: readonly Measured[],
): Promise<TopValues[]> {
  if (columns.length === 0) return []
  const sql = profileSqlOf(source)
  const texts = columns.map((column) => asText(sql, column))
  const { rows } = await readRows(source, sql.histograms(from, texts), 1)
  return columns.map((_, index) => mostFrequent(Object.entries(JSON.parse(String(rows[0]?.[index] ?? '{}')))))
}

const mostFrequent = (entries: readonly [string, unknown][]): TopValues =>
  entries
    .map(([value, count]) => ({ value, count: Number(count) }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_VALUES)

async function countAlone(source: Profiled, { from, rowCount }: Asked, column: Measured): Promise<TopValues> {
  const sql = profileSqlOf(source)
  const percent = Math.max(1, Math.ceil((100 * SAMPLE_ROWS) / rowCount))
  const sampled = rowCount > SAMPLE_ROWS && percent < 100 ? sql.sample(from, percent) : null
  const { rows } = await readRows(
    source,
    `SELECT ${asText(sql, column)} AS v, count(*) AS n FROM ${sampled ?? from}
     WHERE ${sql.name(column.column.name)} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_VALUES}`,
    MOST_VALUES,
  )
  const scale = sampled === null ? 1 : 100 / percent
  return rows.map(([value, count]) => ({ value: String(value), count: Math.round(Number(count) * scale) }))
}
