WITH orders_by_month AS (
  SELECT
    DATE_TRUNC(CAST(shop_orders.ordered_at AS DATE), MONTH) AS metric_time__month,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  WHERE shop_orders.ordered_at >= '2025-01-01'
    AND shop_orders.ordered_at < '2026-04-01'
  GROUP BY 1
),
orders_by_month_2 AS (
  SELECT
    DATE_TRUNC(CAST(DATETIME_ADD(CAST(shop_orders.ordered_at AS DATETIME), INTERVAL 1 MONTH) AS DATE), MONTH) AS metric_time__month,
    SUM(shop_orders.amount) AS amount_2
  FROM shop_orders
  WHERE DATETIME_ADD(CAST(shop_orders.ordered_at AS DATETIME), INTERVAL 1 MONTH) >= DATETIME '2025-01-01'
    AND DATETIME_ADD(CAST(shop_orders.ordered_at AS DATETIME), INTERVAL 1 MONTH) < DATETIME '2026-04-01'
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
