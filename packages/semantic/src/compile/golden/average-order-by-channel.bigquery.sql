WITH orders_by_channel AS (
  SELECT
    shop_orders.channel AS order__channel,
    SUM(shop_orders.amount) AS amount,
    COUNT(shop_orders.id) AS orders,
    COUNT(DISTINCT shop_orders.customer_id) AS buyers
  FROM shop_orders
  WHERE shop_orders.status = 'paid'
  GROUP BY 1
)
SELECT
  orders_by_channel.order__channel AS order__channel,
  SAFE_DIVIDE(CAST(amount AS FLOAT64), CAST(orders AS FLOAT64)) AS average_order,
  buyers
FROM orders_by_channel
ORDER BY order__channel NULLS LAST
