SELECT
  CASE WHEN `order`.id IS NOT NULL THEN 1 END AS order__is_paid,
  COUNT(shop_orders.id) AS orders
FROM shop_orders
LEFT JOIN (
  SELECT *
  FROM shop_orders AS `order`
  WHERE status = 'paid'
) AS `order`
  ON shop_orders.id = `order`.id
GROUP BY 1
ORDER BY order__is_paid NULLS LAST
