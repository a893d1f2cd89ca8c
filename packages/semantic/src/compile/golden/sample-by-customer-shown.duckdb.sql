SELECT
  shop_orders.customer_id AS customer,
  SUM(shop_orders.amount) AS revenue
FROM shop_orders
WHERE hash(COALESCE(CAST(shop_orders.customer_id AS VARCHAR), CAST(shop_orders.id AS VARCHAR))) % 1000000 < 999999
GROUP BY 1
ORDER BY customer NULLS LAST
