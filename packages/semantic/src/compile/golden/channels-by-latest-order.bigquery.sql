WITH distinct_rows AS (
  SELECT
    shop_orders.channel AS order__channel,
    MAX(shop_orders.ordered_at) AS ordered_by
  FROM shop_orders
  GROUP BY 1
)
SELECT distinct_rows.order__channel AS order__channel
FROM distinct_rows
ORDER BY distinct_rows.ordered_by DESC NULLS LAST, order__channel NULLS LAST
LIMIT 5
