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
    toBool(site_clicks.name = 'view' AND site_clicks.clicked_at >= toDateTime64('2025-02-28 23:00:00', 6, 'UTC') AND site_clicks.clicked_at < toDateTime64('2025-03-31 22:00:00', 6, 'UTC')) AS enters
  FROM site_clicks
  LEFT JOIN identities
    ON site_clicks.visitor_id = identities.known_as
  WHERE COALESCE(identities.merged_into, site_clicks.visitor_id) IS NOT NULL
    AND site_clicks.clicked_at IS NOT NULL
    AND site_clicks.clicked_at <= toDateTime64('2025-03-31 22:00:00', 6, 'UTC') + INTERVAL 7 DAY
    AND (site_clicks.name = 'view' OR site_clicks.name = 'buy')
  QUALIFY site_clicks.id IS NULL OR row_number() OVER (PARTITION BY site_clicks.id ORDER BY site_clicks.clicked_at NULLS LAST) = 1
),
pass_1 AS (
  SELECT
    events.entity AS entity,
    events.at AS at,
    events.step_2 AS step_2,
    CASE WHEN events.enters THEN events.at END AS entered_1
  FROM events
),
pass_2 AS (
  SELECT
    pass_1.entity AS entity,
    pass_1.at AS at,
    pass_1.entered_1 AS entered_1,
    CASE WHEN pass_1.step_2 AND pass_1.at - MAX(pass_1.entered_1) OVER (PARTITION BY pass_1.entity ORDER BY pass_1.at NULLS LAST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) <= 604800000000 THEN MAX(pass_1.entered_1) OVER (PARTITION BY pass_1.entity ORDER BY pass_1.at NULLS LAST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) END AS entered_2
  FROM pass_1
),
reached AS (
  SELECT
    pass_2.entity AS entity,
    1 AS step,
    MIN(pass_2.at - pass_2.entered_1) AS took
  FROM pass_2
  WHERE pass_2.entered_1 IS NOT NULL
  GROUP BY 1, 2
  UNION ALL
  SELECT
    pass_2.entity AS entity,
    2 AS step,
    MIN(pass_2.at - pass_2.entered_2) AS took
  FROM pass_2
  WHERE pass_2.entered_2 IS NOT NULL
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
