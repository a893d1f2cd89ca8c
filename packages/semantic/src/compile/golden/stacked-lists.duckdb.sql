WITH visible_shop_customers AS (
  SELECT *
  FROM shop_customers
  WHERE country = 'FR'
),
listed AS (
  SELECT customer.country AS country
  FROM shop_refunds
  LEFT JOIN visible_shop_customers AS customer
    ON shop_refunds.customer_id = customer.id
  UNION ALL
  SELECT shop_customers.name AS country
  FROM visible_shop_customers AS shop_customers
  WHERE shop_customers.joined_on >= DATE '2025-01-01'
)
SELECT DISTINCT listed.country AS country
FROM listed
ORDER BY country DESC NULLS LAST
