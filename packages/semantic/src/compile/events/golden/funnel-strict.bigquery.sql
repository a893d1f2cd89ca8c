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
    UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS `at`,
    COALESCE(site_clicks.name = 'view', FALSE) AS step_1,
    COALESCE(site_clicks.name = 'buy', FALSE) AS step_2,
    COALESCE(site_clicks.name = 'view', FALSE) AS enters
  FROM site_clicks
  LEFT JOIN identities
    ON site_clicks.visitor_id = identities.known_as
  WHERE COALESCE(identities.merged_into, site_clicks.visitor_id) IS NOT NULL
    AND site_clicks.clicked_at IS NOT NULL
  QUALIFY site_clicks.id IS NULL OR row_number() OVER (PARTITION BY site_clicks.id ORDER BY site_clicks.clicked_at NULLS LAST) = 1
),
ordered_events AS (
  SELECT
    events.entity AS entity,
    events.`at` AS `at`,
    events.step_1 AS step_1,
    events.step_2 AS step_2,
    events.enters AS enters,
    row_number() OVER (PARTITION BY events.entity ORDER BY events.`at` NULLS LAST, CASE WHEN events.step_1 THEN 1 WHEN events.step_2 THEN 2 ELSE 3 END NULLS LAST, events.step_1 NULLS LAST, events.step_2 NULLS LAST) AS place
  FROM events
),
runs AS (
  SELECT
    ordered_events.entity AS entity,
    ordered_events.`at` AS `at`,
    ordered_events.enters AS enters,
    row_number() OVER (PARTITION BY ordered_events.entity, ordered_events.enters ORDER BY ordered_events.place NULLS LAST) AS entry,
    LEAD(ordered_events.step_2, 1) OVER (PARTITION BY ordered_events.entity ORDER BY ordered_events.place NULLS LAST) AS step_2,
    LEAD(ordered_events.`at`, 1) OVER (PARTITION BY ordered_events.entity ORDER BY ordered_events.place NULLS LAST) AS neighbour_at_2
  FROM ordered_events
),
reached AS (
  SELECT
    runs.entity AS entity,
    1 AS step,
    MIN(runs.`at` - runs.`at`) AS took
  FROM runs
  WHERE runs.enters
  GROUP BY 1, 2
  UNION ALL
  SELECT
    runs.entity AS entity,
    2 AS step,
    MIN(runs.neighbour_at_2 - runs.`at`) AS took
  FROM runs
  WHERE runs.enters
    AND runs.step_2
    AND runs.neighbour_at_2 - runs.`at` <= 604800000000
  GROUP BY 1, 2
),
counts AS (
  SELECT
    reached.step AS step,
    COUNT(*) AS entities,
    (ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000)) - 1)) AS INT64))] + (ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.5' * (COUNT(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000)) - 1)) AS INT64))] - ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000)) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.5' * (COUNT(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000)) - 1), 1) AS FLOAT64)) AS median_time
  FROM reached
  GROUP BY 1
),
funnel AS (
  SELECT
    steps.step AS step,
    steps.name AS name,
    COALESCE(counts.entities, 0) AS entities,
    counts.median_time AS median_time
  FROM (
    SELECT
      1 AS step,
      'View' AS name
    UNION ALL
    SELECT
      2 AS step,
      'Buy' AS name
  ) AS steps
  LEFT JOIN counts
    ON counts.step = steps.step
)
SELECT
  funnel.step AS step,
  funnel.name AS name,
  funnel.entities AS entities,
  SAFE_DIVIDE(CAST(funnel.entities AS FLOAT64), CAST(LAG(funnel.entities) OVER (ORDER BY funnel.step NULLS LAST) AS FLOAT64)) AS from_previous,
  SAFE_DIVIDE(CAST(funnel.entities AS FLOAT64), CAST(FIRST_VALUE(funnel.entities) OVER (ORDER BY funnel.step NULLS LAST) AS FLOAT64)) AS from_first,
  funnel.median_time AS median_time
FROM funnel
ORDER BY step NULLS LAST
