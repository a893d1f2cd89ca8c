SELECT COUNT(shop_orders.id) AS orders
FROM shop_orders
WHERE shop_orders.ordered_at >= '2025-02-28 23:00:00'
  AND shop_orders.ordered_at < '2025-03-01 23:00:00'
