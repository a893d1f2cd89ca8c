WITH `groups` AS (
  SELECT
    DATE_TRUNC(CAST(shop_orders.ordered_at AS DATE), MONTH) AS month,
    COUNT(shop_orders.id) AS orders
  FROM shop_orders
  GROUP BY 1
)
SELECT
  `groups`.month AS month,
  `groups`.orders AS orders,
  SUM(`groups`.orders) OVER (ORDER BY `groups`.month IS NULL NULLS FIRST, `groups`.month NULLS FIRST) AS orders__running,
  CASE WHEN `groups`.orders IS NOT NULL THEN rank() OVER (ORDER BY `groups`.orders DESC NULLS LAST) ELSE NULL END AS orders__rank
FROM `groups`
ORDER BY month NULLS LAST
