WITH `groups` AS (
  SELECT
    customer.country AS customer__country,
    SUM(shop_orders.amount) AS revenue
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  GROUP BY 1
)
SELECT
  `groups`.customer__country AS customer__country,
  `groups`.revenue AS revenue
FROM `groups`
WHERE `groups`.revenue > 100
ORDER BY revenue DESC NULLS LAST, customer__country NULLS LAST
LIMIT 1
