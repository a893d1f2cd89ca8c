WITH orders_by_country AS (
  SELECT
    customer.country AS customer__country,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  GROUP BY 1
),
refunds_by_country AS (
  SELECT
    customer.country AS customer__country,
    SUM(shop_refunds.amount) AS refunded
  FROM shop_refunds
  LEFT JOIN shop_customers AS customer
    ON shop_refunds.customer_id = customer.id
  GROUP BY 1
),
all_sources AS (
  SELECT
    orders_by_country.customer__country AS customer__country,
    orders_by_country.amount AS amount,
    NULL AS refunded
  FROM orders_by_country
  UNION ALL
  SELECT
    refunds_by_country.customer__country AS customer__country,
    NULL AS amount,
    refunds_by_country.refunded AS refunded
  FROM refunds_by_country
),
side_by_side AS (
  SELECT
    all_sources.customer__country AS customer__country,
    MAX(all_sources.amount) AS amount,
    MAX(all_sources.refunded) AS refunded
  FROM all_sources
  GROUP BY 1
)
SELECT
  side_by_side.customer__country AS customer__country,
  COALESCE(amount, 0) - COALESCE(refunded, 0) AS net
FROM side_by_side
ORDER BY customer__country NULLS LAST
