import type { DnrConfig } from '../../config/dnr-config.ts'
import type { Check } from '../health/health-metrics.ts'
import { readTable } from '../health/read-table.ts'
import type { Warehouse } from '../warehouse/open-warehouse.ts'
import { isoDay } from '../warehouse/zone-days.ts'

export interface InvoiceMetrics {
  /** Invoices without a payment. */
  readonly missing_pct: number | null
  /** Of the paid ones: paid within a day of the start of their period. */
  readonly on_time_pct: number | null
  /** Rows that repeat an invoice id. */
  readonly dup_key_pct: number | null
  /** Minutes from the start of the period (local midnight) to the payment; 95 % are paid within. */
  readonly p95_payment_lag_min: number | null
}

export interface InvoiceAggregates {
  readonly invoices: number
  readonly metrics: InvoiceMetrics
  readonly checks: readonly Check[]
  readonly passed: boolean
}

const ON_TIME_MIN = 1440

/**
 * The invoices whose period starts in a range of local days (both included), one per id (the earliest loaded), against
 * the objectives `report.invoice_aggregates.slos`. What cannot be measured passes.
 */
export async function measureInvoices(
  { db, timeZone }: Warehouse,
  range: { readonly from: number; readonly to: number },
  slos: DnrConfig['report']['invoice_aggregates']['slos'],
): Promise<InvoiceAggregates> {
  const [row = []] = await readTable('fact_subscription_invoice', () =>
    db.rows(`
    WITH f AS (SELECT invoice_id, period_start, paid_at, loaded_at FROM fact_subscription_invoice
      WHERE period_start BETWEEN DATE '${isoDay(range.from)}' AND DATE '${isoDay(range.to)}'),
    once AS (SELECT * FROM f QUALIFY invoice_id IS NULL OR row_number() OVER (PARTITION BY invoice_id ORDER BY loaded_at, paid_at) = 1),
    starts AS (SELECT period_start, timezone('UTC', timezone('${timeZone}', CAST(period_start AS TIMESTAMP))) AS begins
      FROM (SELECT DISTINCT period_start FROM once)),
    paid AS (SELECT epoch(paid_at - begins) / 60 AS lag FROM once JOIN starts USING (period_start) WHERE paid_at IS NOT NULL)
    SELECT (SELECT count(*) FROM once), (SELECT count(*) FROM once WHERE paid_at IS NULL),
      (SELECT count(*) FROM paid), (SELECT count(*) FROM paid WHERE lag <= ${ON_TIME_MIN}),
      (SELECT count(invoice_id) FROM f), (SELECT count(DISTINCT invoice_id) FROM f),
      (SELECT quantile_disc(lag, 0.95) FROM paid)`),
  )
  const [invoices = 0, unpaid = 0, paid = 0, onTime = 0, keyed = 0, keys = 0] = row.slice(0, 6).map(Number)
  const p95 = row[6] ?? null
  const metrics = {
    missing_pct: percent(unpaid, invoices),
    on_time_pct: percent(onTime, paid),
    dup_key_pct: percent(keyed - keys, keyed),
    p95_payment_lag_min: p95 === null ? null : Number(p95),
  }
  const checks = [
    atMost('missing_pct', metrics.missing_pct, slos.missing_pct.max),
    atLeast('on_time_pct', metrics.on_time_pct, slos.on_time_pct.min),
    atMost('dup_key_pct', metrics.dup_key_pct, slos.dup_key_pct.max),
    atMost('p95_payment_lag_min', metrics.p95_payment_lag_min, slos.p95_payment_lag_min.max),
  ]
  return { invoices, metrics, checks, passed: checks.every(({ passed }) => passed) }
}

const percent = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / whole)

const atMost = (metric: string, value: number | null, threshold: number): Check => ({
  metric,
  value,
  threshold,
  rule: 'max',
  passed: value === null || value <= threshold,
})

export const atLeast = (metric: string, value: number | null, threshold: number): Check => ({
  metric,
  value,
  threshold,
  rule: 'min',
  passed: value === null || value >= threshold,
})
