WITH groups_and_before AS (
  SELECT
    customer.country AS country,
    toDate32(shop_orders.ordered_at, 'UTC') AS "day",
    toInt64(COUNT(shop_orders.id)) AS orders
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  WHERE shop_orders.ordered_at >= toDateTime64('2025-01-24', 6, 'UTC')
    AND shop_orders.ordered_at < toDateTime64('2026-03-01', 6, 'UTC')
  GROUP BY 1, 2
),
rolled AS (
  SELECT
    groups_and_before.country AS country,
    groups_and_before."day" AS "day",
    groups_and_before.orders AS orders,
    SUM(groups_and_before.orders) OVER (PARTITION BY groups_and_before.country ORDER BY dateDiff('day', toDate32('2000-01-01'), groups_and_before."day", 'UTC') NULLS LAST RANGE BETWEEN 18 PRECEDING AND CURRENT ROW) AS recent
  FROM groups_and_before
),
groups AS (
  SELECT
    rolled.country AS country,
    rolled."day" AS "day",
    rolled.orders AS orders,
    rolled.recent AS recent
  FROM rolled
  WHERE rolled."day" >= toDate32('2025-02-11')
)
SELECT
  groups.country AS country,
  groups."day" AS "day",
  groups.orders AS orders,
  groups.recent AS recent,
  toFloat64(groups.orders) / nullIf(toFloat64(SUM(groups.orders) OVER ()), 0) AS orders__share
FROM groups
ORDER BY 2 NULLS LAST, 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
