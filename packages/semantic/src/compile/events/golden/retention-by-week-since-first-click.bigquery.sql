WITH identities AS (
  SELECT
    site_aliases.known_as AS known_as,
    MIN(site_aliases.visitor_id) AS merged_into
  FROM site_aliases
  GROUP BY 1
),
events AS (
  SELECT
    COALESCE(identities.merged_into, site_clicks.visitor_id) AS entity,
    site_clicks.clicked_at AS `at`,
    DATE_TRUNC(CAST(DATETIME(CAST(site_clicks.clicked_at AS TIMESTAMP), 'Europe/Paris') AS DATE), WEEK(MONDAY)) AS period,
    TRUE AS starts,
    TRUE AS returns
  FROM site_clicks
  LEFT JOIN identities
    ON site_clicks.visitor_id = identities.known_as
  WHERE COALESCE(identities.merged_into, site_clicks.visitor_id) IS NOT NULL
    AND site_clicks.clicked_at IS NOT NULL
  QUALIFY site_clicks.id IS NULL OR row_number() OVER (PARTITION BY site_clicks.id ORDER BY site_clicks.clicked_at NULLS LAST) = 1
),
cohorts AS (
  SELECT
    events.entity AS entity,
    MIN(events.period) AS cohort,
    MIN(events.`at`) AS since
  FROM events
  WHERE events.starts
  GROUP BY 1
),
active AS (
  SELECT
    events.entity AS entity,
    events.period AS period
  FROM events
  WHERE events.returns
  GROUP BY 1, 2
),
came_back AS (
  SELECT
    cohorts.entity AS entity,
    cohorts.cohort AS cohort,
    DIV(DATETIME_DIFF(CAST(active.period AS DATETIME), CAST(cohorts.cohort AS DATETIME), DAY), 7) AS period
  FROM cohorts
  INNER JOIN active
    ON active.entity = cohorts.entity AND active.period > cohorts.cohort
),
sizes AS (
  SELECT
    cohorts.cohort AS cohort,
    COUNT(*) AS cohort_size
  FROM cohorts
  GROUP BY 1
),
counts AS (
  SELECT
    came_back.cohort AS cohort,
    came_back.period AS period,
    COUNT(*) AS retained
  FROM came_back
  WHERE came_back.period <= 2
  GROUP BY 1, 2
),
cells AS (
  SELECT
    sizes.cohort AS cohort,
    spans.period AS period,
    spans.period_end AS period_end,
    sizes.cohort_size AS cohort_size,
    CASE WHEN spans.period = 0 THEN sizes.cohort_size WHEN DIV(DATETIME_DIFF(CAST(DATE_TRUNC(CAST(CAST(DATETIME_ADD(CAST((
      SELECT CAST(DATETIME(CAST(MAX(site_clicks.clicked_at) AS TIMESTAMP), 'Europe/Paris') AS DATE) AS max
      FROM site_clicks
    ) AS DATETIME), INTERVAL 1 DAY) AS DATETIME) AS DATE), WEEK(MONDAY)) AS DATETIME), CAST(sizes.cohort AS DATETIME), DAY), 7) > COALESCE(spans.period_end, spans.period) THEN COALESCE(counts.retained, 0) END AS retained
  FROM sizes
  CROSS JOIN (
    SELECT
      0 AS period,
      0 AS period_end
    UNION ALL
    SELECT
      1 AS period,
      1 AS period_end
    UNION ALL
    SELECT
      2 AS period,
      2 AS period_end
  ) AS spans
  LEFT JOIN counts
    ON counts.cohort = sizes.cohort AND counts.period = spans.period
)
SELECT
  cells.cohort AS cohort,
  cells.period AS period,
  cells.cohort_size AS cohort_size,
  cells.retained AS retained,
  SAFE_DIVIDE(CAST(cells.retained AS FLOAT64), CAST(cells.cohort_size AS FLOAT64)) AS retention
FROM cells
ORDER BY cohort NULLS LAST, period NULLS LAST
