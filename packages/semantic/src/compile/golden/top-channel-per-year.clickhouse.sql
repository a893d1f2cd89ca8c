WITH groups AS (
  SELECT
    toDate32(date_trunc('year', toDate32(shop_orders.ordered_at, 'UTC')), 'UTC') AS metric_time__year,
    shop_orders.status AS order__status,
    toInt64(COUNT(shop_orders.id)) AS orders
  FROM shop_orders
  GROUP BY 1, 2
)
SELECT
  groups.metric_time__year AS metric_time__year,
  groups.order__status AS order__status,
  groups.orders AS orders
FROM groups
QUALIFY rank() OVER (PARTITION BY groups.metric_time__year ORDER BY groups.orders DESC NULLS LAST) <= 1
ORDER BY 1 NULLS LAST, 3 DESC NULLS LAST, 2 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
