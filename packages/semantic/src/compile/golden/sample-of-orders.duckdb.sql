WITH orders_by_channel AS (
  SELECT
    shop_orders.channel AS order__channel,
    SUM(shop_orders.amount) AS amount,
    COUNT(shop_orders.id) AS orders
  FROM shop_orders
  WHERE hash(COALESCE(CAST(shop_orders.id AS VARCHAR), '')) % 1000000 < 999999
  GROUP BY 1
)
SELECT
  orders_by_channel.order__channel AS order__channel,
  amount / 0.999999 AS revenue,
  ROUND(orders / 0.999999) AS orders,
  CAST(amount / 0.999999 AS DOUBLE) / NULLIF(CAST(orders / 0.999999 AS DOUBLE), 0) AS average_order
FROM orders_by_channel
ORDER BY order__channel NULLS LAST
