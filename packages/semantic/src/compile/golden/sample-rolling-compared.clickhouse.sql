WITH orders_by_day AS (
  SELECT
    toDate32(shop_orders.ordered_at, 'UTC') AS counted_at,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  WHERE shop_orders.ordered_at >= toDateTime64('2025-12-02', 6, 'UTC')
    AND shop_orders.ordered_at < toDateTime64('2026-03-01', 6, 'UTC')
    AND cityHash64(coalesce(toString(shop_orders.id), '', '')) % 1000000 < 999999
  GROUP BY 1
),
rolling_revenue_by_day AS (
  SELECT
    spine."day" AS counted_at,
    toDate32(date_trunc('month', toDate32(spine."day", 'UTC')), 'UTC') AS metric_time__month,
    SUM(orders_by_day.amount) AS amount
  FROM (SELECT arrayJoin(arrayFilter(at -> at <= toDateTime64((
      SELECT toDate32(MAX(shop_orders.ordered_at), 'UTC') AS max
      FROM shop_orders
    ), 6, 'UTC'), arrayMap(place -> toDateTime64((
      SELECT toDate32(MIN(shop_orders.ordered_at), 'UTC') AS min
      FROM shop_orders
    ), 6, 'UTC') + toIntervalDay(place), range(assumeNotNull(ifNull(greatest(dateDiff('day', toDateTime64((
      SELECT toDate32(MIN(shop_orders.ordered_at), 'UTC') AS min
      FROM shop_orders
    ), 6, 'UTC'), toDateTime64((
      SELECT toDate32(MAX(shop_orders.ordered_at), 'UTC') AS max
      FROM shop_orders
    ), 6, 'UTC'), 'UTC') + 1, 0), 0)))))) AS "day") AS spine
  INNER JOIN orders_by_day
    ON orders_by_day.counted_at <= spine."day" AND orders_by_day.counted_at > spine."day" - INTERVAL 30 DAY
  WHERE spine."day" >= toDate32('2026-01-01')
    AND spine."day" < toDate32('2026-03-01')
  GROUP BY 1, 2
),
rolling_revenue_by_month AS (
  SELECT
    rolling_revenue_by_day.metric_time__month AS metric_time__month,
    argMax(tuple(rolling_revenue_by_day.amount), rolling_revenue_by_day.counted_at).1 AS amount
  FROM rolling_revenue_by_day
  GROUP BY 1
),
this_period AS (
  SELECT
    rolling_revenue_by_month.metric_time__month AS metric_time__month,
    toFloat64(amount) / nullIf(0.999999, 0) AS rolling_revenue
  FROM rolling_revenue_by_month
),
orders_by_day_2 AS (
  SELECT
    toDate32(shop_orders.ordered_at, 'UTC') AS counted_at,
    SUM(shop_orders.amount) AS amount
  FROM shop_orders
  WHERE shop_orders.ordered_at >= toDateTime64('2024-12-02', 6, 'UTC')
    AND shop_orders.ordered_at < toDateTime64('2025-03-01', 6, 'UTC')
    AND cityHash64(coalesce(toString(shop_orders.id), '', '')) % 1000000 < 999999
  GROUP BY 1
),
rolling_revenue_by_day_2 AS (
  SELECT
    spine."day" AS counted_at,
    toDate32(date_trunc('month', toDate32(spine."day", 'UTC')), 'UTC') AS metric_time__month,
    SUM(orders_by_day_2.amount) AS amount
  FROM (SELECT arrayJoin(arrayFilter(at -> at <= toDateTime64((
      SELECT toDate32(MAX(shop_orders.ordered_at), 'UTC') AS max
      FROM shop_orders
    ), 6, 'UTC'), arrayMap(place -> toDateTime64((
      SELECT toDate32(MIN(shop_orders.ordered_at), 'UTC') AS min
      FROM shop_orders
    ), 6, 'UTC') + toIntervalDay(place), range(assumeNotNull(ifNull(greatest(dateDiff('day', toDateTime64((
      SELECT toDate32(MIN(shop_orders.ordered_at), 'UTC') AS min
      FROM shop_orders
    ), 6, 'UTC'), toDateTime64((
      SELECT toDate32(MAX(shop_orders.ordered_at), 'UTC') AS max
      FROM shop_orders
    ), 6, 'UTC'), 'UTC') + 1, 0), 0)))))) AS "day") AS spine
  INNER JOIN orders_by_day_2
    ON orders_by_day_2.counted_at <= spine."day" AND orders_by_day_2.counted_at > spine."day" - INTERVAL 30 DAY
  WHERE spine."day" >= toDate32('2025-01-01')
    AND spine."day" < toDate32('2025-03-01')
  GROUP BY 1, 2
),
rolling_revenue_by_month_2 AS (
  SELECT
    rolling_revenue_by_day_2.metric_time__month AS metric_time__month,
    argMax(tuple(rolling_revenue_by_day_2.amount), rolling_revenue_by_day_2.counted_at).1 AS amount
  FROM rolling_revenue_by_day_2
  GROUP BY 1
),
earlier_period AS (
  SELECT
    rolling_revenue_by_month_2.metric_time__month AS metric_time__month,
    toFloat64(amount) / nullIf(0.999999, 0) AS rolling_revenue
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
    toDate32(earlier_period.metric_time__month + INTERVAL 1 YEAR, 'UTC') AS metric_time__month,
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
  toFloat64(compared.rolling_revenue - compared.rolling_revenue__previous) / nullIf(toFloat64(compared.rolling_revenue__previous), 0) AS rolling_revenue__change_percent
FROM compared
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
