WITH orders_by_country AS (
  SELECT
    customer.country AS customer__country,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  GROUP BY 1
),
orders_by_country_2 AS (
  SELECT
    customer.country AS customer__country,
    SUM(shop_orders.amount) AS amount_2
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  WHERE shop_orders.channel = 'web'
    AND shop_orders.ordered_at >= toDateTime64('2026-01-01', 6, 'UTC')
  GROUP BY 1
),
orders_by_country_3 AS (
  SELECT
    customer.country AS customer__country,
    MAX(shop_orders.amount) AS largest_paid
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  WHERE shop_orders.status = 'paid'
  GROUP BY 1
),
orders_by_country_4 AS (
  SELECT
    customer.country AS customer__country,
    toInt64(COUNT(*)) AS small
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  WHERE shop_orders.amount < 60
  GROUP BY 1
),
all_sources AS (
  SELECT
    orders_by_country.customer__country AS customer__country,
    orders_by_country.amount AS amount,
    NULL AS amount_2,
    NULL AS largest_paid,
    NULL AS small
  FROM orders_by_country
  UNION ALL
  SELECT
    orders_by_country_2.customer__country AS customer__country,
    NULL AS amount,
    orders_by_country_2.amount_2 AS amount_2,
    NULL AS largest_paid,
    NULL AS small
  FROM orders_by_country_2
  UNION ALL
  SELECT
    orders_by_country_3.customer__country AS customer__country,
    NULL AS amount,
    NULL AS amount_2,
    orders_by_country_3.largest_paid AS largest_paid,
    NULL AS small
  FROM orders_by_country_3
  UNION ALL
  SELECT
    orders_by_country_4.customer__country AS customer__country,
    NULL AS amount,
    NULL AS amount_2,
    NULL AS largest_paid,
    orders_by_country_4.small AS small
  FROM orders_by_country_4
),
side_by_side AS (
  SELECT
    all_sources.customer__country AS customer__country,
    MAX(all_sources.amount) AS amount,
    MAX(all_sources.amount_2) AS amount_2,
    MAX(all_sources.largest_paid) AS largest_paid,
    MAX(all_sources.small) AS small
  FROM all_sources
  GROUP BY 1
)
SELECT
  side_by_side.customer__country AS customer__country,
  amount AS revenue,
  amount_2 AS web_2026,
  largest_paid,
  COALESCE(small, 0) AS small
FROM side_by_side
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
