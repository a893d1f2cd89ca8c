SELECT
  DATE_TRUNC(CAST(shop_orders.ordered_at AS DATE), MONTH) AS metric_time__month,
  SUM(shop_orders.amount) AS revenue
FROM shop_orders
GROUP BY 1
ORDER BY metric_time__month NULLS LAST
