SELECT
  DATE_TRUNC(CAST(shop_orders.ordered_at AS DATE), WEEK(SUNDAY)) AS metric_time__week,
  SUM(shop_orders.amount) AS revenue
FROM shop_orders
WHERE shop_orders.ordered_at >= '2025-01-01'
  AND shop_orders.ordered_at < '2025-02-15'
GROUP BY 1
ORDER BY metric_time__week NULLS LAST
