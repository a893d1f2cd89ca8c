SELECT shop_orders.id AS "order"
FROM shop_orders
LEFT JOIN shop_customers AS customer
  ON shop_orders.customer_id = customer.id
WHERE toFloat64(toFloat64(toUnixTimestamp64Micro(toDateTime64(shop_orders.ordered_at, 6, 'UTC')) - toUnixTimestamp64Micro(toDateTime64(customer.joined_on, 6, 'UTC')))) / 86400000000 <= 10
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
