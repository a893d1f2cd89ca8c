WITH groups AS (
  SELECT
    toDate32(date_trunc('month', toDate32(shop_orders.ordered_at, 'UTC')), 'UTC') AS "month",
    toInt64(COUNT(shop_orders.id)) AS orders
  FROM shop_orders
  GROUP BY 1
)
SELECT
  groups."month" AS "month",
  groups.orders AS orders,
  SUM(groups.orders) OVER (ORDER BY groups."month" NULLS LAST) AS orders__running,
  CASE WHEN groups.orders IS NOT NULL THEN rank() OVER (ORDER BY groups.orders DESC NULLS LAST) ELSE NULL END AS orders__rank
FROM groups
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
