WITH value_counts AS (
  SELECT
    fields.position AS position,
    fields.dimension AS dimension,
    CASE fields.position WHEN 1 THEN CAST(site_clicks.country AS Nullable(String)) WHEN 2 THEN CAST(site_clicks.amount AS Nullable(String)) END AS value,
    toInt64(COUNT(*)) AS "rows"
  FROM site_clicks
  CROSS JOIN (VALUES (1, 'click__country'), (2, 'click__amount')) AS fields(position, dimension)
  GROUP BY 1, 2, 3
),
ranked_values AS (
  SELECT
    value_counts.dimension AS dimension,
    value_counts.value AS value,
    value_counts."rows" AS "rows",
    toFloat64(value_counts."rows") / nullIf(toFloat64(SUM(value_counts."rows") OVER (PARTITION BY value_counts.position)), 0) AS share,
    value_counts.position AS position,
    row_number() OVER (PARTITION BY value_counts.position ORDER BY value_counts."rows" DESC NULLS LAST, value_counts.value NULLS LAST) AS place
  FROM value_counts
)
SELECT
  ranked_values.dimension AS dimension,
  ranked_values.value AS value,
  ranked_values."rows" AS "rows",
  ranked_values.share AS share
FROM ranked_values
WHERE ranked_values.place <= 3
ORDER BY ranked_values.position NULLS LAST, ranked_values.place NULLS LAST
SETTINGS
  join_use_nulls = 1,
  aggregate_functions_null_for_empty = 1,
  prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1,
  optimize_functions_to_subcolumns = 0,
  session_timezone = 'UTC'
