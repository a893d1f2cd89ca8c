WITH orders_by_channel AS (
  SELECT
    shop_orders.channel AS order__channel,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  GROUP BY 1
),
orders_by_customer AS (
  SELECT DISTINCT
    shop_orders.channel AS order__channel,
    shop_orders.customer_id AS met
  FROM shop_orders
),
refunds_by_customer AS (
  SELECT
    shop_refunds.customer_id AS customer,
    SUM(shop_refunds.amount) AS refunded
  FROM shop_refunds
  GROUP BY 1
),
refunded_by_customer AS (
  SELECT
    refunds_by_customer.customer AS customer,
    COALESCE(refunded, 0) AS refunded
  FROM refunds_by_customer
),
refunded_by_channel AS (
  SELECT
    orders_by_customer.order__channel AS order__channel,
    SUM(refunded_by_customer.refunded) AS refunded
  FROM orders_by_customer
  INNER JOIN refunded_by_customer
    ON orders_by_customer.met = refunded_by_customer.customer
  GROUP BY 1
),
all_sources AS (
  SELECT
    orders_by_channel.order__channel AS order__channel,
    orders_by_channel.amount AS amount,
    NULL AS refunded
  FROM orders_by_channel
  UNION ALL
  SELECT
    refunded_by_channel.order__channel AS order__channel,
    NULL AS amount,
    refunded_by_channel.refunded AS refunded
  FROM refunded_by_channel
),
side_by_side AS (
  SELECT
    all_sources.order__channel AS order__channel,
    MAX(all_sources.amount) AS amount,
    MAX(all_sources.refunded) AS refunded
  FROM all_sources
  GROUP BY 1
)
SELECT
  side_by_side.order__channel AS order__channel,
  amount AS revenue,
  refunded
FROM side_by_side
ORDER BY order__channel NULLS LAST
