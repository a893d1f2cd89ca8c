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
    site_clicks.name = 'view' AS step_1,
    site_clicks.name = 'buy' AS step_2,
    site_clicks.name = 'view' OR site_clicks.name = 'buy' AS enters
  FROM site_clicks
  LEFT JOIN identities
    ON site_clicks.visitor_id = identities.known_as
  WHERE COALESCE(identities.merged_into, site_clicks.visitor_id) IS NOT NULL
    AND site_clicks.clicked_at IS NOT NULL
    AND (site_clicks.name = 'view' OR site_clicks.name = 'buy')
  QUALIFY site_clicks.id IS NULL OR row_number() OVER (PARTITION BY site_clicks.id ORDER BY site_clicks.clicked_at NULLS LAST) = 1
),
starts AS (
  SELECT
    events.entity AS entity,
    events.`at` AS `at`,
    events.enters AS enters,
    MIN(CASE WHEN events.enters THEN events.`at` END) OVER (PARTITION BY events.entity) AS first_at,
    COALESCE(LEAST(SUM(CASE WHEN events.step_1 THEN 1 ELSE 0 END) OVER (PARTITION BY events.entity ORDER BY events.`at` NULLS FIRST RANGE BETWEEN CURRENT ROW AND 604800000000 FOLLOWING), 1), SUM(CASE WHEN events.step_1 THEN 1 ELSE 0 END) OVER (PARTITION BY events.entity ORDER BY events.`at` NULLS FIRST RANGE BETWEEN CURRENT ROW AND 604800000000 FOLLOWING), 1) + COALESCE(LEAST(SUM(CASE WHEN events.step_2 THEN 1 ELSE 0 END) OVER (PARTITION BY events.entity ORDER BY events.`at` NULLS FIRST RANGE BETWEEN CURRENT ROW AND 604800000000 FOLLOWING), 1), SUM(CASE WHEN events.step_2 THEN 1 ELSE 0 END) OVER (PARTITION BY events.entity ORDER BY events.`at` NULLS FIRST RANGE BETWEEN CURRENT ROW AND 604800000000 FOLLOWING), 1) AS steps_done
  FROM events
),
reached AS (
  SELECT DISTINCT
    starts.entity AS entity,
    1 AS step,
    CAST(NULL AS INT64) AS took
  FROM starts
  WHERE starts.enters
    AND starts.steps_done >= 1
  UNION ALL
  SELECT DISTINCT
    starts.entity AS entity,
    2 AS step,
    CAST(NULL AS INT64) AS took
  FROM starts
  WHERE starts.enters
    AND starts.steps_done >= 2
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
      'Any 1 of 2' AS name
    UNION ALL
    SELECT
      2 AS step,
      'Any 2 of 2' AS name
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
