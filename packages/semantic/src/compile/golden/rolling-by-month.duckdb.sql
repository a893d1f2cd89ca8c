WITH orders_by_day AS (
  SELECT
    CAST(shop_orders.ordered_at AS DATE) AS counted_at,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  WHERE shop_orders.ordered_at >= TIMESTAMP '2024-12-02'
    AND shop_orders.ordered_at < TIMESTAMP '2025-05-01'
  GROUP BY 1
),
rolling_revenue_by_day AS (
  SELECT
    spine."day" AS counted_at,
    CAST(date_trunc('month', spine."day") AS DATE) AS metric_time__month,
    SUM(orders_by_day.amount) AS amount
  FROM (SELECT unnest(generate_series((
      SELECT CAST(MIN(shop_orders.ordered_at) AS DATE) AS min
      FROM shop_orders
    ), (
      SELECT CAST(MAX(shop_orders.ordered_at) AS DATE) AS max
      FROM shop_orders
    ), INTERVAL 1 DAY)) AS "day") AS spine
  INNER JOIN orders_by_day
    ON orders_by_day.counted_at <= spine."day" AND orders_by_day.counted_at > spine."day" - INTERVAL 30 DAY
  WHERE spine."day" >= DATE '2025-01-01'
    AND spine."day" < DATE '2025-05-01'
  GROUP BY 1, 2
),
rolling_revenue_by_month AS (
  SELECT
    rolling_revenue_by_day.metric_time__month AS metric_time__month,
    first(rolling_revenue_by_day.amount ORDER BY rolling_revenue_by_day.counted_at DESC) AS amount
  FROM rolling_revenue_by_day
  GROUP BY 1
)
SELECT
  rolling_revenue_by_month.metric_time__month AS metric_time__month,
  amount AS rolling_revenue
FROM rolling_revenue_by_month
ORDER BY metric_time__month NULLS LAST
