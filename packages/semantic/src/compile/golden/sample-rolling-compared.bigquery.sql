WITH orders_by_day AS (
  SELECT
    CAST(shop_orders.ordered_at AS DATE) AS counted_at,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  WHERE shop_orders.ordered_at >= '2025-12-02'
    AND shop_orders.ordered_at < '2026-03-01'
    AND MOD(FARM_FINGERPRINT(COALESCE(CAST(shop_orders.id AS STRING), '')) & 9223372036854775807, 1000000) < 999999
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
  WHERE spine.day >= '2026-01-01'
    AND spine.day < '2026-03-01'
  GROUP BY 1, 2
),
rolling_revenue_by_month AS (
  SELECT
    rolling_revenue_by_day.metric_time__month AS metric_time__month,
    ARRAY_AGG(rolling_revenue_by_day.amount ORDER BY rolling_revenue_by_day.counted_at DESC LIMIT 1)[SAFE_OFFSET(0)] AS amount
  FROM rolling_revenue_by_day
  GROUP BY 1
),
this_period AS (
  SELECT
    rolling_revenue_by_month.metric_time__month AS metric_time__month,
    SAFE_DIVIDE(amount, 0.999999) AS rolling_revenue
  FROM rolling_revenue_by_month
),
orders_by_day_2 AS (
  SELECT
    CAST(shop_orders.ordered_at AS DATE) AS counted_at,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  WHERE shop_orders.ordered_at >= '2024-12-02'
    AND shop_orders.ordered_at < '2025-03-01'
    AND MOD(FARM_FINGERPRINT(COALESCE(CAST(shop_orders.id AS STRING), '')) & 9223372036854775807, 1000000) < 999999
  GROUP BY 1
),
rolling_revenue_by_day_2 AS (
  SELECT
    spine.day AS counted_at,
    DATE_TRUNC(CAST(spine.day AS DATE), MONTH) AS metric_time__month,
    SUM(orders_by_day_2.amount) AS amount
  FROM (SELECT day FROM UNNEST(GENERATE_DATE_ARRAY(CAST((
      SELECT CAST(MIN(shop_orders.ordered_at) AS DATE) AS min
      FROM shop_orders
    ) AS DATE), CAST((
      SELECT CAST(MAX(shop_orders.ordered_at) AS DATE) AS max
      FROM shop_orders
    ) AS DATE), INTERVAL 1 DAY)) AS day) AS spine
  INNER JOIN orders_by_day_2
    ON orders_by_day_2.counted_at <= spine.day AND CAST(orders_by_day_2.counted_at AS DATETIME) > DATETIME_SUB(CAST(spine.day AS DATETIME), INTERVAL 30 DAY)
  WHERE spine.day >= '2025-01-01'
    AND spine.day < '2025-03-01'
  GROUP BY 1, 2
),
rolling_revenue_by_month_2 AS (
  SELECT
    rolling_revenue_by_day_2.metric_time__month AS metric_time__month,
    ARRAY_AGG(rolling_revenue_by_day_2.amount ORDER BY rolling_revenue_by_day_2.counted_at DESC LIMIT 1)[SAFE_OFFSET(0)] AS amount
  FROM rolling_revenue_by_day_2
  GROUP BY 1
),
earlier_period AS (
  SELECT
    rolling_revenue_by_month_2.metric_time__month AS metric_time__month,
    SAFE_DIVIDE(amount, 0.999999) AS rolling_revenue
  FROM rolling_revenue_by_month_2
),
both_periods AS (
  SELECT
    this_period.metric_time__month AS metric_time__month,
    this_period.rolling_revenue AS rolling_revenue,
    NULL AS rolling_revenue__previous,
    1 AS in_this_period
  FROM this_period
  UNION ALL
  SELECT
    CAST(DATETIME_ADD(CAST(earlier_period.metric_time__month AS DATETIME), INTERVAL 1 YEAR) AS DATE) AS metric_time__month,
    NULL AS rolling_revenue,
    earlier_period.rolling_revenue AS rolling_revenue__previous,
    NULL AS in_this_period
  FROM earlier_period
),
compared AS (
  SELECT
    both_periods.metric_time__month AS metric_time__month,
    MAX(both_periods.rolling_revenue) AS rolling_revenue,
    MAX(both_periods.rolling_revenue__previous) AS rolling_revenue__previous
  FROM both_periods
  GROUP BY 1
)
SELECT
  compared.metric_time__month AS metric_time__month,
  compared.rolling_revenue AS rolling_revenue,
  compared.rolling_revenue__previous AS rolling_revenue__previous,
  compared.rolling_revenue - compared.rolling_revenue__previous AS rolling_revenue__change,
  SAFE_DIVIDE(CAST(compared.rolling_revenue - compared.rolling_revenue__previous AS FLOAT64), CAST(compared.rolling_revenue__previous AS FLOAT64)) AS rolling_revenue__change_percent
FROM compared
ORDER BY metric_time__month NULLS LAST
