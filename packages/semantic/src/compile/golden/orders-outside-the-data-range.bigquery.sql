WITH `groups` AS (
  SELECT
    CAST(CASE WHEN shop_orders.ordered_at < '2025-06-30' OR shop_orders.ordered_at >= '2025-08-03' THEN DATETIME(CAST(shop_orders.ordered_at AS TIMESTAMP), 'Europe/Paris') ELSE DATETIME_ADD(CAST(shop_orders.ordered_at AS DATETIME), INTERVAL 120 MINUTE) END AS DATE) AS metric_time__day,
    COUNT(shop_orders.id) AS orders
  FROM shop_orders
  GROUP BY 1
)
SELECT
  `groups`.metric_time__day AS metric_time__day,
  `groups`.orders AS orders
FROM `groups`
WHERE `groups`.orders > 0
ORDER BY metric_time__day NULLS LAST
LIMIT 3
