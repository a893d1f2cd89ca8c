WITH orders_by_country AS (
  SELECT
    customer.country AS customer__country,
    toInt64(COUNT(shop_orders.id)) AS orders
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  WHERE shop_orders.status = 'refunded'
  GROUP BY 1
),
orders_by_country_2 AS (
  SELECT
    customer.country AS customer__country,
    toInt64(COUNT(shop_orders.id)) AS orders_2
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  GROUP BY 1
),
all_sources AS (
  SELECT
    orders_by_country.customer__country AS customer__country,
    orders_by_country.orders AS orders,
    NULL AS orders_2
  FROM orders_by_country
  UNION ALL
  SELECT
    orders_by_country_2.customer__country AS customer__country,
    NULL AS orders,
    orders_by_country_2.orders_2 AS orders_2
  FROM orders_by_country_2
),
side_by_side AS (
  SELECT
    all_sources.customer__country AS customer__country,
    MAX(all_sources.orders) AS orders,
    MAX(all_sources.orders_2) AS orders_2
  FROM all_sources
  GROUP BY 1
)
SELECT
  side_by_side.customer__country AS customer__country,
  toFloat64(COALESCE(orders, 0)) / nullIf(toFloat64(orders_2), 0) AS refunded_share
FROM side_by_side
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
