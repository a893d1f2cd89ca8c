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
    site_clicks.clicked_at AS at,
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
  QUALIFY row_number() OVER (PARTITION BY touches.entity ORDER BY touches.at NULLS LAST, touches.click__country NULLS LAST) = 1
),
events AS (
  SELECT
    COALESCE(identities.merged_into, site_clicks.visitor_id) AS entity,
    toUnixTimestamp64Micro(toDateTime64(site_clicks.clicked_at, 6, 'UTC')) AS at,
    toBool(site_clicks.name = 'view') AS step_1,
    toBool(site_clicks.name = 'buy') AS step_2,
    toBool(site_clicks.name = 'it''s help') AS excluded_1,
    toBool(site_clicks.name = 'view') AS enters
  FROM site_clicks
  LEFT JOIN identities
    ON site_clicks.visitor_id = identities.known_as
  WHERE COALESCE(identities.merged_into, site_clicks.visitor_id) IS NOT NULL
    AND site_clicks.clicked_at IS NOT NULL
    AND (site_clicks.name = 'view' OR site_clicks.name = 'buy' OR site_clicks.name = 'it''s help')
  QUALIFY site_clicks.id IS NULL OR row_number() OVER (PARTITION BY site_clicks.id ORDER BY site_clicks.clicked_at NULLS LAST) = 1
),
reached_1 AS (
  SELECT
    events.entity AS entity,
    MIN(events.at) AS entered_at,
    MIN(events.at) AS reached_at
  FROM events
  WHERE events.enters
  GROUP BY 1
),
reached_2 AS (
  SELECT
    reached_1.entity AS entity,
    reached_1.entered_at AS entered_at,
    MIN(events.at) FILTER (WHERE events.step_2 AND events.at >= reached_1.reached_at) AS reached_at
  FROM reached_1
  INNER JOIN events
    ON events.entity = reached_1.entity AND events.at <= reached_1.entered_at + 604800000000 AND (events.step_2 AND events.at >= reached_1.reached_at OR events.excluded_1 AND events.at > reached_1.reached_at)
  GROUP BY 1, 2
  HAVING MIN(events.at) FILTER (WHERE events.step_2 AND events.at >= reached_1.reached_at) IS NOT NULL
    AND (MIN(events.at) FILTER (WHERE events.excluded_1 AND events.at > reached_1.reached_at) IS NULL OR MIN(events.at) FILTER (WHERE events.excluded_1 AND events.at > reached_1.reached_at) >= MIN(events.at) FILTER (WHERE events.step_2 AND events.at >= reached_1.reached_at))
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
    toInt64(COUNT(*)) AS entities,
    quantileExactInclusive(0.5)(toFloat64(toFloat64(toFloat64(reached.took)) / 1000000)) AS median_time
  FROM reached
  INNER JOIN first_touch
    ON reached.entity = first_touch.entity
  GROUP BY 1, 2
),
groups AS (
  SELECT DISTINCT counts.click__country AS click__country
  FROM counts
),
funnel AS (
  SELECT
    groups.click__country AS click__country,
    steps.step AS step,
    steps.name AS name,
    COALESCE(counts.entities, 0) AS entities,
    counts.median_time AS median_time
  FROM (VALUES (1, 'View'), (2, 'Buy')) AS steps(step, name)
  CROSS JOIN groups
  LEFT JOIN counts
    ON counts.step = steps.step AND counts.click__country IS NOT DISTINCT FROM groups.click__country
)
SELECT
  funnel.click__country AS click__country,
  funnel.step AS step,
  funnel.name AS name,
  funnel.entities AS entities,
  toFloat64(funnel.entities) / nullIf(toFloat64(lag(toNullable(funnel.entities)) OVER (PARTITION BY funnel.click__country ORDER BY funnel.step NULLS LAST)), 0) AS from_previous,
  toFloat64(funnel.entities) / nullIf(toFloat64(first_value_respect_nulls(toNullable(funnel.entities)) OVER (PARTITION BY funnel.click__country ORDER BY funnel.step NULLS LAST)), 0) AS from_first,
  funnel.median_time AS median_time
FROM funnel
ORDER BY 1 NULLS LAST, 2 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
