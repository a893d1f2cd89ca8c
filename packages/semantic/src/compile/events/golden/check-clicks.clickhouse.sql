WITH copies AS (
  SELECT
    site_clicks.id AS key_1,
    toInt64(COUNT(*)) AS copies
  FROM site_clicks
  WHERE site_clicks.id IS NOT NULL
  GROUP BY 1
),
days_seen AS (
  SELECT DISTINCT toDate32(addSeconds(toDateTime64(site_clicks.clicked_at, 6, 'UTC'), timeZoneOffset(toTimeZone(toDateTime64(site_clicks.clicked_at, 6, 'UTC'), 'Europe/Paris'))), 'UTC') AS period
  FROM site_clicks
  WHERE addSeconds(toDateTime64(site_clicks.clicked_at, 6, 'UTC'), timeZoneOffset(toTimeZone(toDateTime64(site_clicks.clicked_at, 6, 'UTC'), 'Europe/Paris'))) IS NOT NULL
),
measured AS (
  SELECT
    toInt64(COUNT(*)) AS checked_1,
    toInt64(COUNT(*) FILTER (WHERE site_clicks.country IS NULL)) AS violations_1,
    toInt64(COUNT(site_clicks.visitor_id)) AS checked_2,
    toInt64(COUNT(*) FILTER (WHERE site_clicks.visitor_id IS NOT NULL AND visitor.id IS NULL)) AS violations_2,
    toInt64(COUNT(toFloat64(toFloat64(toUnixTimestamp64Micro(toDateTime64(site_clicks.stored_at, 6, 'UTC')) - toUnixTimestamp64Micro(toDateTime64(site_clicks.clicked_at, 6, 'UTC')))) / 1000000)) AS checked_3,
    quantileExactInclusive(0.5)(toFloat64(toFloat64(toFloat64(toUnixTimestamp64Micro(toDateTime64(site_clicks.stored_at, 6, 'UTC')) - toUnixTimestamp64Micro(toDateTime64(site_clicks.clicked_at, 6, 'UTC')))) / 1000000)) AS seconds_3,
    toInt64(COUNT(toFloat64(toFloat64(toUnixTimestamp64Micro(toDateTime64(site_clicks.stored_at, 6, 'UTC')) - toUnixTimestamp64Micro(toDateTime64(site_clicks.clicked_at, 6, 'UTC')))) / 1000000)) AS checked_4,
    quantileExactInclusive(0.95)(toFloat64(toFloat64(toFloat64(toUnixTimestamp64Micro(toDateTime64(site_clicks.stored_at, 6, 'UTC')) - toUnixTimestamp64Micro(toDateTime64(site_clicks.clicked_at, 6, 'UTC')))) / 1000000)) AS seconds_4,
    toInt64(COUNT(toFloat64(toFloat64(toUnixTimestamp64Micro(toDateTime64(site_clicks.stored_at, 6, 'UTC')) - toUnixTimestamp64Micro(toDateTime64(site_clicks.clicked_at, 6, 'UTC')))) / 1000000)) AS checked_5,
    quantileExactInclusive(0.99)(toFloat64(toFloat64(toFloat64(toUnixTimestamp64Micro(toDateTime64(site_clicks.stored_at, 6, 'UTC')) - toUnixTimestamp64Micro(toDateTime64(site_clicks.clicked_at, 6, 'UTC')))) / 1000000)) AS seconds_5
  FROM site_clicks
  LEFT JOIN site_visitors AS visitor
    ON site_clicks.visitor_id = visitor.id
),
checks AS (
  SELECT
    1 AS position,
    'nulls' AS check,
    'click__country' AS subject,
    CAST(measured.checked_1 AS Nullable(Int64)) AS checked,
    CAST(measured.violations_1 AS Nullable(Int64)) AS violations,
    CAST(NULL AS Nullable(Float64)) AS "seconds"
  FROM measured
  UNION ALL
  SELECT
    2 AS position,
    'duplicates' AS check,
    'click' AS subject,
    CAST(COALESCE(SUM(copies.copies), 0) AS Nullable(Int64)) AS checked,
    CAST(COALESCE(SUM(copies.copies), 0) - toInt64(COUNT(*)) AS Nullable(Int64)) AS violations,
    CAST(NULL AS Nullable(Float64)) AS "seconds"
  FROM copies
  UNION ALL
  SELECT
    3 AS position,
    'orphans' AS check,
    'visitor in visitors' AS subject,
    CAST(measured.checked_2 AS Nullable(Int64)) AS checked,
    CAST(measured.violations_2 AS Nullable(Int64)) AS violations,
    CAST(NULL AS Nullable(Float64)) AS "seconds"
  FROM measured
  UNION ALL
  SELECT
    4 AS position,
    'lag, 50th percentile' AS check,
    'click__clicked_at to click__stored_at' AS subject,
    CAST(measured.checked_3 AS Nullable(Int64)) AS checked,
    CAST(NULL AS Nullable(Int64)) AS violations,
    CAST(measured.seconds_3 AS Nullable(Float64)) AS "seconds"
  FROM measured
  UNION ALL
  SELECT
    5 AS position,
    'lag, 95th percentile' AS check,
    'click__clicked_at to click__stored_at' AS subject,
    CAST(measured.checked_4 AS Nullable(Int64)) AS checked,
    CAST(NULL AS Nullable(Int64)) AS violations,
    CAST(measured.seconds_4 AS Nullable(Float64)) AS "seconds"
  FROM measured
  UNION ALL
  SELECT
    6 AS position,
    'lag, 99th percentile' AS check,
    'click__clicked_at to click__stored_at' AS subject,
    CAST(measured.checked_5 AS Nullable(Int64)) AS checked,
    CAST(NULL AS Nullable(Int64)) AS violations,
    CAST(measured.seconds_5 AS Nullable(Float64)) AS "seconds"
  FROM measured
  UNION ALL
  SELECT
    7 AS position,
    'gaps' AS check,
    'click__clicked_at by day' AS subject,
    CAST(dateDiff('day', MIN(days_seen.period), MAX(days_seen.period), 'UTC') + 1 AS Nullable(Int64)) AS checked,
    CAST(dateDiff('day', MIN(days_seen.period), MAX(days_seen.period), 'UTC') + 1 - toInt64(COUNT(*)) AS Nullable(Int64)) AS violations,
    CAST(NULL AS Nullable(Float64)) AS "seconds"
  FROM days_seen
)
SELECT
  checks.check AS check,
  checks.subject AS subject,
  checks.checked AS checked,
  checks.violations AS violations,
  toFloat64(checks.violations) / nullIf(toFloat64(checks.checked), 0) AS share,
  checks."seconds" AS "seconds"
FROM checks
ORDER BY checks.position NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
