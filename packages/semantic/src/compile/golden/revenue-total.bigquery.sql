SELECT SUM(shop_orders.amount) AS revenue
FROM shop_orders
