SELECT
  shop_orders.id AS `order`,
  shop_orders.ordered_at AS order__ordered_at,
  customer.name AS customer__name,
  shop_orders.amount AS order__amount
FROM shop_orders
LEFT JOIN shop_customers AS customer
  ON shop_orders.customer_id = customer.id
WHERE shop_orders.amount >= 50
ORDER BY order__amount DESC NULLS LAST, order__ordered_at NULLS LAST, `order` NULLS LAST, customer__name NULLS LAST
LIMIT 3
