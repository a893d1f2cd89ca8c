SELECT
  shop_orders.id AS "order",
  shop_orders.ordered_at AS order__ordered_at,
  customer.name AS customer__name,
  shop_orders.amount AS order__amount
FROM shop_orders
LEFT JOIN shop_customers AS customer
  ON shop_orders.customer_id = customer.id
WHERE shop_orders.amount >= 50
ORDER BY 4 DESC NULLS LAST, 2 NULLS LAST, 1 NULLS LAST, 3 NULLS LAST
LIMIT 3
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
