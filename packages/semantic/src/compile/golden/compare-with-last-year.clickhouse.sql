WITH this_period AS (
  SELECT
    toDate32(date_trunc('month', toDate32(shop_orders.ordered_at, 'UTC')), 'UTC') AS metric_time__month,
    SUM(shop_orders.amount) AS revenue
  FROM shop_orders
  WHERE shop_orders.ordered_at >= toDateTime64('2026-01-01', 6, 'UTC')
    AND shop_orders.ordered_at < toDateTime64('2026-04-01', 6, 'UTC')
  GROUP BY 1
),
earlier_period AS (
  SELECT
    toDate32(date_trunc('month', toDate32(shop_orders.ordered_at, 'UTC')), 'UTC') AS metric_time__month,
    SUM(shop_orders.amount) AS revenue
  FROM shop_orders
  WHERE shop_orders.ordered_at >= toDateTime64('2025-01-01', 6, 'UTC')
    AND shop_orders.ordered_at < toDateTime64('2025-04-01', 6, 'UTC')
  GROUP BY 1
),
both_periods AS (
  SELECT
    this_period.metric_time__month AS metric_time__month,
    this_period.revenue AS revenue,
    NULL AS revenue__previous,
    1 AS in_this_period
  FROM this_period
  UNION ALL
  SELECT
    toDate32(earlier_period.metric_time__month + INTERVAL 1 YEAR, 'UTC') AS metric_time__month,
    NULL AS revenue,
    earlier_period.revenue AS revenue__previous,
    NULL AS in_this_period
  FROM earlier_period
),
compared AS (
  SELECT
    both_periods.metric_time__month AS metric_time__month,
    MAX(both_periods.revenue) AS revenue,
    MAX(both_periods.revenue__previous) AS revenue__previous
  FROM both_periods
  GROUP BY 1
)
SELECT
  compared.metric_time__month AS metric_time__month,
  compared.revenue AS revenue,
  compared.revenue__previous AS revenue__previous,
  compared.revenue - compared.revenue__previous AS revenue__change,
  toFloat64(compared.revenue - compared.revenue__previous) / nullIf(toFloat64(compared.revenue__previous), 0) AS revenue__change_percent
FROM compared
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
