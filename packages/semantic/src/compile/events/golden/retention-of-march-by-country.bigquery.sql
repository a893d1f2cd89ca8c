WITH identities AS (
  SELECT
    site_aliases.known_as AS known_as,
    MIN(site_aliases.visitor_id) AS merged_into
  FROM site_aliases
  GROUP BY 1
),
touches AS (
  SELECT
    COALESCE(identities.merged_into, site_clicks.visitor_id) AS entity,
    site_clicks.clicked_at AS `at`,
    site_clicks.country AS click__country
  FROM site_clicks
  LEFT JOIN identities
    ON site_clicks.visitor_id = identities.known_as
  WHERE COALESCE(identities.merged_into, site_clicks.visitor_id) IS NOT NULL
    AND site_clicks.clicked_at IS NOT NULL
  QUALIFY site_clicks.id IS NULL OR row_number() OVER (PARTITION BY site_clicks.id ORDER BY site_clicks.clicked_at NULLS LAST) = 1
),
first_touch AS (
  SELECT
    touches.entity AS entity,
    touches.click__country AS click__country
  FROM touches
  QUALIFY row_number() OVER (PARTITION BY touches.entity ORDER BY touches.`at` NULLS LAST, touches.click__country NULLS LAST) = 1
),
events AS (
  SELECT
    COALESCE(identities.merged_into, site_clicks.visitor_id) AS entity,
    site_clicks.clicked_at AS `at`,
    CAST(DATETIME(CAST(site_clicks.clicked_at AS TIMESTAMP), 'Europe/Paris') AS DATE) AS period,
    CAST(DATETIME_DIFF(CAST(CAST(DATETIME(CAST(site_clicks.clicked_at AS TIMESTAMP), 'Europe/Paris') AS DATE) AS DATETIME), CAST(CAST(DATETIME '2025-03-01' AS DATE) AS DATETIME), DAY) AS INT64) AS nth_period,
    TRUE AS starts,
    site_clicks.name = 'buy' AS returns
  FROM site_clicks
  LEFT JOIN identities
    ON site_clicks.visitor_id = identities.known_as
  WHERE COALESCE(identities.merged_into, site_clicks.visitor_id) IS NOT NULL
    AND site_clicks.clicked_at IS NOT NULL
    AND site_clicks.clicked_at < '2025-03-31 22:00:00'
  QUALIFY site_clicks.id IS NULL OR row_number() OVER (PARTITION BY site_clicks.id ORDER BY site_clicks.clicked_at NULLS LAST) = 1
),
cohorts AS (
  SELECT
    events.entity AS entity,
    first_touch.click__country AS click__country,
    MIN(events.period) AS cohort,
    BIT_OR(CASE WHEN events.returns AND events.nth_period >= 0 AND events.nth_period < 63 THEN CAST(1 AS INT64) << events.nth_period ELSE 0 END) AS active_1
  FROM events
  INNER JOIN first_touch
    ON events.entity = first_touch.entity
  GROUP BY 1, 2
  HAVING MIN(events.nth_period) >= 0
),
sizes AS (
  SELECT
    cohorts.cohort AS cohort,
    cohorts.click__country AS click__country,
    COUNT(*) AS cohort_size
  FROM cohorts
  GROUP BY 1, 2
),
counts AS (
  SELECT
    cohorts.cohort AS cohort,
    cohorts.click__country AS click__country,
    spans.period AS period,
    COUNT(*) AS retained
  FROM cohorts
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
    UNION ALL
    SELECT
      3 AS period,
      3 AS period_end
  ) AS spans
  WHERE spans.period > 0
    AND CASE WHEN CAST(DATETIME_DIFF(CAST(cohorts.cohort AS DATETIME), CAST(CAST(DATETIME '2025-03-01' AS DATE) AS DATETIME), DAY) AS INT64) + spans.period < 63 THEN cohorts.active_1 >> CAST(DATETIME_DIFF(CAST(cohorts.cohort AS DATETIME), CAST(CAST(DATETIME '2025-03-01' AS DATE) AS DATETIME), DAY) AS INT64) + spans.period ELSE 0 END & 1 = 1
  GROUP BY 1, 2, 3
),
cells AS (
  SELECT
    sizes.cohort AS cohort,
    sizes.click__country AS click__country,
    spans.period AS period,
    spans.period_end AS period_end,
    sizes.cohort_size AS cohort_size,
    CASE WHEN spans.period = 0 THEN sizes.cohort_size WHEN DATETIME_DIFF(CAST(CAST(COALESCE(LEAST(DATETIME '2025-04-01', CAST(DATETIME_ADD(CAST((
      SELECT CAST(DATETIME(CAST(MAX(site_clicks.clicked_at) AS TIMESTAMP), 'Europe/Paris') AS DATE) AS max
      FROM site_clicks
    ) AS DATETIME), INTERVAL 1 DAY) AS DATETIME)), DATETIME '2025-04-01', CAST(DATETIME_ADD(CAST((
      SELECT CAST(DATETIME(CAST(MAX(site_clicks.clicked_at) AS TIMESTAMP), 'Europe/Paris') AS DATE) AS max
      FROM site_clicks
    ) AS DATETIME), INTERVAL 1 DAY) AS DATETIME)) AS DATE) AS DATETIME), CAST(sizes.cohort AS DATETIME), DAY) > COALESCE(spans.period_end, spans.period) THEN COALESCE(counts.retained, 0) END AS retained
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
    UNION ALL
    SELECT
      3 AS period,
      3 AS period_end
  ) AS spans
  LEFT JOIN counts
    ON counts.cohort = sizes.cohort AND counts.click__country IS NOT DISTINCT FROM sizes.click__country AND counts.period = spans.period
)
SELECT
  cells.cohort AS cohort,
  cells.click__country AS click__country,
  cells.period AS period,
  cells.cohort_size AS cohort_size,
  cells.retained AS retained,
  SAFE_DIVIDE(CAST(cells.retained AS FLOAT64), CAST(cells.cohort_size AS FLOAT64)) AS retention
FROM cells
ORDER BY cohort NULLS LAST, click__country NULLS LAST, period NULLS LAST
