SELECT
  shop_orders.customer_id AS customer,
  SUM(shop_orders.amount) AS revenue
FROM shop_orders
WHERE cityHash64(coalesce(toString(shop_orders.customer_id), toString(shop_orders.id), '')) % 1000000 < 999999
GROUP BY 1
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
