WITH groups_and_before AS (
  SELECT
    CAST(date_trunc('month', shop_orders.ordered_at) AS DATE) AS "month",
    SUM(shop_orders.amount) AS revenue
  FROM shop_orders
  GROUP BY 1
)
SELECT
  groups_and_before."month" AS "month",
  groups_and_before.revenue AS revenue,
  CASE WHEN date_diff('month', DATE '2000-01-01', groups_and_before."month") - MIN(date_diff('month', DATE '2000-01-01', groups_and_before."month")) OVER () >= 1 THEN CAST(SUM(groups_and_before.revenue) OVER (ORDER BY date_diff('month', DATE '2000-01-01', groups_and_before."month") NULLS LAST RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) AS DOUBLE) / NULLIF(CAST(2 AS DOUBLE), 0) ELSE NULL END AS revenue__average_2
FROM groups_and_before
ORDER BY "month" NULLS LAST
