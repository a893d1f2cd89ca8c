SELECT
  customer.country AS customer__country,
  CAST(AVG(CAST(CAST(CAST(EXTRACT(EPOCH FROM CAST(shop_refunds.refunded_on AS TIMESTAMP)) * 1000000 AS BIGINT) - CAST(EXTRACT(EPOCH FROM CAST(customer.joined_on AS TIMESTAMP)) * 1000000 AS BIGINT) AS DOUBLE PRECISION) AS DOUBLE PRECISION) / 86400000000) AS DOUBLE PRECISION) AS days_to_refund,
  COUNT(customer.joined_on) AS dated
FROM shop_refunds
LEFT JOIN shop_customers AS customer
  ON shop_refunds.customer_id = customer.id
GROUP BY 1
ORDER BY customer__country NULLS LAST
