SELECT
  customer.country AS customer__country,
  AVG(CAST(epoch_us(CAST(shop_refunds.refunded_on AS TIMESTAMP)) - epoch_us(CAST(customer.joined_on AS TIMESTAMP)) AS DOUBLE) / 86400000000) AS days_to_refund,
  COUNT(customer.joined_on) AS dated
FROM shop_refunds
LEFT JOIN shop_customers AS customer
  ON shop_refunds.customer_id = customer.id
GROUP BY 1
ORDER BY customer__country NULLS LAST
