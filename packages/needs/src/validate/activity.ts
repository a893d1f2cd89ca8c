import type { Archetype } from '../options.ts'
import type { Subject } from './subject.ts'

/** One hour of the local calendar, of the days that the warehouse covers. */
export interface Hour {
  /** Local ISO day. */
  readonly day: string
  readonly hour: number
  /** 1 = Monday. */
  readonly weekday: number
  readonly rows: number
}

const EVENTS: Readonly<Record<Archetype, { readonly table: string; readonly time: string }>> = {
  neobank: { table: 'fact_card_transaction', time: 'event_time' },
  marketplace: { table: 'fact_order', time: 'order_time' },
}

/** Transactions or orders by local hour, in order of time. The zone is applied to quarters of an hour, not to rows. */
export async function readActivity({ db, archetype, warehouse }: Subject): Promise<readonly Hour[]> {
  const { table, time } = EVENTS[archetype]
  const rows = await db.rows(`
    WITH quarters AS (SELECT epoch_us(${time}) // 900000000 AS quarter, count(*) AS n FROM ${table}
      WHERE ${time} IS NOT NULL GROUP BY 1),
    local AS (SELECT timezone('${warehouse.timeZone}', timezone('UTC', make_timestamp(quarter * 900000000))) AS moment, n FROM quarters)
    SELECT CAST(CAST(moment AS DATE) AS VARCHAR), hour(moment), isodow(moment), CAST(sum(n) AS BIGINT)
    FROM local GROUP BY 1, 2, 3 ORDER BY 1, 2`)
  return rows.map(([day, hour, weekday, count]) => ({
    day: String(day),
    hour: Number(hour),
    weekday: Number(weekday),
    rows: Number(count),
  }))
}

/** Rows of each local day, in order. */
export function byDay(hours: readonly Hour[]): ReadonlyMap<string, number> {
  const days = new Map<string, number>()
  for (const { day, rows } of hours) days.set(day, (days.get(day) ?? 0) + rows)
  return days
}
