SELECT
  CAST(date_trunc('week', shop_orders.ordered_at + INTERVAL 1 DAY) - INTERVAL 1 DAY AS DATE) AS metric_time__week,
  SUM(shop_orders.amount) AS revenue
FROM shop_orders
WHERE shop_orders.ordered_at >= TIMESTAMP '2025-01-01'
  AND shop_orders.ordered_at < TIMESTAMP '2025-02-15'
GROUP BY 1
ORDER BY metric_time__week NULLS LAST
