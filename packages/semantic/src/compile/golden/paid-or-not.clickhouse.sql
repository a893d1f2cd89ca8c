SELECT
  CASE WHEN "order".id IS NOT NULL THEN 1 END AS order__is_paid,
  toInt64(COUNT(shop_orders.id)) AS orders
FROM shop_orders
LEFT JOIN (
  SELECT *
  FROM shop_orders AS "order"
  WHERE status = 'paid'
) AS "order"
  ON shop_orders.id = "order".id
GROUP BY 1
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
