import { arrivalUs, makeArrivals } from '../arrivals.ts'
import type { Build } from '../builder.ts'
import { below, bits, happens, pick, quote, streamHash, uniform } from '../draw.ts'
import { signUpRate } from '../growth.ts'
import { makePositions, makeQuantiles } from '../quantiles.ts'
import { DEPARTMENT_NAMES, LEAVES, PRICE_SIGMA } from './taxonomy.ts'

const COUNTRIES = [
  ['US', 76],
  ['CA', 9],
  ['GB', 8],
  ['AU', 4],
  ['DE', 3],
] as const

/** `dim_buyer`, who keep joining, and `buyer_position` to draw one by how often they buy. */
export async function makeBuyers({ db, seed, slots, events }: Build, buyers: number): Promise<void> {
  await makeArrivals(db, slots, { table: 'buyer_signup', seed, total: buyers, rate: signUpRate(events) })
  await db.run(`CREATE TABLE dim_buyer AS
    SELECT row_no + 1 AS buyer_id, make_timestamp(${arrivalUs(uniform('h', 0, 10))}) AS created_at,
      ${pick('h', 10, COUNTRIES)} AS country
    FROM (SELECT *, ${streamHash(seed, 'buyer', 'row_no')} AS h FROM buyer_signup) JOIN slot USING (slot) ORDER BY buyer_id`)
  await makePositions(db, {
    name: 'buyer_position',
    id: 'buyer_id',
    columns: ['buyer_id'],
    source: `SELECT buyer_id, epoch_us(created_at) AS began_us,
      1 + CAST(floor(8 * pow(${uniform(streamHash(seed, 'buyer activity', 'buyer_id'), 0, 16)}, 4)) AS BIGINT) AS weight FROM dim_buyer`,
  })
}

/** `dim_seller`, and `seller_position` to draw one by the size of the shop. */
export async function makeSellers({ db, seed, slots }: Build, sellers: number): Promise<void> {
  await makeArrivals(db, slots, { table: 'seller_signup', seed, total: sellers, rate: signUpRate() })
  await db.run(`CREATE TABLE dim_seller AS
    SELECT row_no + 1 AS seller_id, make_timestamp(${arrivalUs(uniform('h', 0, 10))}) AS created_at,
      ${pick('h', 10, COUNTRIES)} AS country,
      ${pick('h', 20, [
        ['open', 92],
        ['vacation', 5],
        ['closed', 3],
      ])} AS shop_status
    FROM (SELECT *, ${streamHash(seed, 'seller', 'row_no')} AS h FROM seller_signup) JOIN slot USING (slot) ORDER BY seller_id`)
  await makePositions(db, {
    name: 'seller_position',
    id: 'seller_id',
    columns: ['seller_id'],
    source: `SELECT seller_id, epoch_us(created_at) AS began_us,
      1 + CAST(floor(12 * pow(${uniform(streamHash(seed, 'shop size', 'seller_id'), 0, 16)}, 4)) AS BIGINT) AS weight FROM dim_seller`,
  })
}

/** `dim_category`: departments 1 to 10 without a parent, leaves below them. */
export async function makeCategories({ db }: Build): Promise<void> {
  const departments = DEPARTMENT_NAMES.map((name, index) => `(${index + 1}, ${quote(name)}, NULL, 0, 0)`)
  const leaves = LEAVES.map(
    ({ name, department, weight, medianUsd }, index) =>
      `(${index + 11}, ${quote(name)}, ${DEPARTMENT_NAMES.indexOf(department) + 1}, ${weight}, ${Math.log(100 * medianUsd)})`,
  )
  await db.run(`CREATE TABLE category AS
    SELECT CAST(category_id AS BIGINT) AS category_id, name, CAST(parent_id AS BIGINT) AS parent_id,
      CAST(weight AS DOUBLE) AS weight, CAST(ln_median AS DOUBLE) AS ln_median
    FROM (VALUES ${[...departments, ...leaves].join(', ')}) t(category_id, name, parent_id, weight, ln_median) ORDER BY category_id`)
  await db.run(
    'CREATE TABLE dim_category AS SELECT category_id, name, parent_id FROM category ORDER BY category_id',
  )
  await makeQuantiles(db, {
    name: 'category_quantile',
    id: 'category_id',
    columns: ['category_id', 'ln_median'],
    sources: ['SELECT category_id, ln_median, weight FROM category WHERE parent_id IS NOT NULL'],
  })
}

/**
 * `dim_listing`: a shop lists mostly in one category. `listing(…, place)` numbers a shop's listings in time, so that
 * what is bought together with a listing is an older one of the same shop.
 */
export async function makeListings({ db, seed, slots }: Build, listings: number): Promise<void> {
  const shops = (await db.rows('SELECT reach FROM seller_position_reach ORDER BY slot')).map(([reach]) =>
    Number(reach),
  )
  const rate = signUpRate()
  await makeArrivals(db, slots, {
    table: 'new_listing',
    seed,
    total: listings,
    rate: (slot) => ((shops[slot.id] ?? 0) > 0 ? rate(slot) : 0),
  })
  const home = streamHash(seed, 'home category', 'seller_id')
  await db.run(`CREATE TABLE listing AS
    WITH drawn AS (SELECT *, ${streamHash(seed, 'listing', 'row_no')} AS h, ${streamHash(seed, 'listing price', 'row_no')} AS h2 FROM new_listing),
    shopped AS (SELECT drawn.*, utc_us, seller_id FROM drawn JOIN slot USING (slot) JOIN seller_position_reach USING (slot)
      JOIN seller_position ON pos = ${below('h', 32, 'reach')})
    SELECT row_no + 1 AS listing_id, seller_id, category_id, ${arrivalUs(uniform('h', 0, 10))} AS created_us,
      ${pick('h', 10, [
        ['active', 82],
        ['sold_out', 10],
        ['inactive', 8],
      ])} AS status,
      greatest(100, CAST(exp(ln_median + ${PRICE_SIGMA} * z) / 5 AS BIGINT) * 5) AS price_cents,
      row_number() OVER (PARTITION BY seller_id ORDER BY row_no) - 1 AS place
    FROM shopped
    JOIN category_quantile ON key = CASE WHEN ${happens('h2', 0, 0.8)} THEN ${bits(home, 0, 16)} ELSE ${bits('h2', 14, 16)} END
    JOIN normal ON z_key = ${bits('h2', 30, 12)}
    ORDER BY listing_id`)
  await db.run(`CREATE TABLE dim_listing AS
    SELECT listing_id, seller_id, category_id, make_timestamp(created_us) AS created_at, status, price_cents
    FROM listing ORDER BY listing_id`)
}

/** `snapshot_listing_daily`: the last days only (a day of every listing is large), ending at today's status. */
export async function makeSnapshots({ db, seed, window, dayIndex }: Build, days: number): Promise<void> {
  const last = dayIndex(window.end)
  const first = Math.max(0, last - days)
  const changed = `${first} + CAST(floor(${last - first} * ${uniform(streamHash(seed, 'status change', 'listing_id'), 14, 16)}) AS INTEGER)`
  await db.run(`CREATE TABLE snapshot_listing_daily AS
    SELECT day AS ds, listing_id,
      CASE WHEN ${happens(streamHash(seed, 'status change', 'listing_id'), 0, 0.3)} AND day_index < ${changed}
        THEN 'active' ELSE status END AS status
    FROM (SELECT day, day_index, max(day_end_us) AS day_end_us FROM slot
      WHERE day_index BETWEEN ${first} AND ${last - 1} GROUP BY day, day_index) d
    JOIN listing l ON l.created_us < d.day_end_us
    ORDER BY ds, listing_id`)
}
