WITH refunds_by_year AS (
  SELECT
    toDate32(date_trunc('year', toDate32(shop_refunds.refunded_on, 'UTC')), 'UTC') AS metric_time__year,
    SUM(shop_refunds.amount) AS refunded
  FROM shop_refunds
  LEFT JOIN shop_customers AS customer
    ON shop_refunds.customer_id = customer.id
  WHERE customer.country IS NOT NULL
  GROUP BY 1
),
orders_by_year AS (
  SELECT
    toDate32(date_trunc('year', toDate32(shop_orders.ordered_at, 'UTC')), 'UTC') AS metric_time__year,
    toInt64(COUNT(*)) AS order_count
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  WHERE customer.country IS NOT NULL
  GROUP BY 1
),
all_sources AS (
  SELECT
    refunds_by_year.metric_time__year AS metric_time__year,
    refunds_by_year.refunded AS refunded,
    NULL AS order_count
  FROM refunds_by_year
  UNION ALL
  SELECT
    orders_by_year.metric_time__year AS metric_time__year,
    NULL AS refunded,
    orders_by_year.order_count AS order_count
  FROM orders_by_year
),
side_by_side AS (
  SELECT
    all_sources.metric_time__year AS metric_time__year,
    MAX(all_sources.refunded) AS refunded,
    MAX(all_sources.order_count) AS order_count
  FROM all_sources
  GROUP BY 1
),
refunded_per_order_by_year AS (
  SELECT
    side_by_side.metric_time__year AS metric_time__year,
    toFloat64(COALESCE(refunded, 0)) / nullIf(toFloat64(order_count), 0) AS refunded_per_order
  FROM side_by_side
),
orders_by_year_2 AS (
  SELECT
    toDate32(date_trunc('year', toDate32(shop_orders.ordered_at, 'UTC')), 'UTC') AS metric_time__year,
    toInt64(COUNT(shop_orders.id)) AS orders
  FROM shop_orders
  GROUP BY 1
),
all_sources_2 AS (
  SELECT
    refunded_per_order_by_year.metric_time__year AS metric_time__year,
    refunded_per_order_by_year.refunded_per_order AS refunded_per_order,
    NULL AS orders
  FROM refunded_per_order_by_year
  UNION ALL
  SELECT
    orders_by_year_2.metric_time__year AS metric_time__year,
    NULL AS refunded_per_order,
    orders_by_year_2.orders AS orders
  FROM orders_by_year_2
),
side_by_side_2 AS (
  SELECT
    all_sources_2.metric_time__year AS metric_time__year,
    MAX(all_sources_2.refunded_per_order) AS refunded_per_order,
    MAX(all_sources_2.orders) AS orders
  FROM all_sources_2
  GROUP BY 1
)
SELECT
  side_by_side_2.metric_time__year AS metric_time__year,
  refunded_per_order,
  orders
FROM side_by_side_2
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
