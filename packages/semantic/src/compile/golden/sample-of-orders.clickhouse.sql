WITH orders_by_channel AS (
  SELECT
    shop_orders.channel AS order__channel,
    SUM(shop_orders.amount) AS amount,
    toInt64(COUNT(shop_orders.id)) AS orders
  FROM shop_orders
  WHERE cityHash64(coalesce(toString(shop_orders.id), '', '')) % 1000000 < 999999
  GROUP BY 1
)
SELECT
  orders_by_channel.order__channel AS order__channel,
  toFloat64(amount) / nullIf(0.999999, 0) AS revenue,
  round(CAST(toFloat64(orders) / nullIf(0.999999, 0) AS Nullable(Decimal(38, 12))), 0) AS orders,
  toFloat64(toFloat64(amount) / nullIf(0.999999, 0)) / nullIf(toFloat64(toFloat64(orders) / nullIf(0.999999, 0)), 0) AS average_order
FROM orders_by_channel
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
