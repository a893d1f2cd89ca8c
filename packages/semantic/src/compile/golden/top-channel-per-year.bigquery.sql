WITH `groups` AS (
  SELECT
    DATE_TRUNC(CAST(shop_orders.ordered_at AS DATE), YEAR) AS metric_time__year,
    shop_orders.status AS order__status,
    COUNT(shop_orders.id) AS orders
  FROM shop_orders
  GROUP BY 1, 2
)
SELECT
  `groups`.metric_time__year AS metric_time__year,
  `groups`.order__status AS order__status,
  `groups`.orders AS orders
FROM `groups`
QUALIFY rank() OVER (PARTITION BY `groups`.metric_time__year ORDER BY `groups`.orders DESC NULLS LAST) <= 1
ORDER BY metric_time__year NULLS LAST, orders DESC NULLS LAST, order__status NULLS LAST
