WITH orders_by_country AS (
  SELECT
    customer.country AS customer__country,
    COUNT(DISTINCT shop_orders.customer_id) AS buyers,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  WHERE MOD(FARM_FINGERPRINT(COALESCE(CAST(shop_orders.customer_id AS STRING), CAST(shop_orders.id AS STRING))) & 9223372036854775807, 1000000) < 999999
  GROUP BY 1
)
SELECT
  orders_by_country.customer__country AS customer__country,
  ROUND(SAFE_DIVIDE(buyers, 0.999999)) AS buyers,
  SAFE_DIVIDE(amount, 0.999999) AS revenue
FROM orders_by_country
ORDER BY customer__country NULLS LAST
