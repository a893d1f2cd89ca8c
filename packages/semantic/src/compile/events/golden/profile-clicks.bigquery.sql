WITH measured AS (
  SELECT
    COUNT(*) AS rows_1,
    COUNT(*) - COUNT(site_clicks.country) AS nulls_1,
    COUNT(DISTINCT site_clicks.country) AS distinct_values_1,
    MIN(site_clicks.country) AS minimum_1,
    MAX(site_clicks.country) AS maximum_1,
    COUNT(*) AS rows_2,
    COUNT(*) - COUNT(site_clicks.amount) AS nulls_2,
    COUNT(DISTINCT site_clicks.amount) AS distinct_values_2,
    MIN(site_clicks.amount) AS minimum_2,
    MAX(site_clicks.amount) AS maximum_2,
    CAST(AVG(site_clicks.amount) AS FLOAT64) AS mean_2,
    (ARRAY_AGG(CAST(site_clicks.amount AS FLOAT64) IGNORE NULLS ORDER BY CAST(site_clicks.amount AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.25' * (COUNT(site_clicks.amount) - 1)) AS INT64))] + (ARRAY_AGG(CAST(site_clicks.amount AS FLOAT64) IGNORE NULLS ORDER BY CAST(site_clicks.amount AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.25' * (COUNT(site_clicks.amount) - 1)) AS INT64))] - ARRAY_AGG(CAST(site_clicks.amount AS FLOAT64) IGNORE NULLS ORDER BY CAST(site_clicks.amount AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.25' * (COUNT(site_clicks.amount) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.25' * (COUNT(site_clicks.amount) - 1), 1) AS FLOAT64)) AS quartile_1_2,
    (ARRAY_AGG(CAST(site_clicks.amount AS FLOAT64) IGNORE NULLS ORDER BY CAST(site_clicks.amount AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(site_clicks.amount) - 1)) AS INT64))] + (ARRAY_AGG(CAST(site_clicks.amount AS FLOAT64) IGNORE NULLS ORDER BY CAST(site_clicks.amount AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.5' * (COUNT(site_clicks.amount) - 1)) AS INT64))] - ARRAY_AGG(CAST(site_clicks.amount AS FLOAT64) IGNORE NULLS ORDER BY CAST(site_clicks.amount AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(site_clicks.amount) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.5' * (COUNT(site_clicks.amount) - 1), 1) AS FLOAT64)) AS median_2,
    (ARRAY_AGG(CAST(site_clicks.amount AS FLOAT64) IGNORE NULLS ORDER BY CAST(site_clicks.amount AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.75' * (COUNT(site_clicks.amount) - 1)) AS INT64))] + (ARRAY_AGG(CAST(site_clicks.amount AS FLOAT64) IGNORE NULLS ORDER BY CAST(site_clicks.amount AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.75' * (COUNT(site_clicks.amount) - 1)) AS INT64))] - ARRAY_AGG(CAST(site_clicks.amount AS FLOAT64) IGNORE NULLS ORDER BY CAST(site_clicks.amount AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.75' * (COUNT(site_clicks.amount) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.75' * (COUNT(site_clicks.amount) - 1), 1) AS FLOAT64)) AS quartile_3_2
  FROM site_clicks
),
summaries AS (
  SELECT
    1 AS position,
    'click__country' AS dimension,
    'string' AS type,
    CAST(measured.rows_1 AS INT64) AS `rows`,
    CAST(measured.nulls_1 AS INT64) AS `nulls`,
    CAST(measured.distinct_values_1 AS INT64) AS distinct_values,
    CAST(measured.minimum_1 AS STRING) AS minimum,
    CAST(measured.maximum_1 AS STRING) AS maximum,
    CAST(NULL AS FLOAT64) AS mean,
    CAST(NULL AS FLOAT64) AS quartile_1,
    CAST(NULL AS FLOAT64) AS median,
    CAST(NULL AS FLOAT64) AS quartile_3
  FROM measured
  UNION ALL
  SELECT
    2 AS position,
    'click__amount' AS dimension,
    'integer' AS type,
    CAST(measured.rows_2 AS INT64) AS `rows`,
    CAST(measured.nulls_2 AS INT64) AS `nulls`,
    CAST(measured.distinct_values_2 AS INT64) AS distinct_values,
    CAST(measured.minimum_2 AS STRING) AS minimum,
    CAST(measured.maximum_2 AS STRING) AS maximum,
    CAST(measured.mean_2 AS FLOAT64) AS mean,
    CAST(measured.quartile_1_2 AS FLOAT64) AS quartile_1,
    CAST(measured.median_2 AS FLOAT64) AS median,
    CAST(measured.quartile_3_2 AS FLOAT64) AS quartile_3
  FROM measured
)
SELECT
  summaries.dimension AS dimension,
  summaries.type AS type,
  summaries.`rows` AS `rows`,
  summaries.`nulls` AS `nulls`,
  SAFE_DIVIDE(CAST(summaries.`nulls` AS FLOAT64), CAST(summaries.`rows` AS FLOAT64)) AS null_share,
  summaries.distinct_values AS distinct_values,
  summaries.minimum AS minimum,
  summaries.maximum AS maximum,
  summaries.mean AS mean,
  summaries.quartile_1 AS quartile_1,
  summaries.median AS median,
  summaries.quartile_3 AS quartile_3
FROM summaries
ORDER BY summaries.position NULLS LAST
