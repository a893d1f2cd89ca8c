WITH orders_by_channel AS (
  SELECT
    shop_orders.channel AS order__channel,
    SUM(shop_orders.amount) AS amount,
    COUNT(shop_orders.id) AS orders
  FROM shop_orders
  WHERE (hashtextextended(COALESCE(CAST(shop_orders.id AS TEXT), ''), 0) & 9223372036854775807) % 1000000 < 999999
  GROUP BY 1
)
SELECT
  orders_by_channel.order__channel AS order__channel,
  CAST(amount AS DOUBLE PRECISION) / NULLIF(0.999999, 0) AS revenue,
  ROUND(CAST(orders AS DOUBLE PRECISION) / NULLIF(0.999999, 0)) AS orders,
  CAST(CAST(amount AS DOUBLE PRECISION) / NULLIF(0.999999, 0) AS DOUBLE PRECISION) / NULLIF(CAST(CAST(orders AS DOUBLE PRECISION) / NULLIF(0.999999, 0) AS DOUBLE PRECISION), 0) AS average_order
FROM orders_by_channel
ORDER BY order__channel NULLS LAST
