import type { Archetype } from '../../config/dnr-config.ts'

/** How a fact earns; SQL over its rows `f`, in cents. */
export interface RevenueRule {
  readonly table: string
  /** Its revenue is the company's; the other tables only explain the same money. */
  readonly isCounted: boolean
  readonly revenue: string
  /** What a broken row puts at risk, where that is more than its revenue. */
  readonly stake?: string
  /** SQL: rows whose money has not come in, which is for `revenue_coverage_mapping`. */
  readonly missing?: string
  /** Tables that `join` needs, over rows from a day (UTC) on. */
  readonly prepare?: (since: string) => readonly string[]
  readonly join?: string
}

const feePerOrder = (since: string) => `CREATE OR REPLACE TEMP TABLE fee_of_order AS
  SELECT order_id, arg_min(platform_fee_cents, loaded_at) AS fee FROM fact_payment
  WHERE order_id IS NOT NULL AND captured_at >= TIMESTAMP '${since}' GROUP BY order_id`
const goodsPerOrder = (since: string) => `CREATE OR REPLACE TEMP TABLE goods_of_order AS
  SELECT order_id, arg_min(subtotal_cents, loaded_at) AS goods FROM fact_order
  WHERE order_id IS NOT NULL AND order_time >= TIMESTAMP '${since}' GROUP BY order_id`

/** Neobank: interchange of approved purchases and paid subscriptions. Marketplace: the fees of captured payments. */
export const REVENUE: Readonly<Record<Archetype, readonly RevenueRule[]>> = {
  neobank: [
    {
      table: 'fact_card_transaction',
      isCounted: true,
      revenue: `CASE WHEN f.auth_result = 'approved' THEN f.amount_cents * f.interchange_bps / 10000.0 END`,
    },
    {
      table: 'fact_subscription_invoice',
      isCounted: true,
      revenue: 'CASE WHEN f.paid_at IS NOT NULL THEN f.amount_cents END',
      stake: 'f.amount_cents',
      missing: 'f.paid_at IS NULL',
    },
  ],
  marketplace: [
    {
      table: 'fact_payment',
      isCounted: true,
      revenue: 'CASE WHEN f.captured_at IS NOT NULL THEN f.platform_fee_cents END',
    },
    {
      table: 'fact_order',
      isCounted: false,
      revenue: 'p.fee',
      prepare: (since) => [feePerOrder(since)],
      join: 'LEFT JOIN fee_of_order p ON p.order_id = f.order_id',
    },
    {
      table: 'fact_order_item',
      isCounted: false,
      revenue: 'p.fee * f.qty * f.item_price_cents / nullif(g.goods, 0)',
      prepare: (since) => [feePerOrder(since), goodsPerOrder(since)],
      join: 'LEFT JOIN fee_of_order p ON p.order_id = f.order_id LEFT JOIN goods_of_order g ON g.order_id = f.order_id',
    },
  ],
}
