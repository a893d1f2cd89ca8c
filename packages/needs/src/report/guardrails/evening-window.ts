import type { DnrConfig } from '../../config/dnr-config.ts'
import type { Check } from '../health/health-metrics.ts'
import { readTable } from '../health/read-table.ts'
import type { Warehouse } from '../warehouse/open-warehouse.ts'
import { isoDay } from '../warehouse/zone-days.ts'
import { atLeast } from './invoice-aggregates.ts'

export interface EveningWindow {
  readonly payments: number
  /** Share of each local day's payments captured in the evening. */
  readonly daily_share_pct: Readonly<Record<string, number>>
  readonly overall_share_pct: number | null
  /** Days whose share reaches the least one, of the days with payments. */
  readonly days_pct: number | null
  readonly checks: readonly Check[]
  readonly passed: boolean
}

/**
 * How much of a marketplace's captured payments (one per order, the earliest loaded) falls into the evening: local hours
 * from `start_hour` up to `end_hour` (not included), over a range of local days, both included.
 */
export async function measureEvenings(
  { db, timeZone }: Warehouse,
  range: { readonly from: number; readonly to: number },
  window: DnrConfig['report']['marketplace']['evening_window'],
): Promise<EveningWindow> {
  const rows = await readTable('fact_payment', () =>
    db.rows(`
    WITH f AS (SELECT order_id, captured_at, loaded_at FROM fact_payment
      WHERE captured_at >= TIMESTAMP '${isoDay(range.from - 1)}' AND captured_at < TIMESTAMP '${isoDay(range.to + 3)}'),
    once AS (SELECT captured_at FROM f QUALIFY order_id IS NULL OR row_number() OVER (PARTITION BY order_id ORDER BY loaded_at, captured_at) = 1),
    quarters AS (SELECT time_bucket(INTERVAL 15 MINUTE, captured_at) AS quarter, count(*) AS n FROM once GROUP BY 1),
    local AS (SELECT timezone('${timeZone}', timezone('UTC', quarter)) AS moment, n FROM quarters)
    SELECT CAST(CAST(moment AS DATE) AS VARCHAR) AS day, CAST(sum(n) AS BIGINT),
      CAST(coalesce(sum(n) FILTER (hour(moment) >= ${window.start_hour} AND hour(moment) < ${window.end_hour}), 0) AS BIGINT)
    FROM local WHERE CAST(moment AS DATE) BETWEEN DATE '${isoDay(range.from)}' AND DATE '${isoDay(range.to)}'
    GROUP BY 1 ORDER BY 1`),
  )
  const days = rows.map(([day, all, evening]) => ({
    day: String(day),
    all: Number(all),
    evening: Number(evening),
  }))
  const payments = days.reduce((total, { all }) => total + all, 0)
  const evening = days.reduce((total, each) => total + each.evening, 0)
  const shares = days.map(({ day, all, evening: part }) => [day, (100 * part) / all] as const)
  const reaching = shares.filter(([, share]) => share >= window.min_share_pct).length
  const overall = payments === 0 ? null : (100 * evening) / payments
  const daysPct = days.length === 0 ? null : (100 * reaching) / days.length
  const checks = [
    atLeast('overall_share_pct', overall, window.min_share_pct),
    atLeast('days_pct', daysPct, window.min_days_pct),
  ]
  return {
    payments,
    daily_share_pct: Object.fromEntries(shares),
    overall_share_pct: overall,
    days_pct: daysPct,
    checks,
    passed: checks.every(({ passed }) => passed),
  }
}
