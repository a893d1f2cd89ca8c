import type { Database } from '../../database.ts'
import type { TableContract } from '../warehouse/table-contract.ts'

/** Minutes between what happened and its load, rounded to whole minutes; quantiles are the least value that enough rows stay within. */
export interface Lags {
  readonly days: ReadonlyMap<number, DayLags>
  readonly window: LagFigures
  readonly history: LagFigures
}

export interface LagFigures {
  /** Rows that say both. */
  readonly rows: number
  readonly p95: number | null
  /** Rows over the limit. */
  readonly late: number
}

export interface DayLags extends LagFigures {
  readonly median: number | null
}

export interface LagSource {
  readonly relation: string
  readonly momentUs: string | null
  readonly day: string
  readonly windowFrom: number
  readonly lagLimitMin: number
}

/** Null for a table that does not say when it was loaded. */
export async function measureLags(
  db: Database,
  contract: TableContract,
  source: LagSource,
): Promise<Lags | null> {
  if (contract.loaded === null || source.momentUs === null) return null
  const loaded = `epoch_us(f.${contract.loaded})`
  await db.run(`CREATE OR REPLACE TEMP TABLE lag AS
    SELECT day, CAST(round((loaded - moment) / 60000000) AS BIGINT) AS lag, count(*) AS n
    FROM (SELECT ${source.day} AS day, ${loaded} AS loaded, ${source.momentUs} AS moment FROM ${source.relation})
    WHERE loaded IS NOT NULL AND moment IS NOT NULL GROUP BY 1, 2`)
  const days = await db.rows(quantiles('day', 'true', source.lagLimitMin))
  const [history] = await db.rows(quantiles('0', 'true', source.lagLimitMin))
  const [window] = await db.rows(quantiles('0', `day >= ${source.windowFrom}`, source.lagLimitMin))
  await db.run('DROP TABLE lag')
  return {
    days: new Map(days.map((row) => [Number(row[0]), { ...figures(row), median: orNull(row[4]) }])),
    window: figures(window ?? []),
    history: figures(history ?? []),
  }
}

const quantiles = (group: string, where: string, limit: number): string => `
  SELECT g, max(total), min(lag) FILTER (upTo >= 0.95 * total), coalesce(sum(n) FILTER (lag > ${limit}), 0),
    min(lag) FILTER (upTo >= 0.5 * total)
  FROM (SELECT ${group} AS g, lag, n, sum(n) OVER (PARTITION BY ${group} ORDER BY lag) AS upTo, sum(n) OVER (PARTITION BY ${group}) AS total
    FROM (SELECT ${group === 'day' ? 'day' : '0 AS day'}, lag, CAST(sum(n) AS BIGINT) AS n FROM lag WHERE ${where} GROUP BY 1, 2))
  GROUP BY g ORDER BY g`

const orNull = (cell: unknown): number | null => (cell === null || cell === undefined ? null : Number(cell))

const figures = (row: readonly unknown[]): LagFigures => ({
  rows: Number(row[1] ?? 0),
  p95: orNull(row[2]),
  late: Number(row[3] ?? 0),
})
