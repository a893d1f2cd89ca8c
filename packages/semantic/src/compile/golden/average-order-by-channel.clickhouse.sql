WITH orders_by_channel AS (
  SELECT
    shop_orders.channel AS order__channel,
    SUM(shop_orders.amount) AS amount,
    toInt64(COUNT(shop_orders.id)) AS orders,
    toInt64(COUNT(DISTINCT shop_orders.customer_id)) AS buyers
  FROM shop_orders
  WHERE shop_orders.status = 'paid'
  GROUP BY 1
)
SELECT
  orders_by_channel.order__channel AS order__channel,
  toFloat64(amount) / nullIf(toFloat64(orders), 0) AS average_order,
  buyers
FROM orders_by_channel
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
