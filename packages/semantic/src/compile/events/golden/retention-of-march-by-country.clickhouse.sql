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
    site_clicks.clicked_at AS at,
    toDate32(addSeconds(toDateTime64(site_clicks.clicked_at, 6, 'UTC'), timeZoneOffset(toTimeZone(toDateTime64(site_clicks.clicked_at, 6, 'UTC'), 'Europe/Paris'))), 'UTC') AS period,
    CAST(dateDiff('day', toDate32(toDateTime64('2025-03-01', 6, 'UTC'), 'UTC'), toDate32(addSeconds(toDateTime64(site_clicks.clicked_at, 6, 'UTC'), timeZoneOffset(toTimeZone(toDateTime64(site_clicks.clicked_at, 6, 'UTC'), 'Europe/Paris'))), 'UTC'), 'UTC') AS Nullable(Int32)) AS nth_period,
    TRUE AS starts,
    toBool(site_clicks.name = 'buy') AS returns
  FROM site_clicks
  LEFT JOIN identities
    ON site_clicks.visitor_id = identities.known_as
  WHERE COALESCE(identities.merged_into, site_clicks.visitor_id) IS NOT NULL
    AND site_clicks.clicked_at IS NOT NULL
    AND site_clicks.clicked_at < toDateTime64('2025-03-31 22:00:00', 6, 'UTC')
  QUALIFY site_clicks.id IS NULL OR row_number() OVER (PARTITION BY site_clicks.id ORDER BY site_clicks.clicked_at NULLS LAST) = 1
),
cohorts AS (
  SELECT
    events.entity AS entity,
    first_touch.click__country AS click__country,
    MIN(events.period) AS cohort,
    BIT_OR(CASE WHEN events.returns AND events.nth_period >= 0 AND events.nth_period < 63 THEN bitShiftLeft(toInt64(CAST(1 AS Nullable(Int64))), least(greatest(events.nth_period, 0), 63)) ELSE 0 END) AS active_1
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
    toInt64(COUNT(*)) AS cohort_size
  FROM cohorts
  GROUP BY 1, 2
),
counts AS (
  SELECT
    cohorts.cohort AS cohort,
    cohorts.click__country AS click__country,
    spans.period AS period,
    toInt64(COUNT(*)) AS retained
  FROM cohorts
  CROSS JOIN (VALUES (0, 0), (1, 1), (2, 2), (3, 3)) AS spans(period, period_end)
  WHERE spans.period > 0
    AND bitAnd(CASE WHEN CAST(dateDiff('day', toDate32(toDateTime64('2025-03-01', 6, 'UTC'), 'UTC'), cohorts.cohort, 'UTC') AS Nullable(Int32)) + spans.period < 63 THEN bitShiftRight(toInt64(cohorts.active_1), least(greatest(CAST(dateDiff('day', toDate32(toDateTime64('2025-03-01', 6, 'UTC'), 'UTC'), cohorts.cohort, 'UTC') AS Nullable(Int32)) + spans.period, 0), 63)) ELSE 0 END, 1) = 1
  GROUP BY 1, 2, 3
),
cells AS (
  SELECT
    sizes.cohort AS cohort,
    sizes.click__country AS click__country,
    spans.period AS period,
    spans.period_end AS period_end,
    sizes.cohort_size AS cohort_size,
    CASE WHEN spans.period = 0 THEN sizes.cohort_size WHEN dateDiff('day', sizes.cohort, toDate32(LEAST(toDateTime64('2025-04-01', 6, 'UTC'), CAST((
      SELECT toDate32(addSeconds(toDateTime64(MAX(site_clicks.clicked_at), 6, 'UTC'), timeZoneOffset(toTimeZone(toDateTime64(MAX(site_clicks.clicked_at), 6, 'UTC'), 'Europe/Paris'))), 'UTC') AS max
      FROM site_clicks
    ) + INTERVAL 1 DAY AS Nullable(DateTime64(6, 'UTC')))), 'UTC'), 'UTC') > COALESCE(spans.period_end, spans.period) THEN COALESCE(counts.retained, 0) END AS retained
  FROM sizes
  CROSS JOIN (VALUES (0, 0), (1, 1), (2, 2), (3, 3)) AS spans(period, period_end)
  LEFT JOIN counts
    ON counts.cohort = sizes.cohort AND counts.click__country IS NOT DISTINCT FROM sizes.click__country AND counts.period = spans.period
)
SELECT
  cells.cohort AS cohort,
  cells.click__country AS click__country,
  cells.period AS period,
  cells.cohort_size AS cohort_size,
  cells.retained AS retained,
  toFloat64(cells.retained) / nullIf(toFloat64(cells.cohort_size), 0) AS retention
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST, 3 NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
