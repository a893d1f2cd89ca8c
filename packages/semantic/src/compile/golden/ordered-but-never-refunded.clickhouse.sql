WITH listed_orders AS (
  SELECT DISTINCT shop_orders.customer_id AS customer
  FROM shop_orders
),
listed_refunds AS (
  SELECT DISTINCT shop_refunds.customer_id AS customer
  FROM shop_refunds
)
SELECT toInt64(COUNT(*)) AS customer_count
FROM shop_customers
WHERE shop_customers.id IN (
    SELECT listed_orders.customer AS customer
    FROM listed_orders
    WHERE listed_orders.customer IS NOT NULL
  )
  AND shop_customers.id NOT IN (
    SELECT listed_refunds.customer AS customer
    FROM listed_refunds
    WHERE listed_refunds.customer IS NOT NULL
  )
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
