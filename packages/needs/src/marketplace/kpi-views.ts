import { localDay, once } from '../kpi-sql.ts'

/** Orders that were paid, once each, with their goods and fee. */
const PAID = `(SELECT o.order_id, order_time, buyer_id, cents, platform_fee_cents FROM ${once('fact_order', 'order_id')} o
  JOIN ${once('fact_payment', 'order_id')} p ON p.order_id = o.order_id AND captured_at IS NOT NULL
  JOIN (SELECT order_id, sum(qty * item_price_cents) AS cents
    FROM (SELECT DISTINCT order_id, line_id, qty, item_price_cents FROM fact_order_item) GROUP BY order_id) i ON i.order_id = o.order_id)`

/**
 * Views of the measures of spec 002, by local day and by month: orders whose payment was captured, one row per key (the
 * earliest loaded). Money in US dollars. Active buyers and sellers had such an order in the 30 days before the month's
 * end; live listings are those of the month's last snapshot, null where it has none.
 */
export const marketplaceKpis = (timeZone: string): Readonly<Record<string, string>> => ({
  kpi_daily: `
    SELECT ${localDay(timeZone, 'order_time')} AS day, count(*) AS orders, sum(cents) / 100 AS gmv, sum(platform_fee_cents) / 100 AS net_revenue,
      sum(platform_fee_cents) / sum(cents) AS take_rate, sum(cents) / 100 / count(*) AS average_order
    FROM ${PAID} GROUP BY day ORDER BY day`,
  kpi_monthly: `
    WITH month AS (SELECT CAST(date_trunc('month', day) AS DATE) AS month, CAST(sum(orders) AS BIGINT) AS orders, sum(gmv) AS gmv,
        sum(net_revenue) AS net_revenue, sum(net_revenue) / sum(gmv) AS take_rate, sum(gmv) / sum(orders) AS average_order,
        max(day) AS last_day, timezone('UTC', timezone('${timeZone}', CAST(max(day) + 1 AS TIMESTAMP))) AS ends
      FROM kpi_daily GROUP BY 1),
    late AS (SELECT month, order_id, buyer_id FROM month JOIN ${PAID} ON order_time >= ends - INTERVAL 30 DAY AND order_time < ends),
    active AS (SELECT month, count(DISTINCT late.buyer_id) AS active_buyers_30d, count(DISTINCT seller_id) AS active_sellers_30d
      FROM late JOIN fact_order_item USING (order_id) GROUP BY month),
    live AS (SELECT ds AS last_day, count(*) FILTER (status = 'active') AS live_listings FROM snapshot_listing_daily GROUP BY ds)
    SELECT month.* EXCLUDE (ends, last_day), coalesce(active_buyers_30d, 0) AS active_buyers_30d,
      coalesce(active_sellers_30d, 0) AS active_sellers_30d, live_listings
    FROM month LEFT JOIN active USING (month) LEFT JOIN live USING (last_day) ORDER BY month`,
})
