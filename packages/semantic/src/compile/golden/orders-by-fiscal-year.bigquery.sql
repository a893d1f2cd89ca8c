SELECT
  CAST(DATETIME_ADD(CAST(DATETIME_TRUNC(DATETIME_SUB(CAST(shop_orders.ordered_at AS DATETIME), INTERVAL 1 MONTH), YEAR) AS DATETIME), INTERVAL 1 MONTH) AS DATE) AS metric_time__fiscal_year,
  COUNT(shop_orders.id) AS orders
FROM shop_orders
GROUP BY 1
ORDER BY metric_time__fiscal_year NULLS LAST
