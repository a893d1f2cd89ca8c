WITH `groups` AS (
  SELECT
    DATE_TRUNC(CAST(shop_orders.ordered_at AS DATE), YEAR) AS year,
    shop_orders.channel AS channel,
    SUM(shop_orders.amount) AS revenue
  FROM shop_orders
  GROUP BY 1, 2
),
groups_2 AS (
  SELECT
    `groups`.year AS year,
    `groups`.channel AS channel,
    `groups`.revenue AS revenue,
    SAFE_DIVIDE(CAST(`groups`.revenue AS FLOAT64), CAST(SUM(`groups`.revenue) OVER () AS FLOAT64)) AS revenue__share,
    SAFE_DIVIDE(CAST(`groups`.revenue AS FLOAT64), CAST(SUM(`groups`.revenue) OVER (PARTITION BY `groups`.year) AS FLOAT64)) AS of_year
  FROM `groups`
)
SELECT
  groups_2.year AS year,
  groups_2.channel AS channel,
  groups_2.revenue AS revenue,
  groups_2.revenue__share AS revenue__share,
  groups_2.of_year AS of_year
FROM groups_2
QUALIFY rank() OVER (PARTITION BY groups_2.year ORDER BY groups_2.revenue DESC NULLS LAST) <= 1
ORDER BY year NULLS LAST, revenue DESC NULLS LAST, channel NULLS LAST
