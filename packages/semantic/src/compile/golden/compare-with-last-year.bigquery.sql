WITH this_period AS (
  SELECT
    DATE_TRUNC(CAST(shop_orders.ordered_at AS DATE), MONTH) AS metric_time__month,
    SUM(shop_orders.amount) AS revenue
  FROM shop_orders
  WHERE shop_orders.ordered_at >= '2026-01-01'
    AND shop_orders.ordered_at < '2026-04-01'
  GROUP BY 1
),
earlier_period AS (
  SELECT
    DATE_TRUNC(CAST(shop_orders.ordered_at AS DATE), MONTH) AS metric_time__month,
    SUM(shop_orders.amount) AS revenue
  FROM shop_orders
  WHERE shop_orders.ordered_at >= '2025-01-01'
    AND shop_orders.ordered_at < '2025-04-01'
  GROUP BY 1
),
both_periods AS (
  SELECT
    this_period.metric_time__month AS metric_time__month,
    this_period.revenue AS revenue,
    NULL AS revenue__previous,
    1 AS in_this_period
  FROM this_period
  UNION ALL
  SELECT
    CAST(DATETIME_ADD(CAST(earlier_period.metric_time__month AS DATETIME), INTERVAL 1 YEAR) AS DATE) AS metric_time__month,
    NULL AS revenue,
    earlier_period.revenue AS revenue__previous,
    NULL AS in_this_period
  FROM earlier_period
),
compared AS (
  SELECT
    both_periods.metric_time__month AS metric_time__month,
    MAX(both_periods.revenue) AS revenue,
    MAX(both_periods.revenue__previous) AS revenue__previous
  FROM both_periods
  GROUP BY 1
)
SELECT
  compared.metric_time__month AS metric_time__month,
  compared.revenue AS revenue,
  compared.revenue__previous AS revenue__previous,
  compared.revenue - compared.revenue__previous AS revenue__change,
  SAFE_DIVIDE(CAST(compared.revenue - compared.revenue__previous AS FLOAT64), CAST(compared.revenue__previous AS FLOAT64)) AS revenue__change_percent
FROM compared
ORDER BY metric_time__month NULLS LAST
