WITH groups_and_before AS (
  SELECT
    DATE_TRUNC(CAST(shop_orders.ordered_at AS DATE), MONTH) AS month,
    SUM(shop_orders.amount) AS revenue
  FROM shop_orders
  GROUP BY 1
)
SELECT
  groups_and_before.month AS month,
  groups_and_before.revenue AS revenue,
  CASE WHEN DATETIME_DIFF(CAST(groups_and_before.month AS DATETIME), CAST(DATE '2000-01-01' AS DATETIME), MONTH) - MIN(DATETIME_DIFF(CAST(groups_and_before.month AS DATETIME), CAST(DATE '2000-01-01' AS DATETIME), MONTH)) OVER () >= 1 THEN SAFE_DIVIDE(CAST(SUM(groups_and_before.revenue) OVER (ORDER BY DATETIME_DIFF(CAST(groups_and_before.month AS DATETIME), CAST(DATE '2000-01-01' AS DATETIME), MONTH) NULLS FIRST RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) AS FLOAT64), CAST(2 AS FLOAT64)) ELSE NULL END AS revenue__average_2
FROM groups_and_before
ORDER BY month NULLS LAST
