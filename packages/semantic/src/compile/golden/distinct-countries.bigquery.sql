SELECT DISTINCT shop_customers.country AS customer__country
FROM shop_customers
ORDER BY customer__country NULLS LAST
