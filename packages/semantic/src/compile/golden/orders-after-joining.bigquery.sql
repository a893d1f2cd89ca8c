SELECT
  shop_orders.channel AS order__channel,
  COUNT(shop_orders.id) AS orders
FROM shop_orders
LEFT JOIN shop_customers AS customer
  ON shop_orders.customer_id = customer.id
WHERE CAST(shop_orders.ordered_at AS DATE) > CAST(customer.joined_on AS DATETIME)
GROUP BY 1
ORDER BY order__channel NULLS LAST
