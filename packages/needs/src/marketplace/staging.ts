import type { Build } from '../builder.ts'

/**
 * The `stg_` layer, as a dbt project would have it: one row per business key (the earliest loaded), money in exact
 * dollars, references that exist or null, and payments whose order was lost matched again by amount and minute.
 */
export async function stageMarketplace({ db }: Build): Promise<void> {
  for (const sql of STATEMENTS) await db.run(sql)
}

export const MARKETPLACE_STAGING = [
  'stg_buyer',
  'stg_seller',
  'stg_category',
  'stg_listing',
  'stg_order',
  'stg_order_item',
  'stg_payment',
  'stg_listing_snapshot',
] as const

const dollars = (cents: string, name: string): string =>
  `CAST(CAST(${cents} AS DECIMAL(16, 0)) * 0.01 AS DECIMAL(18, 2)) AS ${name}`

const earliest = (table: string, key: string): string =>
  `(SELECT * FROM ${table} QUALIFY row_number() OVER (PARTITION BY ${key} ORDER BY loaded_at) = 1)`

const STATEMENTS = [
  'CREATE TABLE stg_buyer AS SELECT buyer_id, created_at AS joined_at, country FROM dim_buyer ORDER BY buyer_id',
  `CREATE TABLE stg_seller AS SELECT seller_id, created_at AS joined_at, country, shop_status FROM dim_seller
    ORDER BY seller_id`,
  `CREATE TABLE stg_category AS SELECT c.category_id, c.name AS category, p.name AS department
    FROM dim_category c JOIN dim_category p ON p.category_id = c.parent_id ORDER BY c.category_id`,
  `CREATE TABLE stg_listing AS SELECT listing_id, seller_id, category_id, created_at, status, ${dollars('price_cents', 'price')}
    FROM dim_listing ORDER BY listing_id`,
  `CREATE TABLE one_order AS SELECT *, subtotal_cents + tax_cents + shipping_cents - discount_cents AS total_cents
    FROM ${earliest('fact_order', 'order_id')} ORDER BY order_id`,
  `CREATE TABLE one_payment AS
    SELECT row_number() OVER (ORDER BY p.loaded_at, buyer_paid_cents, p.order_id, captured_at) AS payment_id,
      o.order_id AS known_order_id, captured_at, buyer_paid_cents, seller_earnings_cents, platform_fee_cents, p.loaded_at
    FROM ${earliest('fact_payment', 'order_id, captured_at, buyer_paid_cents')} p
    LEFT JOIN one_order o ON o.order_id = p.order_id ORDER BY payment_id`,
  `CREATE TABLE matched AS
    WITH unpaid AS (SELECT order_id, order_time, total_cents FROM one_order ANTI JOIN one_payment ON known_order_id = order_id),
    pairs AS (SELECT payment_id, u.order_id FROM one_payment p JOIN unpaid u ON p.buyer_paid_cents = u.total_cents
      AND captured_at BETWEEN order_time AND order_time + INTERVAL 10 MINUTE WHERE known_order_id IS NULL)
    SELECT payment_id, order_id FROM pairs QUALIFY count(*) OVER (PARTITION BY payment_id) = 1
      AND count(*) OVER (PARTITION BY order_id) = 1 ORDER BY payment_id`,
  `CREATE TABLE order_shop AS
    SELECT i.order_id, max(coalesce(i.seller_id, l.seller_id)) AS seller_id, CAST(sum(qty) AS BIGINT) AS units
    FROM ${earliest('fact_order_item', 'order_id, line_id')} i LEFT JOIN dim_listing l ON l.listing_id = i.listing_id
    GROUP BY i.order_id ORDER BY i.order_id`,
  `CREATE TABLE stg_payment AS
    SELECT p.payment_id, o.order_id, b.buyer_id, s.seller_id, captured_at, captured_at IS NOT NULL AS is_captured,
      ${dollars('buyer_paid_cents', 'buyer_paid')}, ${dollars('seller_earnings_cents', 'seller_earnings')},
      ${dollars('platform_fee_cents', 'platform_fee')}, p.loaded_at
    FROM one_payment p LEFT JOIN matched m ON m.payment_id = p.payment_id
    LEFT JOIN one_order o ON o.order_id = coalesce(p.known_order_id, m.order_id)
    LEFT JOIN dim_buyer b ON b.buyer_id = o.buyer_id LEFT JOIN order_shop s ON s.order_id = o.order_id
    ORDER BY p.payment_id`,
  `CREATE TABLE stg_order AS
    SELECT o.order_id, b.buyer_id, s.seller_id, order_time, coalesce(currency, 'USD') AS currency, units,
      ${dollars('subtotal_cents', 'subtotal')}, ${dollars('tax_cents', 'tax')}, ${dollars('shipping_cents', 'shipping')},
      ${dollars('discount_cents', 'discount')}, ${dollars('total_cents', 'total')},
      c.order_id IS NOT NULL AS is_captured, o.loaded_at
    FROM one_order o LEFT JOIN dim_buyer b ON b.buyer_id = o.buyer_id LEFT JOIN order_shop s ON s.order_id = o.order_id
    LEFT JOIN (SELECT DISTINCT order_id FROM stg_payment WHERE is_captured AND order_id IS NOT NULL) c ON c.order_id = o.order_id
    ORDER BY o.order_id`,
  `CREATE TABLE stg_order_item AS
    SELECT i.order_id, line_id, i.order_id * 100 + line_id AS order_item_id, l.listing_id, coalesce(s.seller_id, o.seller_id) AS seller_id,
      l.category_id, o.buyer_id, o.order_time, qty, ${dollars('item_price_cents', 'item_price')},
      ${dollars('qty * item_price_cents', 'line_amount')}, o.is_captured, i.loaded_at
    FROM ${earliest('fact_order_item', 'order_id, line_id')} i LEFT JOIN stg_order o ON o.order_id = i.order_id
    LEFT JOIN dim_listing l ON l.listing_id = i.listing_id LEFT JOIN dim_seller s ON s.seller_id = i.seller_id
    ORDER BY i.order_id, line_id`,
  `CREATE TABLE stg_listing_snapshot AS SELECT ds, s.listing_id, l.seller_id, l.category_id, s.status
    FROM snapshot_listing_daily s LEFT JOIN dim_listing l ON l.listing_id = s.listing_id ORDER BY ds, s.listing_id`,
]
