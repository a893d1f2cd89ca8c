SELECT shop_orders.id AS `order`
FROM shop_orders
LEFT JOIN shop_customers AS customer
  ON shop_orders.customer_id = customer.id
WHERE SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(shop_orders.ordered_at AS TIMESTAMP)) - UNIX_MICROS(CAST(customer.joined_on AS TIMESTAMP)) AS FLOAT64), 86400000000) <= 10
ORDER BY `order` NULLS LAST
