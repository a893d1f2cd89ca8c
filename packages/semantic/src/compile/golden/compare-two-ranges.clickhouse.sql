WITH orders_by_country AS (
  SELECT
    customer.country AS customer__country,
    SUM(shop_orders.amount) AS amount,
    toInt64(COUNT(shop_orders.id)) AS orders
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  WHERE shop_orders.ordered_at >= toDateTime64('2026-01-01', 6, 'UTC')
    AND shop_orders.ordered_at < toDateTime64('2026-03-01', 6, 'UTC')
  GROUP BY 1
),
this_period AS (
  SELECT
    orders_by_country.customer__country AS customer__country,
    amount AS revenue,
    toFloat64(amount) / nullIf(toFloat64(orders), 0) AS average_order
  FROM orders_by_country
),
orders_by_country_2 AS (
  SELECT
    customer.country AS customer__country,
    SUM(shop_orders.amount) AS amount,
    toInt64(COUNT(shop_orders.id)) AS orders
  FROM shop_orders
  LEFT JOIN shop_customers AS customer
    ON shop_orders.customer_id = customer.id
  WHERE shop_orders.ordered_at >= toDateTime64('2025-01-01', 6, 'UTC')
    AND shop_orders.ordered_at < toDateTime64('2025-03-01', 6, 'UTC')
  GROUP BY 1
),
earlier_period AS (
  SELECT
    orders_by_country_2.customer__country AS customer__country,
    amount AS revenue,
    toFloat64(amount) / nullIf(toFloat64(orders), 0) AS average_order
  FROM orders_by_country_2
),
both_periods AS (
  SELECT
    this_period.customer__country AS customer__country,
    this_period.revenue AS revenue,
    NULL AS revenue__previous,
    this_period.average_order AS average_order,
    NULL AS average_order__previous,
    1 AS in_this_period
  FROM this_period
  UNION ALL
  SELECT
    earlier_period.customer__country AS customer__country,
    NULL AS revenue,
    earlier_period.revenue AS revenue__previous,
    NULL AS average_order,
    earlier_period.average_order AS average_order__previous,
    NULL AS in_this_period
  FROM earlier_period
),
compared AS (
  SELECT
    both_periods.customer__country AS customer__country,
    MAX(both_periods.revenue) AS revenue,
    MAX(both_periods.revenue__previous) AS revenue__previous,
    MAX(both_periods.average_order) AS average_order,
    MAX(both_periods.average_order__previous) AS average_order__previous
  FROM both_periods
  GROUP BY 1
)
SELECT
  compared.customer__country AS customer__country,
  compared.revenue AS revenue,
  compared.revenue__previous AS revenue__previous,
  compared.revenue - compared.revenue__previous AS revenue__change,
  toFloat64(compared.revenue - compared.revenue__previous) / nullIf(toFloat64(compared.revenue__previous), 0) AS revenue__change_percent,
  compared.average_order AS average_order,
  compared.average_order__previous AS average_order__previous,
  compared.average_order - compared.average_order__previous AS average_order__change,
  toFloat64(compared.average_order - compared.average_order__previous) / nullIf(toFloat64(compared.average_order__previous), 0) AS average_order__change_percent
FROM compared
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
