import type { Database } from '../../database.ts'
import type { Reference, TableContract } from '../warehouse/table-contract.ts'
import { dayNumber, type ZoneDays, zoneDays } from '../warehouse/zone-days.ts'
import { type Copies, countCopies, noCopies } from './count-copies.ts'
import { type Lags, measureLags } from './measure-lags.ts'
import { readTable } from './read-table.ts'

/** Counts of one table, by local day; a table without a time has one entry whose day is null. */
export interface TableCounts {
  readonly contract: TableContract
  readonly days: readonly DayCounts[]
  readonly lags: Lags | null
  readonly copies: Copies
}

export interface DayCounts {
  /** Days since 1970-01-01, local; null where the row does not say when. */
  readonly day: number | null
  readonly rows: number
  /** Rows with every column of the business key. */
  readonly keyed: number
  /** Nulls of each required or watched column. */
  readonly nulls: Readonly<Record<string, number>>
  readonly references: Readonly<Record<string, ReferenceCounts>>
}

export interface ReferenceCounts {
  /** Rows that refer to something (not null). */
  readonly stated: number
  /** Of these, to what does not exist. */
  readonly lost: number
  /** Of these, to what began later than the row. */
  readonly early: number
}

export interface MeasureOptions {
  readonly timeZone: string
  /** First local day of the report's window; figures of a window reach to the last day. */
  readonly windowFrom: number
  /** First local day of the daily series of copies, which cost most. */
  readonly seriesFrom: number
  /** Minutes: rows loaded later are counted. */
  readonly lagLimitMin: number
  /** Copies are not counted where only the days' nulls and lags are wanted. */
  readonly withoutCopies?: boolean
}

/**
 * Reads a table once for nulls and references, once for lags, once for copies. Local days throughout. A reference is
 * sound where what it names exists and began no later than the row (spec 002: `fact_ts >= dim.created_at`); a date
 * stands for its whole day; a row or a beginning without a time is not held against it.
 * @throws `needs/broken-table` for a file that fails in the middle or columns of other types
 */
export function measureTable(
  db: Database,
  contract: TableContract,
  options: MeasureOptions,
): Promise<TableCounts> {
  return readTable(contract.table, async () => {
    const source = await prepareRows(db, contract, options.timeZone)
    const days = await countDays(db, contract, source)
    const lags =
      source.day === null ? null : await measureLags(db, contract, { ...options, ...source, day: source.day })
    const copies = options.withoutCopies
      ? noCopies
      : await countCopies(db, contract, { ...options, ...source })
    return { contract, days, lags, copies }
  })
}

/** How the rows of a table are read: relation `f`, and SQL of their moment (microseconds UTC) and local day. */
export interface RowSource {
  readonly relation: string
  readonly momentUs: string | null
  readonly day: string | null
  /** Narrows the scan to local days from this one on. */
  readonly since: (day: number) => string
  readonly zone: ZoneDays | null
}

export async function prepareRows(
  db: Database,
  contract: TableContract,
  timeZone: string,
): Promise<RowSource> {
  const { table, time, loaded, kind } = contract
  if (time === null)
    return { relation: `${table} f`, momentUs: null, day: null, since: () => 'true', zone: null }
  const relation = time.via === undefined ? `${table} f` : await joinMoments(db, contract)
  const at = time.via === undefined ? `f.${time.column}` : 'm.moment'
  const zone = await zoneOver(db, contract, timeZone)
  if (time.type === 'date') {
    const day = `date_diff('day', DATE '1970-01-01', ${at})`
    const since = (from: number) => `${at} >= DATE '1970-01-01' + ${from}`
    return { relation, momentUs: zone.startOf(day), day, since, zone }
  }
  const moment = `epoch_us(${at})`
  const dated = loaded === null ? moment : `coalesce(${moment}, epoch_us(f.${loaded}))`
  const since = (from: number) =>
    `coalesce(${at}${loaded === null ? '' : `, f.${loaded}`}) >= make_timestamp(${zone.startOf(String(from))})`
  return { relation, momentUs: moment, day: kind === 'fact' ? zone.dayOf(dated) : null, since, zone }
}

/** The time of another table, one row per key (the earliest). */
async function joinMoments(db: Database, { table, time }: TableContract): Promise<string> {
  if (time?.via === undefined) return `${table} f`
  const { table: other, on } = time.via
  const moments = `moment_of_${other}`
  await db.run(`CREATE TEMP TABLE IF NOT EXISTS ${moments} AS
    SELECT ${on}, min(${time.column}) AS moment FROM ${other} WHERE ${on} IS NOT NULL GROUP BY ${on}`)
  return `${table} f LEFT JOIN ${moments} m ON m.${on} = f.${on}`
}

/** The days that a table's time and load columns span, a day more on either side. */
async function zoneOver(
  db: Database,
  { table, time, loaded }: TableContract,
  timeZone: string,
): Promise<ZoneDays> {
  const spans = [
    ...(time === null
      ? []
      : [`SELECT min(${time.column}), max(${time.column}) FROM ${time.via?.table ?? table}`]),
    ...(loaded === null ? [] : [`SELECT min(${loaded}), max(${loaded}) FROM ${table}`]),
  ]
  const rows = await db.rows(
    `SELECT CAST(CAST(low AS DATE) AS VARCHAR), CAST(CAST(high AS DATE) AS VARCHAR) FROM (${spans.join(' UNION ALL ')}) t(low, high) WHERE low IS NOT NULL`,
  )
  const low = Math.min(...rows.map(([from]) => dayNumber(String(from))))
  const high = Math.max(...rows.map(([, to]) => dayNumber(String(to))))
  return zoneDays(db, timeZone, rows.length === 0 ? { from: 0, to: 0 } : { from: low - 2, to: high + 2 })
}

async function countDays(
  db: Database,
  contract: TableContract,
  source: RowSource,
): Promise<readonly DayCounts[]> {
  const columns = [...new Set([...contract.required, ...contract.watched])]
  const keyed = contract.key.map((column) => `f.${column} IS NOT NULL`).join(' AND ')
  const counts = [
    'count(*)',
    `count(*) FILTER (${keyed})`,
    ...columns.map((column) => `count(*) - count(f.${column})`),
    ...contract.references.flatMap((reference, index) =>
      referenceCounts(reference, `r${index}`, { contract, source }),
    ),
  ]
  const joins = contract.references.map((reference, index) => joinReference(reference, `r${index}`))
  const day = source.day ?? 'CAST(NULL AS BIGINT)'
  const rows = await db.rows(
    `SELECT ${day} AS day, ${counts.join(', ')} FROM ${source.relation} ${joins.join(' ')} GROUP BY 1 ORDER BY 1`,
  )
  return rows.map(([at, ...cells]) => {
    const [total = 0, whole = 0, ...rest] = cells.map(Number)
    return {
      day: at === null ? null : Number(at),
      rows: total,
      keyed: whole,
      nulls: Object.fromEntries(columns.map((column, index) => [column, rest[index] ?? 0])),
      references: Object.fromEntries(
        contract.references.map(({ column }, index) => {
          const [stated = 0, lost = 0, early = 0] = rest.slice(columns.length + 3 * index)
          return [column, { stated, lost, early }]
        }),
      ),
    }
  })
}

export const joinReference = ({ column, to, key, began }: Reference, alias: string): string =>
  `LEFT JOIN (SELECT ${key} AS k${began === null ? '' : `, min(${began}) AS began`} FROM ${to} WHERE ${key} IS NOT NULL GROUP BY ${key}) ${alias} ON ${alias}.k = f.${column}`

function referenceCounts(
  { column, began }: Reference,
  alias: string,
  { contract, source }: { contract: TableContract; source: RowSource },
): readonly string[] {
  const early = began === null ? null : isEarly(`${alias}.began`, contract, source)
  return [
    `count(f.${column})`,
    `count(f.${column}) - count(${alias}.k)`,
    early === null ? '0' : `count(*) FILTER (${early})`,
  ]
}

/** SQL: did the row happen before what it refers to began? Null where one of them has no time. */
export function isEarly(began: string, { time }: TableContract, source: RowSource): string | null {
  if (time === null || source.momentUs === null || source.zone === null) return null
  const at = time.via === undefined ? `f.${time.column}` : 'm.moment'
  return time.type === 'date'
    ? `epoch_us(${began}) >= ${source.zone.startOf(`${source.day} + 1`)}`
    : `${at} < ${began}`
}
