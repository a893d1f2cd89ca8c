WITH measured AS (
  SELECT
    toInt64(COUNT(*)) AS rows_1,
    toInt64(COUNT(*)) - toInt64(COUNT(site_clicks.country)) AS nulls_1,
    toInt64(COUNT(DISTINCT site_clicks.country)) AS distinct_values_1,
    MIN(site_clicks.country) AS minimum_1,
    MAX(site_clicks.country) AS maximum_1,
    toInt64(COUNT(*)) AS rows_2,
    toInt64(COUNT(*)) - toInt64(COUNT(site_clicks.amount)) AS nulls_2,
    toInt64(COUNT(DISTINCT site_clicks.amount)) AS distinct_values_2,
    MIN(site_clicks.amount) AS minimum_2,
    MAX(site_clicks.amount) AS maximum_2,
    AVG(site_clicks.amount) AS mean_2,
    quantileExactInclusive(0.25)(toFloat64(site_clicks.amount)) AS quartile_1_2,
    quantileExactInclusive(0.5)(toFloat64(site_clicks.amount)) AS median_2,
    quantileExactInclusive(0.75)(toFloat64(site_clicks.amount)) AS quartile_3_2
  FROM site_clicks
),
summaries AS (
  SELECT
    1 AS position,
    'click__country' AS dimension,
    'string' AS type,
    CAST(measured.rows_1 AS Nullable(Int64)) AS "rows",
    CAST(measured.nulls_1 AS Nullable(Int64)) AS "nulls",
    CAST(measured.distinct_values_1 AS Nullable(Int64)) AS distinct_values,
    CAST(measured.minimum_1 AS Nullable(String)) AS minimum,
    CAST(measured.maximum_1 AS Nullable(String)) AS maximum,
    CAST(NULL AS Nullable(Float64)) AS mean,
    CAST(NULL AS Nullable(Float64)) AS quartile_1,
    CAST(NULL AS Nullable(Float64)) AS median,
    CAST(NULL AS Nullable(Float64)) AS quartile_3
  FROM measured
  UNION ALL
  SELECT
    2 AS position,
    'click__amount' AS dimension,
    'integer' AS type,
    CAST(measured.rows_2 AS Nullable(Int64)) AS "rows",
    CAST(measured.nulls_2 AS Nullable(Int64)) AS "nulls",
    CAST(measured.distinct_values_2 AS Nullable(Int64)) AS distinct_values,
    CAST(measured.minimum_2 AS Nullable(String)) AS minimum,
    CAST(measured.maximum_2 AS Nullable(String)) AS maximum,
    CAST(measured.mean_2 AS Nullable(Float64)) AS mean,
    CAST(measured.quartile_1_2 AS Nullable(Float64)) AS quartile_1,
    CAST(measured.median_2 AS Nullable(Float64)) AS median,
    CAST(measured.quartile_3_2 AS Nullable(Float64)) AS quartile_3
  FROM measured
)
SELECT
  summaries.dimension AS dimension,
  summaries.type AS type,
  summaries."rows" AS "rows",
  summaries."nulls" AS "nulls",
  toFloat64(summaries."nulls") / nullIf(toFloat64(summaries."rows"), 0) AS null_share,
  summaries.distinct_values AS distinct_values,
  summaries.minimum AS minimum,
  summaries.maximum AS maximum,
  summaries.mean AS mean,
  summaries.quartile_1 AS quartile_1,
  summaries.median AS median,
  summaries.quartile_3 AS quartile_3
FROM summaries
ORDER BY summaries.position NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
