SELECT
  toDate32(date_trunc('year', toDate32(shop_orders.ordered_at - INTERVAL 1 MONTH, 'UTC')) + INTERVAL 1 MONTH, 'UTC') AS metric_time__fiscal_year,
  toInt64(COUNT(shop_orders.id)) AS orders
FROM shop_orders
GROUP BY 1
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
