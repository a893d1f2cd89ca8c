WITH listed_orders AS (
  SELECT DISTINCT customer.country AS customer__country
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  WHERE shop_orders.ordered_at >= toDateTime64('2026-02-01', 6, 'UTC')
)
SELECT DISTINCT shop_customers.country AS customer__country
FROM shop_customers
WHERE shop_customers.country NOT IN (
    SELECT listed_orders.customer__country AS customer__country
    FROM listed_orders
    WHERE listed_orders.customer__country IS NOT NULL
  )
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
