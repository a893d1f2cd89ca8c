SELECT
  shop_orders.channel AS order__channel,
  toInt64(COUNT(shop_orders.id)) AS orders
FROM shop_orders
LEFT JOIN shop_customers AS customer
  ON shop_orders.customer_id = customer.id
WHERE toDate32(shop_orders.ordered_at, 'UTC') > customer.joined_on
GROUP BY 1
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
