WITH orders_by_channel AS (
  SELECT
    shop_orders.channel AS order__channel,
    SUM(shop_orders.amount) AS amount,
    COUNT(shop_orders.id) AS orders
  FROM shop_orders
  WHERE MOD(FARM_FINGERPRINT(COALESCE(CAST(shop_orders.id AS STRING), '')) & 9223372036854775807, 1000000) < 999999
  GROUP BY 1
)
SELECT
  orders_by_channel.order__channel AS order__channel,
  SAFE_DIVIDE(amount, 0.999999) AS revenue,
  ROUND(SAFE_DIVIDE(orders, 0.999999)) AS orders,
  SAFE_DIVIDE(CAST(SAFE_DIVIDE(amount, 0.999999) AS FLOAT64), CAST(SAFE_DIVIDE(orders, 0.999999) AS FLOAT64)) AS average_order
FROM orders_by_channel
ORDER BY order__channel NULLS LAST
