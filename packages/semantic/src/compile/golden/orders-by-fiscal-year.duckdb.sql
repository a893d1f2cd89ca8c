SELECT
  CAST(date_trunc('year', shop_orders.ordered_at - INTERVAL 1 MONTH) + INTERVAL 1 MONTH AS DATE) AS metric_time__fiscal_year,
  COUNT(shop_orders.id) AS orders
FROM shop_orders
GROUP BY 1
ORDER BY metric_time__fiscal_year NULLS LAST
