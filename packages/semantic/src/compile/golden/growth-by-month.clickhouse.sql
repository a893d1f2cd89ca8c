WITH orders_by_month AS (
  SELECT
    toDate32(date_trunc('month', toDate32(shop_orders.ordered_at, 'UTC')), 'UTC') AS metric_time__month,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  WHERE shop_orders.ordered_at >= toDateTime64('2025-01-01', 6, 'UTC')
    AND shop_orders.ordered_at < toDateTime64('2026-04-01', 6, 'UTC')
  GROUP BY 1
),
orders_by_month_2 AS (
  SELECT
    toDate32(date_trunc('month', toDate32(shop_orders.ordered_at + INTERVAL 1 MONTH, 'UTC')), 'UTC') AS metric_time__month,
    SUM(shop_orders.amount) AS amount_2
  FROM shop_orders
  WHERE shop_orders.ordered_at + INTERVAL 1 MONTH >= toDateTime64('2025-01-01', 6, 'UTC')
    AND shop_orders.ordered_at + INTERVAL 1 MONTH < toDateTime64('2026-04-01', 6, 'UTC')
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
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
