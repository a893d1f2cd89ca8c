SELECT
  CAST(date_trunc('month', CASE WHEN shop_orders.ordered_at < TIMESTAMP '2025-03-30 01:00:00' THEN shop_orders.ordered_at + INTERVAL 60 MINUTE ELSE shop_orders.ordered_at + INTERVAL 120 MINUTE END) AS DATE) AS metric_time__month,
  SUM(shop_orders.amount) AS revenue
FROM shop_orders
WHERE shop_orders.ordered_at >= TIMESTAMP '2025-01-31 23:00:00'
  AND shop_orders.ordered_at < TIMESTAMP '2025-06-30 22:00:00'
GROUP BY 1
ORDER BY metric_time__month NULLS LAST
