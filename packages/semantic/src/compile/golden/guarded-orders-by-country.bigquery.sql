WITH visible_shop_customers AS (
  SELECT *
  FROM shop_customers
  WHERE country = 'FR'
)
SELECT
  customer.country AS customer__country,
  SUM(shop_orders.amount) AS revenue
FROM shop_orders
LEFT JOIN visible_shop_customers AS customer
  ON shop_orders.customer_id = customer.id
GROUP BY 1
ORDER BY customer__country NULLS LAST
