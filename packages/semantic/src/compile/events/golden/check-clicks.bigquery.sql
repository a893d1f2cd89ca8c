WITH copies AS (
  SELECT
    site_clicks.id AS key_1,
    COUNT(*) AS copies
  FROM site_clicks
  WHERE site_clicks.id IS NOT NULL
  GROUP BY 1
),
days_seen AS (
  SELECT DISTINCT CAST(DATETIME(CAST(site_clicks.clicked_at AS TIMESTAMP), 'Europe/Paris') AS DATE) AS period
  FROM site_clicks
  WHERE DATETIME(CAST(site_clicks.clicked_at AS TIMESTAMP), 'Europe/Paris') IS NOT NULL
),
measured AS (
  SELECT
    COUNT(*) AS checked_1,
    COUNTIF(site_clicks.country IS NULL) AS violations_1,
    COUNT(site_clicks.visitor_id) AS checked_2,
    COUNTIF(site_clicks.visitor_id IS NOT NULL AND visitor.id IS NULL) AS violations_2,
    COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) AS checked_3,
    (ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) - 1)) AS INT64))] + (ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.5' * (COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) - 1)) AS INT64))] - ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.5' * (COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) - 1), 1) AS FLOAT64)) AS seconds_3,
    COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) AS checked_4,
    (ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.95' * (COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) - 1)) AS INT64))] + (ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.95' * (COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) - 1)) AS INT64))] - ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.95' * (COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.95' * (COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) - 1), 1) AS FLOAT64)) AS seconds_4,
    COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) AS checked_5,
    (ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.99' * (COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) - 1)) AS INT64))] + (ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.99' * (COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) - 1)) AS INT64))] - ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.99' * (COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.99' * (COUNT(SAFE_DIVIDE(CAST(UNIX_MICROS(CAST(site_clicks.stored_at AS TIMESTAMP)) - UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS FLOAT64), 1000000)) - 1), 1) AS FLOAT64)) AS seconds_5
  FROM site_clicks
  LEFT JOIN site_visitors AS visitor
    ON site_clicks.visitor_id = visitor.id
),
checks AS (
  SELECT
    1 AS position,
    'nulls' AS check,
    'click__country' AS subject,
    CAST(measured.checked_1 AS INT64) AS checked,
    CAST(measured.violations_1 AS INT64) AS violations,
    CAST(NULL AS FLOAT64) AS seconds
  FROM measured
  UNION ALL
  SELECT
    2 AS position,
    'duplicates' AS check,
    'click' AS subject,
    CAST(COALESCE(SUM(copies.copies), 0) AS INT64) AS checked,
    CAST(COALESCE(SUM(copies.copies), 0) - COUNT(*) AS INT64) AS violations,
    CAST(NULL AS FLOAT64) AS seconds
  FROM copies
  UNION ALL
  SELECT
    3 AS position,
    'orphans' AS check,
    'visitor in visitors' AS subject,
    CAST(measured.checked_2 AS INT64) AS checked,
    CAST(measured.violations_2 AS INT64) AS violations,
    CAST(NULL AS FLOAT64) AS seconds
  FROM measured
  UNION ALL
  SELECT
    4 AS position,
    'lag, 50th percentile' AS check,
    'click__clicked_at to click__stored_at' AS subject,
    CAST(measured.checked_3 AS INT64) AS checked,
    CAST(NULL AS INT64) AS violations,
    CAST(measured.seconds_3 AS FLOAT64) AS seconds
  FROM measured
  UNION ALL
  SELECT
    5 AS position,
    'lag, 95th percentile' AS check,
    'click__clicked_at to click__stored_at' AS subject,
    CAST(measured.checked_4 AS INT64) AS checked,
    CAST(NULL AS INT64) AS violations,
    CAST(measured.seconds_4 AS FLOAT64) AS seconds
  FROM measured
  UNION ALL
  SELECT
    6 AS position,
    'lag, 99th percentile' AS check,
    'click__clicked_at to click__stored_at' AS subject,
    CAST(measured.checked_5 AS INT64) AS checked,
    CAST(NULL AS INT64) AS violations,
    CAST(measured.seconds_5 AS FLOAT64) AS seconds
  FROM measured
  UNION ALL
  SELECT
    7 AS position,
    'gaps' AS check,
    'click__clicked_at by day' AS subject,
    CAST(DATETIME_DIFF(CAST(MAX(days_seen.period) AS DATETIME), CAST(MIN(days_seen.period) AS DATETIME), DAY) + 1 AS INT64) AS checked,
    CAST(DATETIME_DIFF(CAST(MAX(days_seen.period) AS DATETIME), CAST(MIN(days_seen.period) AS DATETIME), DAY) + 1 - COUNT(*) AS INT64) AS violations,
    CAST(NULL AS FLOAT64) AS seconds
  FROM days_seen
)
SELECT
  checks.check AS check,
  checks.subject AS subject,
  checks.checked AS checked,
  checks.violations AS violations,
  SAFE_DIVIDE(CAST(checks.violations AS FLOAT64), CAST(checks.checked AS FLOAT64)) AS share,
  checks.seconds AS seconds
FROM checks
ORDER BY checks.position NULLS LAST
