WITH groups AS (
  SELECT
    toDate32(CASE WHEN shop_orders.ordered_at < toDateTime64('2025-06-30', 6, 'UTC') OR shop_orders.ordered_at >= toDateTime64('2025-08-03', 6, 'UTC') THEN addSeconds(toDateTime64(shop_orders.ordered_at, 6, 'UTC'), timeZoneOffset(toTimeZone(toDateTime64(shop_orders.ordered_at, 6, 'UTC'), 'Europe/Paris'))) ELSE shop_orders.ordered_at + INTERVAL 120 MINUTE END, 'UTC') AS metric_time__day,
    toInt64(COUNT(shop_orders.id)) AS orders
  FROM shop_orders
  GROUP BY 1
)
SELECT
  groups.metric_time__day AS metric_time__day,
  groups.orders AS orders
FROM groups
WHERE groups.orders > 0
ORDER BY 1 NULLS LAST
LIMIT 3
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
