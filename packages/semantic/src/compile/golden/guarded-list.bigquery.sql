WITH visible_shop_customers AS (
  SELECT *
  FROM shop_customers
  WHERE country = 'FR'
)
SELECT
  shop_customers.id AS customer,
  LEFT(CAST(shop_customers.email AS STRING), 1) AS customer__email
FROM visible_shop_customers AS shop_customers
ORDER BY customer NULLS LAST, customer__email NULLS LAST
