WITH visible_shop_customers AS (
  SELECT *
  FROM shop_customers
  WHERE country = 'FR'
)
SELECT
  shop_customers.id AS customer,
  leftUTF8(toString(shop_customers.email), 1) AS customer__email
FROM visible_shop_customers AS shop_customers
ORDER BY 1 NULLS LAST, 2 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
