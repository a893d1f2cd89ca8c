WITH groups_and_before AS (
  SELECT
    CAST(date_trunc('month', CAST(shop_orders.ordered_at AS TIMESTAMP)) AS DATE) AS "month",
    SUM(shop_orders.amount) AS revenue
  FROM shop_orders
  WHERE shop_orders.ordered_at >= TIMESTAMP '2025-01-01'
  GROUP BY 1
),
rolled AS (
  SELECT
    groups_and_before."month" AS "month",
    groups_and_before.revenue AS revenue,
    SUM(groups_and_before.revenue) OVER (ORDER BY CAST((EXTRACT(YEAR FROM CAST(groups_and_before."month" AS TIMESTAMP)) - EXTRACT(YEAR FROM CAST(DATE '2000-01-01' AS TIMESTAMP))) * 12 + EXTRACT(MONTH FROM CAST(groups_and_before."month" AS TIMESTAMP)) - EXTRACT(MONTH FROM CAST(DATE '2000-01-01' AS TIMESTAMP)) AS BIGINT) NULLS LAST RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) AS revenue__rolling_2
  FROM groups_and_before
)
SELECT
  rolled."month" AS "month",
  rolled.revenue AS revenue,
  rolled.revenue__rolling_2 AS revenue__rolling_2
FROM rolled
WHERE rolled."month" >= DATE '2025-02-01'
ORDER BY "month" NULLS LAST
