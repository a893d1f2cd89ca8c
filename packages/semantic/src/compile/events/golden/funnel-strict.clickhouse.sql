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
    events.at AS at,
    events.step_1 AS step_1,
    events.step_2 AS step_2,
    events.enters AS enters,
    row_number() OVER (PARTITION BY events.entity ORDER BY events.at NULLS LAST, CASE WHEN events.step_1 THEN 1 WHEN events.step_2 THEN 2 ELSE 3 END NULLS LAST, events.step_1 NULLS LAST, events.step_2 NULLS LAST) AS place
  FROM events
),
runs AS (
  SELECT
    ordered_events.entity AS entity,
    ordered_events.at AS at,
    ordered_events.enters AS enters,
    row_number() OVER (PARTITION BY ordered_events.entity, ordered_events.enters ORDER BY ordered_events.place NULLS LAST) AS entry,
    lead(toNullable(ordered_events.step_2), 1) OVER (PARTITION BY ordered_events.entity ORDER BY ordered_events.place NULLS LAST) AS step_2,
    lead(toNullable(ordered_events.at), 1) OVER (PARTITION BY ordered_events.entity ORDER BY ordered_events.place NULLS LAST) AS neighbour_at_2
  FROM ordered_events
),
reached AS (
  SELECT
    runs.entity AS entity,
    1 AS step,
    MIN(runs.at - runs.at) AS took
  FROM runs
  WHERE runs.enters
  GROUP BY 1, 2
  UNION ALL
  SELECT
    runs.entity AS entity,
    2 AS step,
    MIN(runs.neighbour_at_2 - runs.at) AS took
  FROM runs
  WHERE runs.enters
    AND runs.step_2
    AND runs.neighbour_at_2 - runs.at <= 604800000000
  GROUP BY 1, 2
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
  FROM (VALUES (1, 'View'), (2, 'Buy')) AS steps(step, name)
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
