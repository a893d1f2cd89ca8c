SELECT
  DATE_TRUNC(CAST(CASE WHEN shop_orders.ordered_at < '2025-03-30 01:00:00' THEN DATETIME_ADD(CAST(shop_orders.ordered_at AS DATETIME), INTERVAL 60 MINUTE) ELSE DATETIME_ADD(CAST(shop_orders.ordered_at AS DATETIME), INTERVAL 120 MINUTE) END AS DATE), MONTH) AS metric_time__month,
  SUM(shop_orders.amount) AS revenue
FROM shop_orders
WHERE shop_orders.ordered_at >= '2025-01-31 23:00:00'
  AND shop_orders.ordered_at < '2025-06-30 22:00:00'
GROUP BY 1
ORDER BY metric_time__month NULLS LAST
