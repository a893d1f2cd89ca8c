SELECT
  toDate32(date_trunc('week', toDate32(shop_orders.ordered_at, 'UTC') + INTERVAL 1 DAY) - INTERVAL 1 DAY, 'UTC') AS metric_time__week,
  SUM(shop_orders.amount) AS revenue
FROM shop_orders
WHERE shop_orders.ordered_at >= toDateTime64('2025-01-01', 6, 'UTC')
  AND shop_orders.ordered_at < toDateTime64('2025-02-15', 6, 'UTC')
GROUP BY 1
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
