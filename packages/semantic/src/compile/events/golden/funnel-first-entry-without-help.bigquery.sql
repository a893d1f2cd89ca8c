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
    UNIX_MICROS(CAST(site_clicks.clicked_at AS TIMESTAMP)) AS `at`,
    site_clicks.name = 'view' AS step_1,
    site_clicks.name = 'buy' AS step_2,
    site_clicks.name = 'it\'s help' AS excluded_1,
    site_clicks.name = 'view' AS enters
  FROM site_clicks
  LEFT JOIN identities
    ON site_clicks.visitor_id = identities.known_as
  WHERE COALESCE(identities.merged_into, site_clicks.visitor_id) IS NOT NULL
    AND site_clicks.clicked_at IS NOT NULL
    AND (site_clicks.name = 'view' OR site_clicks.name = 'buy' OR site_clicks.name = 'it\'s help')
  QUALIFY site_clicks.id IS NULL OR row_number() OVER (PARTITION BY site_clicks.id ORDER BY site_clicks.clicked_at NULLS LAST) = 1
),
reached_1 AS (
  SELECT
    events.entity AS entity,
    MIN(events.`at`) AS entered_at,
    MIN(events.`at`) AS reached_at
  FROM events
  WHERE events.enters
  GROUP BY 1
),
reached_2 AS (
  SELECT
    reached_1.entity AS entity,
    reached_1.entered_at AS entered_at,
    MIN(IF(events.step_2 AND events.`at` >= reached_1.reached_at, events.`at`, NULL)) AS reached_at
  FROM reached_1
  INNER JOIN events
    ON events.entity = reached_1.entity AND events.`at` <= reached_1.entered_at + 604800000000 AND (events.step_2 AND events.`at` >= reached_1.reached_at OR events.excluded_1 AND events.`at` > reached_1.reached_at)
  GROUP BY 1, 2
  HAVING MIN(IF(events.step_2 AND events.`at` >= reached_1.reached_at, events.`at`, NULL)) IS NOT NULL
    AND (MIN(IF(events.excluded_1 AND events.`at` > reached_1.reached_at, events.`at`, NULL)) IS NULL OR MIN(IF(events.excluded_1 AND events.`at` > reached_1.reached_at, events.`at`, NULL)) >= MIN(IF(events.step_2 AND events.`at` >= reached_1.reached_at, events.`at`, NULL)))
),
reached AS (
  SELECT
    reached_1.entity AS entity,
    1 AS step,
    reached_1.reached_at - reached_1.entered_at AS took
  FROM reached_1
  UNION ALL
  SELECT
    reached_2.entity AS entity,
    2 AS step,
    reached_2.reached_at - reached_2.entered_at AS took
  FROM reached_2
),
counts AS (
  SELECT
    first_touch.click__country AS click__country,
    reached.step AS step,
    COUNT(*) AS entities,
    (ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000)) - 1)) AS INT64))] + (ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.5' * (COUNT(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000)) - 1)) AS INT64))] - ARRAY_AGG(CAST(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000) AS FLOAT64) IGNORE NULLS ORDER BY CAST(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000) AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000)) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.5' * (COUNT(SAFE_DIVIDE(CAST(reached.took AS FLOAT64), 1000000)) - 1), 1) AS FLOAT64)) AS median_time
  FROM reached
  INNER JOIN first_touch
    ON reached.entity = first_touch.entity
  GROUP BY 1, 2
),
`groups` AS (
  SELECT DISTINCT counts.click__country AS click__country
  FROM counts
),
funnel AS (
  SELECT
    `groups`.click__country AS click__country,
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
  CROSS JOIN `groups`
  LEFT JOIN counts
    ON counts.step = steps.step AND counts.click__country IS NOT DISTINCT FROM `groups`.click__country
)
SELECT
  funnel.click__country AS click__country,
  funnel.step AS step,
  funnel.name AS name,
  funnel.entities AS entities,
  SAFE_DIVIDE(CAST(funnel.entities AS FLOAT64), CAST(LAG(funnel.entities) OVER (PARTITION BY funnel.click__country ORDER BY funnel.step NULLS LAST) AS FLOAT64)) AS from_previous,
  SAFE_DIVIDE(CAST(funnel.entities AS FLOAT64), CAST(FIRST_VALUE(funnel.entities) OVER (PARTITION BY funnel.click__country ORDER BY funnel.step NULLS LAST) AS FLOAT64)) AS from_first,
  funnel.median_time AS median_time
FROM funnel
ORDER BY click__country NULLS LAST, step NULLS LAST
