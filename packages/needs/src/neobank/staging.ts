import type { Build } from '../builder.ts'

/**
 * The `stg_` layer, as a dbt project would have it: one row per business key (the earliest loaded), money in exact
 * dollars, references that exist or null, categories spelled out.
 */
export async function stageNeobank({ db }: Build): Promise<void> {
  for (const sql of STATEMENTS) await db.run(sql)
}

export const NEOBANK_STAGING = [
  'stg_customer',
  'stg_account',
  'stg_card',
  'stg_merchant',
  'stg_plan',
  'stg_card_transaction',
  'stg_subscription_invoice',
] as const

const STATEMENTS = [
  `CREATE TABLE stg_subscription_invoice AS
    SELECT invoice_id, c.customer_id, p.plan_id, period_start, period_end, paid_at, paid_at IS NOT NULL AS is_paid,
      CAST(CAST(amount_cents AS DECIMAL(16, 0)) * 0.01 AS DECIMAL(18, 2)) AS amount, i.loaded_at
    FROM (SELECT * FROM fact_subscription_invoice QUALIFY row_number() OVER (PARTITION BY invoice_id ORDER BY loaded_at) = 1) i
    LEFT JOIN dim_customer c ON c.customer_id = i.customer_id LEFT JOIN dim_plan p ON p.plan_id = i.plan_id
    ORDER BY invoice_id`,
  `CREATE TABLE stg_customer AS
    SELECT c.customer_id, c.created_at, kyc_status, coalesce(s.invoices, 0) > 0 AS is_premium,
      CASE WHEN s.invoices > 0 THEN 'Premium' ELSE 'Standard' END AS plan,
      CAST(CASE WHEN s.invoices > 0 THEN 2 ELSE 1 END AS BIGINT) AS plan_id
    FROM dim_customer c LEFT JOIN (SELECT customer_id, count(*) AS invoices FROM stg_subscription_invoice
      WHERE period_end > (SELECT max(period_start) FROM stg_subscription_invoice) GROUP BY customer_id) s
      ON s.customer_id = c.customer_id
    ORDER BY c.customer_id`,
  `CREATE TABLE stg_account AS SELECT account_id, customer_id, type AS account_type, created_at AS opened_at, status
    FROM dim_account ORDER BY account_id`,
  `CREATE TABLE stg_card AS SELECT card_id, account_id, a.customer_id, a.account_type, c.status, a.opened_at AS issued_at, activated_at
    FROM dim_card c LEFT JOIN stg_account a USING (account_id) ORDER BY card_id`,
  `CREATE TABLE stg_merchant AS SELECT merchant_id, name, m.mcc, mcc_name, sector
    FROM dim_merchant m LEFT JOIN mcc ON mcc.mcc = m.mcc ORDER BY merchant_id`,
  `CREATE TABLE stg_plan AS SELECT plan_id, name, CAST(CAST(price_cents AS DECIMAL(16, 0)) * 0.01 AS DECIMAL(18, 2)) AS price, cadence
    FROM dim_plan ORDER BY plan_id`,
  `CREATE TABLE stg_card_transaction AS
    SELECT txn_id, c.card_id, c.customer_id, m.merchant_id, event_time,
      CAST(CAST(amount_cents AS DECIMAL(16, 0)) * 0.01 AS DECIMAL(18, 2)) AS amount,
      CAST(CAST(amount_cents AS DECIMAL(12, 0)) * interchange_bps * 0.000001 AS DECIMAL(18, 6)) AS interchange,
      coalesce(channel, 'unknown') AS channel, auth_result, auth_result = 'approved' AS is_approved, loaded_at
    FROM (SELECT t.* FROM fact_card_transaction t LEFT JOIN (
        SELECT txn_id AS twice, min(loaded_at) AS earliest FROM fact_card_transaction GROUP BY txn_id HAVING count(*) > 1)
      ON twice = txn_id WHERE twice IS NULL OR loaded_at = earliest) t
    LEFT JOIN stg_card c ON c.card_id = t.card_id LEFT JOIN dim_merchant m ON m.merchant_id = t.merchant_id
    ORDER BY txn_id`,
]
