WITH orders_by_customer AS (
  SELECT
    shop_orders.customer_id AS customer,
    COUNT(shop_orders.id) AS orders
  FROM shop_orders
  GROUP BY 1
)
SELECT COUNT(*) AS customer_count
FROM shop_customers
LEFT JOIN orders_by_customer
  ON shop_customers.id = orders_by_customer.customer
WHERE orders_by_customer.orders >= 2
