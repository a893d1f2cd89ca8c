WITH groups AS (
  SELECT
    CAST(date_trunc('year', CAST(shop_orders.ordered_at AS TIMESTAMP)) AS DATE) AS "year",
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
    CAST(groups.revenue AS DOUBLE PRECISION) / NULLIF(CAST(SUM(groups.revenue) OVER () AS DOUBLE PRECISION), 0) AS revenue__share,
    CAST(groups.revenue AS DOUBLE PRECISION) / NULLIF(CAST(SUM(groups.revenue) OVER (PARTITION BY groups."year") AS DOUBLE PRECISION), 0) AS of_year
  FROM groups
)
SELECT
  ranked."year" AS "year",
  ranked.channel AS channel,
  ranked.revenue AS revenue,
  ranked.revenue__share AS revenue__share,
  ranked.of_year AS of_year
FROM (
  SELECT
    groups_2."year" AS "year",
    groups_2.channel AS channel,
    groups_2.revenue AS revenue,
    groups_2.revenue__share AS revenue__share,
    groups_2.of_year AS of_year,
    rank() OVER (PARTITION BY groups_2."year" ORDER BY groups_2.revenue DESC NULLS LAST) AS place
  FROM groups_2
) AS ranked
WHERE ranked.place <= 1
ORDER BY "year" NULLS LAST, revenue DESC NULLS LAST, channel NULLS LAST
