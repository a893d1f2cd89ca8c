SELECT COUNT(shop_orders.id) AS orders
FROM shop_orders
WHERE shop_orders.channel = 'web\' OR 1=1 --' OR LOWER(CAST(shop_orders.channel AS STRING)) LIKE '%\\%\\_\\\\\'%'
