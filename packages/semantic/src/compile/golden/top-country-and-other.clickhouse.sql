WITH groups AS (
  SELECT
    toDate32(date_trunc('year', toDate32(shop_orders.ordered_at, 'UTC')), 'UTC') AS "year",
    customer.country AS country,
    SUM(shop_orders.amount) AS revenue,
    toInt64(COUNT(shop_orders.id)) AS orders
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  GROUP BY 1, 2
),
ranked AS (
  SELECT
    groups."year" AS "year",
    groups.country AS country,
    groups.revenue AS revenue,
    groups.orders AS orders,
    CASE WHEN rank() OVER (PARTITION BY groups."year" ORDER BY groups.revenue DESC NULLS LAST) <= 1 THEN 0 ELSE 1 END AS is_other
  FROM groups
),
with_other AS (
  SELECT
    ranked."year" AS "year",
    CASE WHEN ranked.is_other = 1 THEN 'Other' ELSE ranked.country END AS country,
    ranked.is_other AS is_other,
    SUM(ranked.revenue) AS revenue,
    SUM(ranked.orders) AS orders
  FROM ranked
  GROUP BY 1, 2, 3
)
SELECT
  with_other."year" AS "year",
  with_other.country AS country,
  with_other.revenue AS revenue,
  with_other.orders AS orders
FROM with_other
ORDER BY 1 NULLS LAST, with_other.is_other NULLS LAST, 3 DESC NULLS LAST, 2 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
