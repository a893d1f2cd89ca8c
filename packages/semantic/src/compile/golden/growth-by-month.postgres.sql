WITH orders_by_month AS (
  SELECT
    CAST(date_trunc('month', CAST(shop_orders.ordered_at AS TIMESTAMP)) AS DATE) AS metric_time__month,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  WHERE shop_orders.ordered_at >= TIMESTAMP '2025-01-01'
    AND shop_orders.ordered_at < TIMESTAMP '2026-04-01'
  GROUP BY 1
),
orders_by_month_2 AS (
  SELECT
    CAST(date_trunc('month', CAST(shop_orders.ordered_at + INTERVAL '1 month' AS TIMESTAMP)) AS DATE) AS metric_time__month,
    SUM(shop_orders.amount) AS amount_2
  FROM shop_orders
  WHERE shop_orders.ordered_at + INTERVAL '1 month' >= TIMESTAMP '2025-01-01'
    AND shop_orders.ordered_at + INTERVAL '1 month' < TIMESTAMP '2026-04-01'
  GROUP BY 1
),
all_sources AS (
  SELECT
    orders_by_month.metric_time__month AS metric_time__month,
    orders_by_month.amount AS amount,
    NULL AS amount_2
  FROM orders_by_month
  UNION ALL
  SELECT
    orders_by_month_2.metric_time__month AS metric_time__month,
    NULL AS amount,
    orders_by_month_2.amount_2 AS amount_2
  FROM orders_by_month_2
),
side_by_side AS (
  SELECT
    all_sources.metric_time__month AS metric_time__month,
    MAX(all_sources.amount) AS amount,
    MAX(all_sources.amount_2) AS amount_2
  FROM all_sources
  GROUP BY 1
)
SELECT
  side_by_side.metric_time__month AS metric_time__month,
  amount - amount_2 AS growth
FROM side_by_side
ORDER BY metric_time__month NULLS LAST
