SELECT
  CAST(date_trunc('year', CAST(shop_orders.ordered_at - INTERVAL '1 month' AS TIMESTAMP)) + INTERVAL '1 month' AS DATE) AS metric_time__fiscal_year,
  COUNT(shop_orders.id) AS orders
FROM shop_orders
GROUP BY 1
ORDER BY metric_time__fiscal_year NULLS LAST
