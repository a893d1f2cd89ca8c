WITH orders_by_year AS (
  SELECT
    DATE_TRUNC(CAST(shop_orders.ordered_at AS DATE), YEAR) AS metric_time__year,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  WHERE MOD(FARM_FINGERPRINT(COALESCE(CAST(shop_orders.customer_id AS STRING), CAST(shop_orders.id AS STRING))) & 9223372036854775807, 1000000) < 999999
  GROUP BY 1
),
refunds_by_year AS (
  SELECT
    DATE_TRUNC(CAST(shop_refunds.refunded_on AS DATE), YEAR) AS metric_time__year,
    SUM(shop_refunds.amount) AS refunded
  FROM shop_refunds
  WHERE MOD(FARM_FINGERPRINT(COALESCE(CAST(shop_refunds.customer_id AS STRING), CAST(shop_refunds.id AS STRING))) & 9223372036854775807, 1000000) < 999999
  GROUP BY 1
),
all_sources AS (
  SELECT
    orders_by_year.metric_time__year AS metric_time__year,
    orders_by_year.amount AS amount,
    NULL AS refunded
  FROM orders_by_year
  UNION ALL
  SELECT
    refunds_by_year.metric_time__year AS metric_time__year,
    NULL AS amount,
    refunds_by_year.refunded AS refunded
  FROM refunds_by_year
),
side_by_side AS (
  SELECT
    all_sources.metric_time__year AS metric_time__year,
    MAX(all_sources.amount) AS amount,
    MAX(all_sources.refunded) AS refunded
  FROM all_sources
  GROUP BY 1
),
net_revenue_by_year AS (
  SELECT
    side_by_side.metric_time__year AS metric_time__year,
    SAFE_DIVIDE(amount, 0.999999) - COALESCE(SAFE_DIVIDE(refunded, 0.999999), 0) AS net_revenue
  FROM side_by_side
),
orders_events AS (
  SELECT
    DATE_TRUNC(CAST(shop_orders.ordered_at AS DATE), YEAR) AS metric_time__year,
    shop_orders.customer_id AS who,
    shop_orders.ordered_at AS happened_at,
    shop_orders.id AS counted
  FROM shop_orders
  WHERE MOD(FARM_FINGERPRINT(COALESCE(CAST(shop_orders.customer_id AS STRING), CAST(shop_orders.id AS STRING))) & 9223372036854775807, 1000000) < 999999
),
refunds_events AS (
  SELECT
    row_number() OVER () AS event,
    shop_refunds.customer_id AS who,
    shop_refunds.refunded_on AS happened_at,
    shop_refunds.id AS counted
  FROM shop_refunds
  WHERE MOD(FARM_FINGERPRINT(COALESCE(CAST(shop_refunds.customer_id AS STRING), CAST(shop_refunds.id AS STRING))) & 9223372036854775807, 1000000) < 999999
),
matched_refunds AS (
  SELECT
    orders_events.metric_time__year AS metric_time__year,
    refunds_events.counted AS counted
  FROM refunds_events
  INNER JOIN orders_events
    ON refunds_events.who = orders_events.who AND orders_events.happened_at <= refunds_events.happened_at AND CAST(orders_events.happened_at AS DATETIME) > DATETIME_SUB(CAST(refunds_events.happened_at AS DATETIME), INTERVAL 7 DAY)
  QUALIFY row_number() OVER (PARTITION BY refunds_events.event ORDER BY orders_events.happened_at DESC NULLS LAST, orders_events.metric_time__year NULLS LAST) = 1
),
refund_rate_parts AS (
  SELECT
    orders_events.metric_time__year AS metric_time__year,
    COUNT(orders_events.counted) AS orders,
    NULL AS converted_refunds
  FROM orders_events
  GROUP BY 1
  UNION ALL
  SELECT
    matched_refunds.metric_time__year AS metric_time__year,
    NULL AS orders,
    COUNT(matched_refunds.counted) AS converted_refunds
  FROM matched_refunds
  GROUP BY 1
),
refund_rate_by_year AS (
  SELECT
    refund_rate_parts.metric_time__year AS metric_time__year,
    MAX(refund_rate_parts.orders) AS orders,
    MAX(refund_rate_parts.converted_refunds) AS converted_refunds
  FROM refund_rate_parts
  GROUP BY 1
),
all_sources_2 AS (
  SELECT
    net_revenue_by_year.metric_time__year AS metric_time__year,
    net_revenue_by_year.net_revenue AS net_revenue,
    NULL AS orders,
    NULL AS converted_refunds
  FROM net_revenue_by_year
  UNION ALL
  SELECT
    refund_rate_by_year.metric_time__year AS metric_time__year,
    NULL AS net_revenue,
    refund_rate_by_year.orders AS orders,
    refund_rate_by_year.converted_refunds AS converted_refunds
  FROM refund_rate_by_year
),
side_by_side_2 AS (
  SELECT
    all_sources_2.metric_time__year AS metric_time__year,
    MAX(all_sources_2.net_revenue) AS net_revenue,
    MAX(all_sources_2.orders) AS orders,
    MAX(all_sources_2.converted_refunds) AS converted_refunds
  FROM all_sources_2
  GROUP BY 1
)
SELECT
  side_by_side_2.metric_time__year AS metric_time__year,
  net_revenue,
  SAFE_DIVIDE(CAST(SAFE_DIVIDE(converted_refunds, 0.999999) AS FLOAT64), CAST(SAFE_DIVIDE(orders, 0.999999) AS FLOAT64)) AS refund_rate
FROM side_by_side_2
ORDER BY metric_time__year NULLS LAST
