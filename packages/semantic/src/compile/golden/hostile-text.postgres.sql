SELECT COUNT(shop_orders.id) AS orders
FROM shop_orders
WHERE shop_orders.channel = 'web'' OR 1=1 --' OR CAST(shop_orders.channel AS TEXT) ILIKE E'%\\%\\_\\\\''%' ESCAPE E'\\'
