import type { Database } from '../../database.ts'
import type { TableContract } from '../warehouse/table-contract.ts'

/** Rows whose business key an earlier row has: rows − distinct keys, among rows with the whole key. */
export interface Copies {
  readonly history: number
  readonly window: number
  /** By local day, from the first day of the series on; days without are left out. */
  readonly days: ReadonlyMap<number, number>
}

export const noCopies: Copies = { history: 0, window: 0, days: new Map() }

export interface CopySource {
  readonly relation: string
  readonly day: string | null
  readonly since: (day: number) => string
  readonly windowFrom: number
  readonly seriesFrom: number
}

/** A copy belongs to the day of the earliest row of its key. */
export async function countCopies(
  db: Database,
  contract: TableContract,
  source: CopySource,
): Promise<Copies> {
  const history = await countAll(db, contract)
  if (source.day === null) return { history, window: history, days: new Map() }
  const days = await countByDay(db, contract, { ...source, day: source.day })
  const window = [...days].reduce((sum, [day, copies]) => sum + (day >= source.windowFrom ? copies : 0), 0)
  return { history, window, days }
}

/** Name of the table of keys that more than one row of the series has. */
export const repeatedKeys = (table: string): string => `repeated_${table}`

async function countByDay(
  db: Database,
  { table, key }: TableContract,
  { relation, day, since, windowFrom, seriesFrom }: CopySource & { readonly day: string },
): Promise<ReadonlyMap<number, number>> {
  const columns = key.map((column) => `f.${column}`)
  await db.run(`CREATE OR REPLACE TEMP TABLE ${repeatedKeys(table)} AS
    SELECT ${columns.join(', ')}, min(${day}) AS day, count(*) AS n FROM ${relation}
    WHERE ${since(Math.min(windowFrom, seriesFrom))} AND ${columns.map((column) => `${column} IS NOT NULL`).join(' AND ')}
    GROUP BY ${columns.join(', ')} HAVING count(*) > 1`)
  const rows = await db.rows(
    `SELECT day, CAST(sum(n - 1) AS BIGINT) FROM ${repeatedKeys(table)} GROUP BY day ORDER BY day`,
  )
  return new Map(rows.map(([at, copies]) => [Number(at), Number(copies)]))
}

/** A bitmap of more bits than this per row costs more than hashing the keys. */
const MOST_BITS_PER_ROW = 32

/** Whole-number keys that lie close together are counted in a bitmap: eight times cheaper than a hash of each. */
async function countAll(db: Database, contract: TableContract): Promise<number> {
  const { table, key } = contract
  const keyed = key.map((column) => `${column} IS NOT NULL`).join(' AND ')
  const spans = await keySpans(db, contract)
  const [counted] = await db.rows(`SELECT count(*) FROM ${table} WHERE ${keyed}`)
  const rows = Number(counted?.[0])
  const bits = spans?.reduce((product, { size }) => product * size, 1) ?? Number.POSITIVE_INFINITY
  const sql =
    spans !== null && rows > 0 && bits <= Math.max(1e6, MOST_BITS_PER_ROW * rows)
      ? `SELECT bit_count(bitstring_agg(${bitOf(spans)}, 0, ${bits - 1})) FROM ${table} WHERE ${keyed}`
      : `SELECT count(*) FROM (SELECT DISTINCT ${key.join(', ')} FROM ${table} WHERE ${keyed})`
  const [distinct] = await db.rows(sql)
  return rows - Number(distinct?.[0] ?? 0)
}

interface Span {
  readonly value: string
  readonly low: number
  readonly size: number
}

/** Null where a column of the key is no whole number or date. */
async function keySpans(db: Database, { table, key }: TableContract): Promise<readonly Span[] | null> {
  const types = await db.rows(
    `SELECT ${key.map((column) => `typeof(any_value(${column}))`).join(', ')} FROM (SELECT * FROM ${table} LIMIT 100)`,
  )
  const values = key.map((column, index) => {
    const type = String(types[0]?.[index])
    if (type === 'DATE') return `CAST(date_diff('day', DATE '1970-01-01', ${column}) AS BIGINT)`
    return /^U?(BIG|SMALL|TINY)?INT(EGER)?$/.test(type) ? `CAST(${column} AS BIGINT)` : null
  })
  if (values.some((value) => value === null)) return null
  const [span = []] = await db.rows(
    `SELECT ${values.map((value) => `min(${value}), max(${value})`).join(', ')} FROM ${table}`,
  )
  return values.map((value, index) => {
    const [low, high] = [Number(span[2 * index]), Number(span[2 * index + 1])]
    return { value: String(value), low, size: high - low + 1 }
  })
}

const bitOf = (spans: readonly Span[]): string =>
  spans.reduce(
    (place, { value, low, size }) =>
      place === '' ? `(${value} - ${low})` : `(${place} * ${size} + ${value} - ${low})`,
    '',
  )
