WITH value_counts AS (
  SELECT
    fields.position AS position,
    fields.dimension AS dimension,
    CASE fields.position WHEN 1 THEN CAST(site_clicks.country AS STRING) WHEN 2 THEN CAST(site_clicks.amount AS STRING) END AS value,
    COUNT(*) AS `rows`
  FROM site_clicks
  CROSS JOIN (
    SELECT
      1 AS position,
      'click__country' AS dimension
    UNION ALL
    SELECT
      2 AS position,
      'click__amount' AS dimension
  ) AS fields
  GROUP BY 1, 2, 3
),
ranked_values AS (
  SELECT
    value_counts.dimension AS dimension,
    value_counts.value AS value,
    value_counts.`rows` AS `rows`,
    SAFE_DIVIDE(CAST(value_counts.`rows` AS FLOAT64), CAST(SUM(value_counts.`rows`) OVER (PARTITION BY value_counts.position) AS FLOAT64)) AS share,
    value_counts.position AS position,
    row_number() OVER (PARTITION BY value_counts.position ORDER BY value_counts.`rows` DESC NULLS LAST, value_counts.value NULLS LAST) AS place
  FROM value_counts
)
SELECT
  ranked_values.dimension AS dimension,
  ranked_values.value AS value,
  ranked_values.`rows` AS `rows`,
  ranked_values.share AS share
FROM ranked_values
WHERE ranked_values.place <= 3
ORDER BY ranked_values.position NULLS LAST, ranked_values.place NULLS LAST
