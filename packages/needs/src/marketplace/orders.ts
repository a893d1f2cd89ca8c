import { arrivalUs, makeArrivals } from '../arrivals.ts'
import type { Build } from '../builder.ts'
import {
  breakReference,
  duplicateRows,
  goesNull,
  isEarly,
  LOST_ID,
  lagUs,
  loadedUs,
  positionOf,
} from '../defects.ts'
import { below, bits, happens, pick, streamHash, uniform } from '../draw.ts'
import { during, isDuring } from '../events.ts'
import { makePositions } from '../quantiles.ts'

/** Orders by local hour (an evening peak), by weekday from Monday, by month from January. */
const HOURS = [
  2, 1.2, 0.8, 0.6, 0.6, 0.9, 1.8, 3, 4, 5, 5.6, 6, 6.4, 6.2, 6, 6, 6.2, 6.8, 8.2, 9.6, 10, 9, 6.6, 4,
]
const WEEKDAYS = [0.96, 0.94, 0.94, 0.95, 0.98, 1.1, 1.13]
const MONTHS = [0.86, 0.93, 0.95, 0.95, 1.0, 0.95, 0.92, 0.94, 0.97, 1.04, 1.28, 1.34]

export const TAKE_RATE_PERCENT = 12
export const RAISED_TAKE_RATE_PERCENT = 13.5
export const OUTAGE_SHARE = 0.35
export const PROMOTION_ORDERS = 1.35
export const PROMOTION_DISCOUNT = 0.15
export const FRAUD_SHARE = 0.07
export const SHIFT = { 'Craft Supplies': 2.4, Clothing: 0.6 } as const

/** `order_draft`: who bought what first, when, and how many lines; the truth that the facts are told from. */
export async function makeDrafts(build: Build, orders: number): Promise<void> {
  await makeListingPositions(build)
  await makeOrderArrivals(build, orders)
  const { db, seed, events, dayIndex, defects } = build
  await db.run(`CREATE TABLE order_draft AS
    WITH drawn AS (
      SELECT row_no, k, size, utc_us, day_end_us, day_index, b.reach, b.top, l.reach AS listings, s.reach AS shifted_listings, h1, h2, h3,
        ${during(events, 'price_change', dayIndex)} AS is_raised, ${during(events, 'promotion', dayIndex)} AS is_promoted,
        ${during(events, 'mix_shift', dayIndex)} AS is_shifted, ${during(events, 'channel_outage', dayIndex)} AS is_outage,
        (${during(events, 'fraud_wave', dayIndex)} AND ${happens('h2', 50, FRAUD_SHARE)}) AS is_fraud
      FROM (SELECT *, ${streamHash(seed, 'order 1', 'row_no')} AS h1, ${streamHash(seed, 'order 2', 'row_no')} AS h2,
        ${streamHash(seed, 'order 3', 'row_no')} AS h3 FROM checkout)
      JOIN slot USING (slot) JOIN buyer_position_reach b USING (slot) JOIN listing_position_reach l USING (slot)
      JOIN shifted_position_reach s USING (slot))
    SELECT drawn.* EXCLUDE (k, size), row_no + 1 AS order_id, buyer_id, ${arrivalUs(uniform('h2', 0, 10))} AS order_us,
      coalesce(s.seller_id, l.seller_id) AS seller_id, coalesce(s.place, l.place) AS place,
      least(coalesce(s.place, l.place) + 1, CAST(${pick('h2', 10, [
        ['1', 62],
        ['2', 22],
        ['3', 10],
        ['4', 4],
        ['5', 2],
      ])} AS BIGINT)) AS lines
    FROM drawn
    JOIN buyer_position b ON b.pos = ${positionOf(`CASE WHEN is_fraud THEN reach - 1 - ${bits('h2', 20, 16)} % least(reach, 60) ELSE ${below('h1', 0, 'reach')} END`, 'h3', defects.rates)}
    JOIN listing_position l ON l.pos = ${below('h1', 32, 'listings')}
    LEFT JOIN shifted_position s ON s.pos = CASE WHEN is_shifted THEN ${below('h1', 32, 'shifted_listings')} END
    ORDER BY order_id`)
}

async function makeListingPositions({ db, seed, events }: Build): Promise<void> {
  const h = streamHash(seed, 'popularity', 'listing_id')
  const arms = Object.entries(SHIFT).map(([name, factor]) => `WHEN '${name}' THEN ${factor}`)
  const source = (factor: string) => `SELECT listing_id, seller_id, place, created_us AS began_us,
    CAST(round((4 + floor(60 * pow(${uniform(h, 0, 16)}, 6))) * ${factor}) AS BIGINT) AS weight
    FROM listing JOIN category c USING (category_id) JOIN dim_category d ON d.category_id = c.parent_id
    WHERE ${factor} > 0`
  const columns = ['listing_id', 'seller_id', 'place']
  await makePositions(db, { name: 'listing_position', id: 'listing_id', columns, source: source('1') })
  const isPlanted = events.some(({ kind }) => kind === 'mix_shift')
  const shifted = source(isPlanted ? `CASE d.name ${arms.join(' ')} ELSE 1 END` : '0')
  await makePositions(db, { name: 'shifted_position', id: 'listing_id', columns, source: shifted })
}

async function makeOrderArrivals({ db, seed, slots, events, share }: Build, total: number): Promise<void> {
  const reach = (await db.rows('SELECT reach FROM buyer_position_reach ORDER BY slot')).map(([value]) =>
    Number(value),
  )
  const lift = (day: string) =>
    (isDuring(events, 'promotion', day) ? PROMOTION_ORDERS : 1) *
    (isDuring(events, 'channel_outage', day) ? OUTAGE_SHARE : 1) *
    (isDuring(events, 'fraud_wave', day) ? 1 / (1 - FRAUD_SHARE) : 1)
  await makeArrivals(db, slots, {
    table: 'checkout',
    seed,
    share,
    total,
    rate: ({ id, day, dayIndex, hour, weekday, month }) =>
      dayIndex < 0
        ? 0
        : (reach[id] ?? 0) *
          (HOURS[hour] ?? 1) *
          (WEEKDAYS[weekday - 1] ?? 1) *
          (MONTHS[month - 1] ?? 1) *
          lift(day),
  })
}

/** `item_draft` and `fact_order_item`: the lines of an order, all of one shop. */
export async function makeOrderItems({ db, seed, defects, window }: Build): Promise<void> {
  const { rates } = defects
  await db.run(`CREATE TABLE item_draft AS
    WITH lines AS (SELECT order_id, order_us, day_index, day_end_us, listings AS reach, seller_id, place, is_fraud,
      unnest(range(lines)) AS line FROM order_draft),
    drawn AS (SELECT *, ${streamHash(seed, 'item 1', 'order_id * 8 + line')} AS h1, ${streamHash(seed, 'item 2', 'order_id * 8 + line')} AS h2 FROM lines)
    SELECT drawn.* EXCLUDE place, line + 1 AS line_id, listing_id, price_cents AS item_price_cents,
      CAST(${pick('h1', 0, [
        ['1', 84],
        ['2', 11],
        ['3', 3],
        ['4', 2],
      ])} AS BIGINT) + CASE WHEN is_fraud THEN 4 ELSE 0 END AS qty,
      (SELECT count(*) FROM listing_position) AS top
    FROM drawn JOIN listing l ON l.seller_id = drawn.seller_id AND l.place = drawn.place - drawn.line
    ORDER BY order_id, line_id`)
  const lost = `${isEarly('h2', rates)} AND top <= reach`
  await db.run(`CREATE TABLE fact_order_item AS
    WITH told AS (SELECT i.*, CASE WHEN ${isEarly('h2', rates)} THEN p.listing_id ELSE i.listing_id END AS drawn_id
      FROM item_draft i LEFT JOIN listing_position p ON p.pos = CASE WHEN ${isEarly('h2', rates)} THEN ${positionOf(below('h2', 28, 'reach'), 'h2', rates)} END)
    SELECT order_id, line_id, ${breakReference('h2', { rates, drawn: 'drawn_id', lost })} AS listing_id,
      CASE WHEN ${happens('h1', 10, rates.keyNull)} THEN NULL ELSE seller_id END AS seller_id, qty, item_price_cents,
      make_timestamp(${loadedUs('order_us', lagUs('h1', 24, rates), { plan: { ...defects, gap: null }, window })}) AS loaded_at
    FROM told ORDER BY order_id, line_id`)
  await db.run(duplicateRows('fact_order_item', 'order_id * 8 + line_id', { rates, seed }))
}

/** `fact_order`: totals of the lines, tax at home, shipping below a threshold, coupons and the promotion. */
export async function makeOrders(build: Build): Promise<void> {
  const { db, seed, defects, window } = build
  const { rates } = defects
  await db.run(`CREATE TABLE priced AS
    WITH totals AS (SELECT order_id, CAST(sum(qty * item_price_cents) AS BIGINT) AS subtotal_cents FROM item_draft GROUP BY order_id)
    SELECT o.*, subtotal_cents,
      CASE WHEN country = 'US' THEN (subtotal_cents * 825 + 5000) // 10000 ELSE 0 END AS tax_cents,
      CASE WHEN subtotal_cents >= 7500 THEN 0 WHEN country = 'US' THEN 599 ELSE 1499 END AS shipping_cents,
      CASE WHEN is_promoted THEN CAST(subtotal_cents * ${PROMOTION_DISCOUNT * 100} AS BIGINT) // 100
        WHEN ${happens('h3', 48, 0.06)} THEN subtotal_cents // 10 ELSE 0 END AS discount_cents
    FROM order_draft o JOIN totals USING (order_id) JOIN dim_buyer USING (buyer_id) ORDER BY order_id`)
  const spike = (column: string) => goesNull('h4', 0, { plan: defects, window, column, usual: 0 })
  const lag = lagUs('h4', 28, rates)
  await db.run(`CREATE TABLE fact_order AS
    SELECT order_id,
      CASE WHEN ${spike('buyer_id')} THEN NULL ELSE ${breakReference('h3', { rates, drawn: 'buyer_id', lost: `${isEarly('h3', rates)} AND top <= reach` })} END AS buyer_id,
      make_timestamp(order_us) AS order_time,
      CASE WHEN ${spike('currency')} THEN NULL ELSE 'USD' END AS currency,
      subtotal_cents, tax_cents, shipping_cents, discount_cents,
      make_timestamp(${loadedUs('order_us', lag, { plan: defects, window })}) AS loaded_at
    FROM (SELECT *, ${streamHash(seed, 'order 4', 'order_id')} AS h4 FROM priced) ORDER BY order_id`)
  await db.run(duplicateRows('fact_order', 'order_id', { rates, seed }))
}

/**
 * `fact_payment`, captured within minutes and on the order's day. A payment's early reference is a capture before its
 * order (a clock that is behind): another order's id would be a duplicate of that order's payment.
 */
export async function makePayments({ db, seed, defects, window }: Build): Promise<void> {
  const { rates } = defects
  const reference = breakReference('h1', {
    rates,
    drawn: 'order_id',
    lost: 'false',
    lostId: `${LOST_ID} + order_id`,
  })
  const failed = `CASE WHEN is_fraud THEN 650 WHEN is_outage THEN 300 ELSE 26 END`
  await db.run(`CREATE TABLE fact_payment AS
    WITH drawn AS (SELECT *, ${streamHash(seed, 'payment 1', 'order_id')} AS h1, ${streamHash(seed, 'payment 2', 'order_id')} AS h2 FROM priced),
    timed AS (SELECT *, (subtotal_cents * CASE WHEN is_raised THEN ${RAISED_TAKE_RATE_PERCENT * 10} ELSE ${TAKE_RATE_PERCENT * 10} END + 500) // 1000 AS fee,
      CASE WHEN ${isEarly('h1', rates)} THEN greatest(utc_us, order_us - (1 + ${bits('h2', 0, 4)}) * 60000000)
        ELSE least(day_end_us - 60000000, order_us + ${bits('h2', 0, 3)} * 60000000) END AS paid_us FROM drawn)
    SELECT ${reference} AS order_id,
      CASE WHEN ${bits('h2', 10, 10)} < ${failed} THEN NULL ELSE make_timestamp(CAST(paid_us AS BIGINT)) END AS captured_at,
      subtotal_cents + tax_cents + shipping_cents - discount_cents AS buyer_paid_cents,
      subtotal_cents + shipping_cents - discount_cents - CAST(fee AS BIGINT) AS seller_earnings_cents,
      CAST(fee AS BIGINT) AS platform_fee_cents,
      make_timestamp(${loadedUs('order_us', lagUs('h2', 24, rates), { plan: { ...defects, gap: null }, window })}) AS loaded_at
    FROM timed ORDER BY timed.order_id`)
  await db.run(duplicateRows('fact_payment', 'coalesce(order_id, epoch_us(loaded_at))', { rates, seed }))
}
