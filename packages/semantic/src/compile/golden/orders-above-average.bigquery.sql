WITH inner_answer AS (
  SELECT CAST(AVG(shop_orders.amount) AS FLOAT64) AS average_amount
  FROM shop_orders
)
SELECT COUNT(shop_orders.id) AS orders
FROM shop_orders
WHERE shop_orders.amount > (
    SELECT inner_answer.average_amount AS average_amount
    FROM inner_answer
  )
