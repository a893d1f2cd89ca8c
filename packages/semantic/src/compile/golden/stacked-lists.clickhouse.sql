WITH visible_shop_customers AS (
  SELECT *
  FROM shop_customers
  WHERE country = 'FR'
),
listed AS (
  SELECT customer.country AS country
  FROM shop_refunds
  LEFT JOIN visible_shop_customers AS customer
    ON shop_refunds.customer_id = customer.id
  UNION ALL
  SELECT shop_customers.name AS country
  FROM visible_shop_customers AS shop_customers
  WHERE shop_customers.joined_on >= toDate32('2025-01-01')
)
SELECT DISTINCT listed.country AS country
FROM listed
ORDER BY 1 DESC NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
