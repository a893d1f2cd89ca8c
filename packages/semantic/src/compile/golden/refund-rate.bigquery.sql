WITH orders_events AS (
  SELECT
    customer.country AS customer__country,
    shop_orders.customer_id AS who,
    shop_orders.ordered_at AS happened_at,
    shop_orders.id AS counted
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
),
refunds_events AS (
  SELECT
    row_number() OVER () AS event,
    shop_refunds.customer_id AS who,
    shop_refunds.refunded_on AS happened_at,
    shop_refunds.id AS counted
  FROM shop_refunds
),
matched_refunds AS (
  SELECT
    orders_events.customer__country AS customer__country,
    refunds_events.counted AS counted
  FROM refunds_events
  INNER JOIN orders_events
    ON refunds_events.who = orders_events.who AND orders_events.happened_at <= refunds_events.happened_at AND CAST(orders_events.happened_at AS DATETIME) > DATETIME_SUB(CAST(refunds_events.happened_at AS DATETIME), INTERVAL 7 DAY)
  QUALIFY row_number() OVER (PARTITION BY refunds_events.event ORDER BY orders_events.happened_at DESC NULLS LAST, orders_events.customer__country DESC NULLS LAST) = 1
),
refund_rate_parts AS (
  SELECT
    orders_events.customer__country AS customer__country,
    COUNT(orders_events.counted) AS orders,
    NULL AS converted_refunds
  FROM orders_events
  GROUP BY 1
  UNION ALL
  SELECT
    matched_refunds.customer__country AS customer__country,
    NULL AS orders,
    COUNT(matched_refunds.counted) AS converted_refunds
  FROM matched_refunds
  GROUP BY 1
),
refund_rate_by_country AS (
  SELECT
    refund_rate_parts.customer__country AS customer__country,
    MAX(refund_rate_parts.orders) AS orders,
    MAX(refund_rate_parts.converted_refunds) AS converted_refunds
  FROM refund_rate_parts
  GROUP BY 1
)
SELECT
  refund_rate_by_country.customer__country AS customer__country,
  SAFE_DIVIDE(CAST(converted_refunds AS FLOAT64), CAST(orders AS FLOAT64)) AS refund_rate
FROM refund_rate_by_country
ORDER BY customer__country NULLS LAST
