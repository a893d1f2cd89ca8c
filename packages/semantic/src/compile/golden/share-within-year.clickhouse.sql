WITH groups AS (
  SELECT
    toDate32(date_trunc('year', toDate32(shop_orders.ordered_at, 'UTC')), 'UTC') AS "year",
    shop_orders.channel AS channel,
    SUM(shop_orders.amount) AS revenue
  FROM shop_orders
  GROUP BY 1, 2
),
groups_2 AS (
  SELECT
    groups."year" AS "year",
    groups.channel AS channel,
    groups.revenue AS revenue,
    toFloat64(groups.revenue) / nullIf(toFloat64(SUM(groups.revenue) OVER ()), 0) AS revenue__share,
    toFloat64(groups.revenue) / nullIf(toFloat64(SUM(groups.revenue) OVER (PARTITION BY groups."year")), 0) AS of_year
  FROM groups
)
SELECT
  groups_2."year" AS "year",
  groups_2.channel AS channel,
  groups_2.revenue AS revenue,
  groups_2.revenue__share AS revenue__share,
  groups_2.of_year AS of_year
FROM groups_2
QUALIFY rank() OVER (PARTITION BY groups_2."year" ORDER BY groups_2.revenue DESC NULLS LAST) <= 1
ORDER BY 1 NULLS LAST, 3 DESC NULLS LAST, 2 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
