WITH orders_by_day AS (
  SELECT
    CAST(shop_orders.ordered_at AS DATE) AS counted_at,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  WHERE shop_orders.ordered_at >= '2024-12-02'
    AND shop_orders.ordered_at < '2025-05-01'
  GROUP BY 1
),
rolling_revenue_by_day AS (
  SELECT
    spine.day AS counted_at,
    DATE_TRUNC(CAST(spine.day AS DATE), MONTH) AS metric_time__month,
    SUM(orders_by_day.amount) AS amount
  FROM (SELECT day FROM UNNEST(GENERATE_DATE_ARRAY(CAST((
      SELECT CAST(MIN(shop_orders.ordered_at) AS DATE) AS min
      FROM shop_orders
    ) AS DATE), CAST((
      SELECT CAST(MAX(shop_orders.ordered_at) AS DATE) AS max
      FROM shop_orders
    ) AS DATE), INTERVAL 1 DAY)) AS day) AS spine
  INNER JOIN orders_by_day
    ON orders_by_day.counted_at <= spine.day AND CAST(orders_by_day.counted_at AS DATETIME) > DATETIME_SUB(CAST(spine.day AS DATETIME), INTERVAL 30 DAY)
  WHERE spine.day >= '2025-01-01'
    AND spine.day < '2025-05-01'
  GROUP BY 1, 2
),
rolling_revenue_by_month AS (
  SELECT
    rolling_revenue_by_day.metric_time__month AS metric_time__month,
    ARRAY_AGG(rolling_revenue_by_day.amount ORDER BY rolling_revenue_by_day.counted_at DESC LIMIT 1)[SAFE_OFFSET(0)] AS amount
  FROM rolling_revenue_by_day
  GROUP BY 1
)
SELECT
  rolling_revenue_by_month.metric_time__month AS metric_time__month,
  amount AS rolling_revenue
FROM rolling_revenue_by_month
ORDER BY metric_time__month NULLS LAST
