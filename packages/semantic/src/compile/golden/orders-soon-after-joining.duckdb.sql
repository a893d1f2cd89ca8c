SELECT shop_orders.id AS "order"
FROM shop_orders
LEFT JOIN shop_customers AS customer
  ON shop_orders.customer_id = customer.id
WHERE CAST(epoch_us(CAST(shop_orders.ordered_at AS TIMESTAMP)) - epoch_us(CAST(customer.joined_on AS TIMESTAMP)) AS DOUBLE) / 86400000000 <= 10
ORDER BY "order" NULLS LAST
