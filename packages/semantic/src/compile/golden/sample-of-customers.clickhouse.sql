WITH orders_by_country AS (
  SELECT
    customer.country AS customer__country,
    toInt64(COUNT(DISTINCT shop_orders.customer_id)) AS buyers,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  WHERE cityHash64(coalesce(toString(shop_orders.customer_id), toString(shop_orders.id), '')) % 1000000 < 999999
  GROUP BY 1
)
SELECT
  orders_by_country.customer__country AS customer__country,
  round(CAST(toFloat64(buyers) / nullIf(0.999999, 0) AS Nullable(Decimal(38, 12))), 0) AS buyers,
  toFloat64(amount) / nullIf(0.999999, 0) AS revenue
FROM orders_by_country
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
