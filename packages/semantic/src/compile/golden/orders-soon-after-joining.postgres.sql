SELECT shop_orders.id AS "order"
FROM shop_orders
LEFT JOIN shop_customers AS customer
  ON shop_orders.customer_id = customer.id
WHERE CAST(CAST(CAST(EXTRACT(EPOCH FROM CAST(shop_orders.ordered_at AS TIMESTAMP)) * 1000000 AS BIGINT) - CAST(EXTRACT(EPOCH FROM CAST(customer.joined_on AS TIMESTAMP)) * 1000000 AS BIGINT) AS DOUBLE PRECISION) AS DOUBLE PRECISION) / 86400000000 <= 10
ORDER BY "order" NULLS LAST
