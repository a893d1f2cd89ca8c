WITH groups_and_before AS (
  SELECT
    toDate32(date_trunc('month', toDate32(shop_orders.ordered_at, 'UTC')), 'UTC') AS "month",
    SUM(shop_orders.amount) AS revenue
  FROM shop_orders
  GROUP BY 1
)
SELECT
  groups_and_before."month" AS "month",
  groups_and_before.revenue AS revenue,
  CASE WHEN dateDiff('month', toDate32('2000-01-01'), groups_and_before."month", 'UTC') - MIN(dateDiff('month', toDate32('2000-01-01'), groups_and_before."month", 'UTC')) OVER () >= 1 THEN toFloat64(SUM(groups_and_before.revenue) OVER (ORDER BY dateDiff('month', toDate32('2000-01-01'), groups_and_before."month", 'UTC') NULLS LAST RANGE BETWEEN 1 PRECEDING AND CURRENT ROW)) / nullIf(toFloat64(2), 0) ELSE NULL END AS revenue__average_2
FROM groups_and_before
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
