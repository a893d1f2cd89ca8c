import { localDay, once } from '../kpi-sql.ts'

/**
 * Views of the measures of spec 002, by local day and by month: approved transactions and paid invoices, one row per key
 * (the earliest loaded). Money in US dollars; `active_customers_30d` had an approved transaction in the 30 days before the
 * month's end.
 */
export const neobankKpis = (timeZone: string): Readonly<Record<string, string>> => ({
  kpi_daily: `
    WITH spend AS (SELECT quarter, sum(amount_cents) AS cents, sum(amount_cents * interchange_bps) AS ten_thousandths
      FROM (SELECT epoch_us(event_time) // 900000000 AS quarter, amount_cents, interchange_bps
        FROM ${once('fact_card_transaction', 'txn_id')} WHERE auth_result = 'approved') GROUP BY quarter),
    told AS (
      SELECT ${localDay(timeZone, 'make_timestamp(quarter * 900000000)')} AS day, cents, ten_thousandths / 10000 AS fee, 0 AS accounts, 0 AS paid FROM spend
      UNION ALL SELECT ${localDay(timeZone, 'created_at')}, 0, 0, 1, 0 FROM dim_account
      UNION ALL SELECT ${localDay(timeZone, 'paid_at')}, 0, 0, 0, amount_cents FROM ${once('fact_subscription_invoice', 'invoice_id')} WHERE paid_at IS NOT NULL)
    SELECT day, sum(cents) / 100 AS card_spend, sum(fee) / 100 AS interchange_revenue, sum(paid) / 100 AS subscription_revenue,
      (sum(fee) + sum(paid)) / 100 AS revenue, CAST(sum(accounts) AS BIGINT) AS new_accounts
    FROM told WHERE day >= (SELECT min(${localDay(timeZone, 'event_time')}) FROM (SELECT min(event_time) AS event_time FROM fact_card_transaction))
    GROUP BY day ORDER BY day`,
  kpi_monthly: `
    WITH month AS (SELECT CAST(date_trunc('month', day) AS DATE) AS month, sum(card_spend) AS card_spend, sum(interchange_revenue) AS interchange_revenue,
        sum(subscription_revenue) AS subscription_revenue, sum(revenue) AS revenue, CAST(sum(new_accounts) AS BIGINT) AS new_accounts,
        timezone('UTC', timezone('${timeZone}', CAST(max(day) + 1 AS TIMESTAMP))) AS ends
      FROM kpi_daily GROUP BY 1),
    active AS (SELECT month, count(DISTINCT customer_id) AS active_customers_30d
      FROM month JOIN fact_card_transaction ON event_time >= ends - INTERVAL 30 DAY AND event_time < ends
      JOIN dim_card USING (card_id) JOIN dim_account USING (account_id) WHERE auth_result = 'approved' GROUP BY month)
    SELECT month.* EXCLUDE (ends), coalesce(active_customers_30d, 0) AS active_customers_30d
    FROM month LEFT JOIN active USING (month) ORDER BY month`,
})
