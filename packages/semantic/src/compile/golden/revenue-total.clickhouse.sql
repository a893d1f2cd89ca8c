SELECT SUM(shop_orders.amount) AS revenue
FROM shop_orders
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
