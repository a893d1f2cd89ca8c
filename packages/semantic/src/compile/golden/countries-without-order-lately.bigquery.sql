WITH listed_orders AS (
  SELECT DISTINCT customer.country AS customer__country
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  WHERE shop_orders.ordered_at >= '2026-02-01'
)
SELECT DISTINCT shop_customers.country AS customer__country
FROM shop_customers
WHERE shop_customers.country NOT IN (
    SELECT listed_orders.customer__country AS customer__country
    FROM listed_orders
    WHERE listed_orders.customer__country IS NOT NULL
  )
ORDER BY customer__country NULLS LAST
