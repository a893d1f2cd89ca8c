WITH groups_and_before AS (
  SELECT
    DATE_TRUNC(CAST(shop_orders.ordered_at AS DATE), MONTH) AS month,
    SUM(shop_orders.amount) AS revenue
  FROM shop_orders
  WHERE shop_orders.ordered_at >= '2025-01-01'
  GROUP BY 1
),
rolled AS (
  SELECT
    groups_and_before.month AS month,
    groups_and_before.revenue AS revenue,
    SUM(groups_and_before.revenue) OVER (ORDER BY DATETIME_DIFF(CAST(groups_and_before.month AS DATETIME), CAST(DATE '2000-01-01' AS DATETIME), MONTH) NULLS FIRST RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) AS revenue__rolling_2
  FROM groups_and_before
)
SELECT
  rolled.month AS month,
  rolled.revenue AS revenue,
  rolled.revenue__rolling_2 AS revenue__rolling_2
FROM rolled
WHERE rolled.month >= '2025-02-01'
ORDER BY month NULLS LAST
