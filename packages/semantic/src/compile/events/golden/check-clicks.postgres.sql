WITH copies AS (
  SELECT
    site_clicks.id AS key_1,
    COUNT(*) AS copies
  FROM site_clicks
  WHERE site_clicks.id IS NOT NULL
  GROUP BY 1
),
days_seen AS (
  SELECT DISTINCT CAST(timezone('Europe/Paris', timezone('UTC', CAST(site_clicks.clicked_at AS TIMESTAMP))) AS DATE) AS period
  FROM site_clicks
  WHERE timezone('Europe/Paris', timezone('UTC', CAST(site_clicks.clicked_at AS TIMESTAMP))) IS NOT NULL
),
measured AS (
  SELECT
    COUNT(*) AS checked_1,
    COUNT(*) FILTER (WHERE site_clicks.country IS NULL) AS violations_1,
    COUNT(site_clicks.visitor_id) AS checked_2,
    COUNT(*) FILTER (WHERE site_clicks.visitor_id IS NOT NULL AND visitor.id IS NULL) AS violations_2,
    COUNT(CAST(CAST(CAST(EXTRACT(EPOCH FROM CAST(site_clicks.stored_at AS TIMESTAMP)) * 1000000 AS BIGINT) - CAST(EXTRACT(EPOCH FROM CAST(site_clicks.clicked_at AS TIMESTAMP)) * 1000000 AS BIGINT) AS DOUBLE PRECISION) AS DOUBLE PRECISION) / 1000000) AS checked_3,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(CAST(CAST(EXTRACT(EPOCH FROM CAST(site_clicks.stored_at AS TIMESTAMP)) * 1000000 AS BIGINT) - CAST(EXTRACT(EPOCH FROM CAST(site_clicks.clicked_at AS TIMESTAMP)) * 1000000 AS BIGINT) AS DOUBLE PRECISION) AS DOUBLE PRECISION) / 1000000) AS seconds_3,
    COUNT(CAST(CAST(CAST(EXTRACT(EPOCH FROM CAST(site_clicks.stored_at AS TIMESTAMP)) * 1000000 AS BIGINT) - CAST(EXTRACT(EPOCH FROM CAST(site_clicks.clicked_at AS TIMESTAMP)) * 1000000 AS BIGINT) AS DOUBLE PRECISION) AS DOUBLE PRECISION) / 1000000) AS checked_4,
    percentile_cont(0.95) WITHIN GROUP (ORDER BY CAST(CAST(CAST(EXTRACT(EPOCH FROM CAST(site_clicks.stored_at AS TIMESTAMP)) * 1000000 AS BIGINT) - CAST(EXTRACT(EPOCH FROM CAST(site_clicks.clicked_at AS TIMESTAMP)) * 1000000 AS BIGINT) AS DOUBLE PRECISION) AS DOUBLE PRECISION) / 1000000) AS seconds_4,
    COUNT(CAST(CAST(CAST(EXTRACT(EPOCH FROM CAST(site_clicks.stored_at AS TIMESTAMP)) * 1000000 AS BIGINT) - CAST(EXTRACT(EPOCH FROM CAST(site_clicks.clicked_at AS TIMESTAMP)) * 1000000 AS BIGINT) AS DOUBLE PRECISION) AS DOUBLE PRECISION) / 1000000) AS checked_5,
    percentile_cont(0.99) WITHIN GROUP (ORDER BY CAST(CAST(CAST(EXTRACT(EPOCH FROM CAST(site_clicks.stored_at AS TIMESTAMP)) * 1000000 AS BIGINT) - CAST(EXTRACT(EPOCH FROM CAST(site_clicks.clicked_at AS TIMESTAMP)) * 1000000 AS BIGINT) AS DOUBLE PRECISION) AS DOUBLE PRECISION) / 1000000) AS seconds_5
  FROM site_clicks
  LEFT JOIN site_visitors AS visitor
    ON site_clicks.visitor_id = visitor.id
),
checks AS (
  SELECT
    1 AS position,
    'nulls' AS "check",
    'click__country' AS subject,
    CAST(measured.checked_1 AS BIGINT) AS checked,
    CAST(measured.violations_1 AS BIGINT) AS violations,
    CAST(NULL AS DOUBLE PRECISION) AS seconds
  FROM measured
  UNION ALL
  SELECT
    2 AS position,
    'duplicates' AS "check",
    'click' AS subject,
    CAST(COALESCE(SUM(copies.copies), 0) AS BIGINT) AS checked,
    CAST(COALESCE(SUM(copies.copies), 0) - COUNT(*) AS BIGINT) AS violations,
    CAST(NULL AS DOUBLE PRECISION) AS seconds
  FROM copies
  UNION ALL
  SELECT
    3 AS position,
    'orphans' AS "check",
    'visitor in visitors' AS subject,
    CAST(measured.checked_2 AS BIGINT) AS checked,
    CAST(measured.violations_2 AS BIGINT) AS violations,
    CAST(NULL AS DOUBLE PRECISION) AS seconds
  FROM measured
  UNION ALL
  SELECT
    4 AS position,
    'lag, 50th percentile' AS "check",
    'click__clicked_at to click__stored_at' AS subject,
    CAST(measured.checked_3 AS BIGINT) AS checked,
    CAST(NULL AS BIGINT) AS violations,
    CAST(measured.seconds_3 AS DOUBLE PRECISION) AS seconds
  FROM measured
  UNION ALL
  SELECT
    5 AS position,
    'lag, 95th percentile' AS "check",
    'click__clicked_at to click__stored_at' AS subject,
    CAST(measured.checked_4 AS BIGINT) AS checked,
    CAST(NULL AS BIGINT) AS violations,
    CAST(measured.seconds_4 AS DOUBLE PRECISION) AS seconds
  FROM measured
  UNION ALL
  SELECT
    6 AS position,
    'lag, 99th percentile' AS "check",
    'click__clicked_at to click__stored_at' AS subject,
    CAST(measured.checked_5 AS BIGINT) AS checked,
    CAST(NULL AS BIGINT) AS violations,
    CAST(measured.seconds_5 AS DOUBLE PRECISION) AS seconds
  FROM measured
  UNION ALL
  SELECT
    7 AS position,
    'gaps' AS "check",
    'click__clicked_at by day' AS subject,
    CAST((CAST(MAX(days_seen.period) AS DATE) - CAST(MIN(days_seen.period) AS DATE)) + 1 AS BIGINT) AS checked,
    CAST((CAST(MAX(days_seen.period) AS DATE) - CAST(MIN(days_seen.period) AS DATE)) + 1 - COUNT(*) AS BIGINT) AS violations,
    CAST(NULL AS DOUBLE PRECISION) AS seconds
  FROM days_seen
)
SELECT
  checks."check" AS "check",
  checks.subject AS subject,
  checks.checked AS checked,
  checks.violations AS violations,
  CAST(checks.violations AS DOUBLE PRECISION) / NULLIF(CAST(checks.checked AS DOUBLE PRECISION), 0) AS share,
  checks.seconds AS seconds
FROM checks
ORDER BY checks.position NULLS LAST
