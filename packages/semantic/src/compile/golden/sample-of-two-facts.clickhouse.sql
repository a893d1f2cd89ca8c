WITH orders_by_year AS (
  SELECT
    toDate32(date_trunc('year', toDate32(shop_orders.ordered_at, 'UTC')), 'UTC') AS metric_time__year,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  WHERE cityHash64(coalesce(toString(shop_orders.customer_id), toString(shop_orders.id), '')) % 1000000 < 999999
  GROUP BY 1
),
refunds_by_year AS (
  SELECT
    toDate32(date_trunc('year', toDate32(shop_refunds.refunded_on, 'UTC')), 'UTC') AS metric_time__year,
    SUM(shop_refunds.amount) AS refunded
  FROM shop_refunds
  WHERE cityHash64(coalesce(toString(shop_refunds.customer_id), toString(shop_refunds.id), '')) % 1000000 < 999999
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
    toFloat64(amount) / nullIf(0.999999, 0) - COALESCE(toFloat64(refunded) / nullIf(0.999999, 0), 0) AS net_revenue
  FROM side_by_side
),
orders_events AS (
  SELECT
    toDate32(date_trunc('year', toDate32(shop_orders.ordered_at, 'UTC')), 'UTC') AS metric_time__year,
    shop_orders.customer_id AS who,
    shop_orders.ordered_at AS happened_at,
    shop_orders.id AS counted
  FROM shop_orders
  WHERE cityHash64(coalesce(toString(shop_orders.customer_id), toString(shop_orders.id), '')) % 1000000 < 999999
),
refunds_events AS (
  SELECT
    row_number() OVER () AS event,
    shop_refunds.customer_id AS who,
    shop_refunds.refunded_on AS happened_at,
    shop_refunds.id AS counted
  FROM shop_refunds
  WHERE cityHash64(coalesce(toString(shop_refunds.customer_id), toString(shop_refunds.id), '')) % 1000000 < 999999
),
matched_refunds AS (
  SELECT
    orders_events.metric_time__year AS metric_time__year,
    refunds_events.counted AS counted
  FROM refunds_events
  INNER JOIN orders_events
    ON refunds_events.who = orders_events.who AND orders_events.happened_at <= refunds_events.happened_at AND orders_events.happened_at > refunds_events.happened_at - INTERVAL 7 DAY
  QUALIFY row_number() OVER (PARTITION BY refunds_events.event ORDER BY orders_events.happened_at DESC NULLS LAST, orders_events.metric_time__year NULLS LAST) = 1
),
refund_rate_parts AS (
  SELECT
    orders_events.metric_time__year AS metric_time__year,
    toInt64(COUNT(orders_events.counted)) AS orders,
    NULL AS converted_refunds
  FROM orders_events
  GROUP BY 1
  UNION ALL
  SELECT
    matched_refunds.metric_time__year AS metric_time__year,
    NULL AS orders,
    toInt64(COUNT(matched_refunds.counted)) AS converted_refunds
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
  toFloat64(toFloat64(converted_refunds) / nullIf(0.999999, 0)) / nullIf(toFloat64(toFloat64(orders) / nullIf(0.999999, 0)), 0) AS refund_rate
FROM side_by_side_2
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
