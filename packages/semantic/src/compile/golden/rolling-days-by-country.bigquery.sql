WITH groups_and_before AS (
  SELECT
    customer.country AS country,
    CAST(shop_orders.ordered_at AS DATE) AS day,
    COUNT(shop_orders.id) AS orders
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  WHERE shop_orders.ordered_at >= '2025-01-24'
    AND shop_orders.ordered_at < '2026-03-01'
  GROUP BY 1, 2
),
rolled AS (
  SELECT
    groups_and_before.country AS country,
    groups_and_before.day AS day,
    groups_and_before.orders AS orders,
    SUM(groups_and_before.orders) OVER (PARTITION BY groups_and_before.country ORDER BY DATETIME_DIFF(CAST(groups_and_before.day AS DATETIME), CAST(DATE '2000-01-01' AS DATETIME), DAY) NULLS FIRST RANGE BETWEEN 18 PRECEDING AND CURRENT ROW) AS recent
  FROM groups_and_before
),
`groups` AS (
  SELECT
    rolled.country AS country,
    rolled.day AS day,
    rolled.orders AS orders,
    rolled.recent AS recent
  FROM rolled
  WHERE rolled.day >= '2025-02-11'
)
SELECT
  `groups`.country AS country,
  `groups`.day AS day,
  `groups`.orders AS orders,
  `groups`.recent AS recent,
  SAFE_DIVIDE(CAST(`groups`.orders AS FLOAT64), CAST(SUM(`groups`.orders) OVER () AS FLOAT64)) AS orders__share
FROM `groups`
ORDER BY day NULLS LAST, country NULLS LAST
