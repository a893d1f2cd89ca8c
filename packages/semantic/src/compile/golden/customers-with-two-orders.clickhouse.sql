WITH orders_by_customer AS (
  SELECT
    shop_orders.customer_id AS customer,
    toInt64(COUNT(shop_orders.id)) AS orders
  FROM shop_orders
  GROUP BY 1
)
SELECT toInt64(COUNT(*)) AS customer_count
FROM shop_customers
LEFT JOIN orders_by_customer
  ON shop_customers.id = orders_by_customer.customer
WHERE orders_by_customer.orders >= 2
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
