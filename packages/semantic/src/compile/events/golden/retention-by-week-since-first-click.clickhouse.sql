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
    site_clicks.clicked_at AS at,
    toDate32(date_trunc('week', toDate32(addSeconds(toDateTime64(site_clicks.clicked_at, 6, 'UTC'), timeZoneOffset(toTimeZone(toDateTime64(site_clicks.clicked_at, 6, 'UTC'), 'Europe/Paris'))), 'UTC')), 'UTC') AS period,
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
    MIN(events.at) AS since
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
    intDiv(dateDiff('day', cohorts.cohort, active.period, 'UTC'), 7) AS period
  FROM cohorts
  INNER JOIN active
    ON active.entity = cohorts.entity AND active.period > cohorts.cohort
),
sizes AS (
  SELECT
    cohorts.cohort AS cohort,
    toInt64(COUNT(*)) AS cohort_size
  FROM cohorts
  GROUP BY 1
),
counts AS (
  SELECT
    came_back.cohort AS cohort,
    came_back.period AS period,
    toInt64(COUNT(*)) AS retained
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
    CASE WHEN spans.period = 0 THEN sizes.cohort_size WHEN intDiv(dateDiff('day', sizes.cohort, toDate32(date_trunc('week', toDate32(CAST((
      SELECT toDate32(addSeconds(toDateTime64(MAX(site_clicks.clicked_at), 6, 'UTC'), timeZoneOffset(toTimeZone(toDateTime64(MAX(site_clicks.clicked_at), 6, 'UTC'), 'Europe/Paris'))), 'UTC') AS max
      FROM site_clicks
    ) + INTERVAL 1 DAY AS Nullable(DateTime64(6, 'UTC'))), 'UTC')), 'UTC'), 'UTC'), 7) > COALESCE(spans.period_end, spans.period) THEN COALESCE(counts.retained, 0) END AS retained
  FROM sizes
  CROSS JOIN (VALUES (0, 0), (1, 1), (2, 2)) AS spans(period, period_end)
  LEFT JOIN counts
    ON counts.cohort = sizes.cohort AND counts.period = spans.period
)
SELECT
  cells.cohort AS cohort,
  cells.period AS period,
  cells.cohort_size AS cohort_size,
  cells.retained AS retained,
  toFloat64(cells.retained) / nullIf(toFloat64(cells.cohort_size), 0) AS retention
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
