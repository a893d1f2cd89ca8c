WITH groups AS (
  SELECT
    customer.country AS customer__country,
    SUM(shop_orders.amount) AS revenue
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  GROUP BY 1
)
SELECT
  groups.customer__country AS customer__country,
  groups.revenue AS revenue
FROM groups
WHERE groups.revenue > 100
ORDER BY 2 DESC NULLS LAST, 1 NULLS LAST
LIMIT 1
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
