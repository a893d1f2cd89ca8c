SELECT shop_orders.id AS `order`
FROM shop_orders
LEFT JOIN shop_customers AS customer
  ON shop_orders.customer_id = customer.id
ORDER BY customer.country NULLS LAST, shop_orders.ordered_at DESC NULLS LAST, `order` NULLS LAST
LIMIT 4
