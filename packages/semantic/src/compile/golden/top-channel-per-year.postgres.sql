WITH groups AS (
  SELECT
    CAST(date_trunc('year', CAST(shop_orders.ordered_at AS TIMESTAMP)) AS DATE) AS metric_time__year,
    shop_orders.status AS order__status,
    COUNT(shop_orders.id) AS orders
  FROM shop_orders
  GROUP BY 1, 2
)
SELECT
  ranked.metric_time__year AS metric_time__year,
  ranked.order__status AS order__status,
  ranked.orders AS orders
FROM (
  SELECT
    groups.metric_time__year AS metric_time__year,
    groups.order__status AS order__status,
    groups.orders AS orders,
    rank() OVER (PARTITION BY groups.metric_time__year ORDER BY groups.orders DESC NULLS LAST) AS place
  FROM groups
) AS ranked
WHERE ranked.place <= 1
ORDER BY metric_time__year NULLS LAST, orders DESC NULLS LAST, order__status NULLS LAST
