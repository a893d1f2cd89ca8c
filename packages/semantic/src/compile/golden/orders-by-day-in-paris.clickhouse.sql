SELECT
  toDate32(CASE WHEN shop_orders.ordered_at < toDateTime64('2025-03-30 01:00:00', 6, 'UTC') THEN shop_orders.ordered_at + INTERVAL 60 MINUTE ELSE shop_orders.ordered_at + INTERVAL 120 MINUTE END, 'UTC') AS metric_time__day,
  toInt64(COUNT(shop_orders.id)) AS orders
FROM shop_orders
WHERE shop_orders.ordered_at >= toDateTime64('2025-02-27 23:00:00', 6, 'UTC')
  AND shop_orders.ordered_at < toDateTime64('2025-03-31 22:00:00', 6, 'UTC')
GROUP BY 1
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
