WITH groups_to_total AS (
  SELECT
    shop_orders.channel AS order__channel,
    shop_orders.customer_id AS customer,
    SUM(shop_orders.amount) AS revenue,
    toInt64(COUNT(shop_orders.id)) AS orders
  FROM shop_orders
  GROUP BY 1, 2
)
SELECT
  groups_to_total.order__channel AS order__channel,
  toInt64(COUNT(*)) AS group_count,
  SUM(toFloat64(COALESCE(groups_to_total.revenue, 0))) AS revenue__sum,
  SUM(toFloat64(COALESCE(groups_to_total.orders, 0))) AS orders__sum,
  SUM(toFloat64(COALESCE(groups_to_total.revenue, 0)) * toFloat64(COALESCE(groups_to_total.revenue, 0))) AS revenue__times__revenue,
  SUM(toFloat64(COALESCE(groups_to_total.revenue, 0)) * toFloat64(COALESCE(groups_to_total.orders, 0))) AS revenue__times__orders,
  SUM(toFloat64(COALESCE(groups_to_total.orders, 0)) * toFloat64(COALESCE(groups_to_total.orders, 0))) AS orders__times__orders
FROM groups_to_total
WHERE groups_to_total.orders > 0
GROUP BY 1
ORDER BY groups_to_total.order__channel NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
