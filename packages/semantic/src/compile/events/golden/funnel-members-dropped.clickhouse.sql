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
    toBool(site_clicks.name = 'view') AS enters
  FROM site_clicks
  LEFT JOIN identities
    ON site_clicks.visitor_id = identities.known_as
  WHERE COALESCE(identities.merged_into, site_clicks.visitor_id) IS NOT NULL
    AND site_clicks.clicked_at IS NOT NULL
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
)
SELECT reached.entity AS visitor
FROM reached
GROUP BY 1
HAVING MAX(reached.step) = 1
ORDER BY 1 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
