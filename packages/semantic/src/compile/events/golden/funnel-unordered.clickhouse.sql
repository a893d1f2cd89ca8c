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
    toUnixTimestamp64Micro(toDateTime64(site_clicks.clicked_at, 6, 'UTC')) AS at,
    toBool(site_clicks.name = 'view') AS step_1,
    toBool(site_clicks.name = 'buy') AS step_2,
    toBool(site_clicks.name = 'view' OR site_clicks.name = 'buy') AS enters
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
    events.at AS at,
    events.enters AS enters,
    MIN(CASE WHEN events.enters THEN events.at END) OVER (PARTITION BY events.entity) AS first_at,
    LEAST(SUM(CASE WHEN events.step_1 THEN 1 ELSE 0 END) OVER (PARTITION BY events.entity ORDER BY intDiv(events.at, 1000) NULLS LAST RANGE BETWEEN CURRENT ROW AND 604800000 FOLLOWING), 1) + LEAST(SUM(CASE WHEN events.step_2 THEN 1 ELSE 0 END) OVER (PARTITION BY events.entity ORDER BY intDiv(events.at, 1000) NULLS LAST RANGE BETWEEN CURRENT ROW AND 604800000 FOLLOWING), 1) AS steps_done
  FROM events
),
reached AS (
  SELECT DISTINCT
    starts.entity AS entity,
    1 AS step,
    CAST(NULL AS Nullable(Int64)) AS took
  FROM starts
  WHERE starts.enters
    AND starts.steps_done >= 1
  UNION ALL
  SELECT DISTINCT
    starts.entity AS entity,
    2 AS step,
    CAST(NULL AS Nullable(Int64)) AS took
  FROM starts
  WHERE starts.enters
    AND starts.steps_done >= 2
),
counts AS (
  SELECT
    reached.step AS step,
    toInt64(COUNT(*)) AS entities,
    quantileExactInclusive(0.5)(toFloat64(toFloat64(toFloat64(reached.took)) / 1000000)) AS median_time
  FROM reached
  GROUP BY 1
),
funnel AS (
  SELECT
    steps.step AS step,
    steps.name AS name,
    COALESCE(counts.entities, 0) AS entities,
    counts.median_time AS median_time
  FROM (VALUES (1, 'Any 1 of 2'), (2, 'Any 2 of 2')) AS steps(step, name)
  LEFT JOIN counts
    ON counts.step = steps.step
)
SELECT
  funnel.step AS step,
  funnel.name AS name,
  funnel.entities AS entities,
  toFloat64(funnel.entities) / nullIf(toFloat64(lag(toNullable(funnel.entities)) OVER (ORDER BY funnel.step NULLS LAST)), 0) AS from_previous,
  toFloat64(funnel.entities) / nullIf(toFloat64(first_value_respect_nulls(toNullable(funnel.entities)) OVER (ORDER BY funnel.step NULLS LAST)), 0) AS from_first,
  funnel.median_time AS median_time
FROM funnel
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
