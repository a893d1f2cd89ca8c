WITH groups AS (
  SELECT
    shop_orders.customer_id AS customer,
    toInt64(COUNT(shop_orders.id)) AS orders
  FROM shop_orders
  GROUP BY 1
),
groups_2 AS (
  SELECT
    groups.customer AS customer,
    groups.orders AS orders,
    toFloat64(groups.orders) / nullIf(toFloat64(SUM(groups.orders) OVER ()), 0) AS orders__share
  FROM groups
),
ranked AS (
  SELECT
    groups_2.customer AS customer,
    groups_2.orders AS orders,
    groups_2.orders__share AS orders__share,
    CASE WHEN row_number() OVER (ORDER BY groups_2.orders DESC NULLS LAST, groups_2.customer NULLS LAST) <= 1 THEN 0 ELSE 1 END AS is_other
  FROM groups_2
),
with_other AS (
  SELECT
    CASE WHEN ranked.is_other = 1 THEN 'Other' ELSE CAST(ranked.customer AS Nullable(String)) END AS customer,
    ranked.is_other AS is_other,
    SUM(ranked.orders) AS orders,
    SUM(ranked.orders__share) AS orders__share
  FROM ranked
  GROUP BY 1, 2
)
SELECT
  with_other.customer AS customer,
  with_other.orders AS orders,
  with_other.orders__share AS orders__share
FROM with_other
ORDER BY with_other.is_other NULLS LAST, 2 DESC NULLS LAST, 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
