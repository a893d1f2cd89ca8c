SELECT
  customer.country AS customer__country,
  CAST(AVG(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(shop_refunds.refunded_on AS TIMESTAMP)) - UNIX_MICROS(CAST(customer.joined_on AS TIMESTAMP)) AS FLOAT64), 86400000000)) AS FLOAT64) AS days_to_refund,
  COUNT(customer.joined_on) AS dated
FROM shop_refunds
LEFT JOIN shop_customers AS customer
  ON shop_refunds.customer_id = customer.id
GROUP BY 1
ORDER BY customer__country NULLS LAST
