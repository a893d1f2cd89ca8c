SELECT
  shop_orders.customer_id AS customer,
  SUM(shop_orders.amount) AS revenue
FROM shop_orders
WHERE MOD(FARM_FINGERPRINT(COALESCE(CAST(shop_orders.customer_id AS STRING), CAST(shop_orders.id AS STRING))) & 9223372036854775807, 1000000) < 999999
GROUP BY 1
ORDER BY customer NULLS LAST
