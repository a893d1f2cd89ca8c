WITH distinct_rows AS (
  SELECT
    shop_orders.channel AS order__channel,
    MAX(shop_orders.ordered_at) AS ordered_by
  FROM shop_orders
  GROUP BY 1
)
SELECT distinct_rows.order__channel AS order__channel
FROM distinct_rows
ORDER BY distinct_rows.ordered_by DESC NULLS LAST, 1 NULLS LAST
LIMIT 5
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
