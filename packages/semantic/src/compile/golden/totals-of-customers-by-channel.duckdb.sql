WITH groups_to_total AS (
  SELECT
    shop_orders.channel AS order__channel,
    shop_orders.customer_id AS customer,
    SUM(shop_orders.amount) AS revenue,
    COUNT(shop_orders.id) AS orders
  FROM shop_orders
  GROUP BY 1, 2
)
SELECT
  groups_to_total.order__channel AS order__channel,
  COUNT(*) AS group_count,
  SUM(CAST(COALESCE(groups_to_total.revenue, 0) AS DOUBLE)) AS revenue__sum,
  SUM(CAST(COALESCE(groups_to_total.orders, 0) AS DOUBLE)) AS orders__sum,
  SUM(CAST(COALESCE(groups_to_total.revenue, 0) AS DOUBLE) * CAST(COALESCE(groups_to_total.revenue, 0) AS DOUBLE)) AS revenue__times__revenue,
  SUM(CAST(COALESCE(groups_to_total.revenue, 0) AS DOUBLE) * CAST(COALESCE(groups_to_total.orders, 0) AS DOUBLE)) AS revenue__times__orders,
  SUM(CAST(COALESCE(groups_to_total.orders, 0) AS DOUBLE) * CAST(COALESCE(groups_to_total.orders, 0) AS DOUBLE)) AS orders__times__orders
FROM groups_to_total
WHERE groups_to_total.orders > 0
GROUP BY 1
ORDER BY groups_to_total.order__channel NULLS LAST
