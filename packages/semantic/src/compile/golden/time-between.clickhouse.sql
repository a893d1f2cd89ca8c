SELECT toInt64(COUNT(shop_orders.id)) AS orders
FROM shop_orders
WHERE shop_orders.ordered_at >= toDateTime64('2025-02-28 23:00:00', 6, 'UTC')
  AND shop_orders.ordered_at < toDateTime64('2025-03-01 23:00:00', 6, 'UTC')
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
