import { arrivalUs, makeArrivals } from '../arrivals.ts'
import type { Build } from '../builder.ts'
import { bits, happens, pick, quote, streamHash, uniform } from '../draw.ts'
import { signUpRate } from '../growth.ts'
import { FIRST_WORDS, MCCS, SECOND_WORDS } from './taxonomy.ts'

/** `dim_customer`: it grows steadily through the three years before the window and through the window. */
export async function makeCustomers(build: Build, customers: number): Promise<void> {
  const { db, seed, slots, events } = build
  await makeArrivals(db, slots, {
    table: 'signup',
    seed,
    total: customers,
    rate: signUpRate(events),
  })
  await db.run(`CREATE TABLE dim_customer AS
    SELECT row_no + 1 AS customer_id, make_timestamp(${arrivalUs(uniform('h', 0, 10))}) AS created_at,
      ${pick('h', 10, [
        ['verified', 94],
        ['pending', 4],
        ['rejected', 2],
      ])} AS kyc_status
    FROM (SELECT *, ${streamHash(seed, 'customer', 'row_no')} AS h FROM signup) JOIN slot USING (slot)
    ORDER BY customer_id`)
}

/** `dim_account`: a checking account each, savings for a third later on, a business account for a few. */
export async function makeAccounts({ db, seed, window, dayIndex }: Build): Promise<void> {
  const later = (hash: string, from: number, days: number) =>
    `created_at + to_minutes(CAST(${days * 1440} * ${uniform(hash, from, 16)} * ${uniform(hash, from, 16)} AS BIGINT))`
  await db.run(`CREATE TABLE dim_account AS
    WITH customer AS (SELECT *, ${streamHash(seed, 'account', 'customer_id')} AS h FROM dim_customer),
    opened AS (
      SELECT customer_id, 'checking' AS type, created_at + to_minutes(2 + ${bits('h', 0, 4)}) AS created_at FROM customer
      UNION ALL SELECT customer_id, 'savings', ${later('h', 4, 500)} FROM customer WHERE ${happens('h', 20, 0.35)}
      UNION ALL SELECT customer_id, 'business', ${later('h', 34, 300)} FROM customer WHERE ${happens('h', 50, 0.05)}),
    numbered AS (
      SELECT row_number() OVER (ORDER BY created_at, customer_id, type) AS account_id, * FROM opened
      WHERE epoch_us(created_at) < (SELECT max(day_end_us) FROM slot WHERE day_index < ${dayIndex(window.end)}))
    SELECT account_id, customer_id, type, created_at,
      ${pick(streamHash(seed, 'account status', 'account_id'), 0, [
        ['active', 91],
        ['dormant', 5],
        ['closed', 3],
        ['frozen', 1],
      ])} AS status
    FROM numbered ORDER BY account_id`)
}

/** `dim_card` for what is not savings, activated two days to two weeks later; `card_position` to draw one from. */
export async function makeCards({ db, seed }: Build): Promise<void> {
  await db.run(`CREATE TABLE dim_card AS
    WITH issued AS (
      SELECT row_number() OVER (ORDER BY account_id) AS card_id, account_id, created_at
      FROM dim_account WHERE type <> 'savings'),
    drawn AS (SELECT *, ${streamHash(seed, 'card', 'card_id')} AS h FROM issued),
    timed AS (SELECT *, created_at + to_minutes(2880 + CAST(17280 * ${uniform('h', 0, 16)} * ${uniform('h', 0, 16)} AS BIGINT))
      AS ready_at FROM drawn)
    SELECT card_id, account_id,
      CASE WHEN ${happens('h', 16, 0.05)} OR epoch_us(ready_at) >= (SELECT max(day_end_us) FROM slot) THEN 'inactive'
        ELSE ${pick('h', 30, [
          ['active', 94],
          ['blocked', 4],
          ['expired', 2],
        ])} END AS status,
      CASE WHEN ${happens('h', 16, 0.05)} OR epoch_us(ready_at) >= (SELECT max(day_end_us) FROM slot) THEN NULL
        ELSE ready_at END AS activated_at
    FROM timed ORDER BY card_id`)
}

/** `mcc` (the taxonomy) and `dim_merchant`, the popular ones of a category first. */
export async function makeMerchants({ db }: Build, merchants: number): Promise<void> {
  const roots = MCCS.reduce((sum, { weight }) => sum + Math.sqrt(weight), 0)
  const values = MCCS.map(
    ({ code, name, sector, weight, medianUsd, sigma, bps, noun }) =>
      `(${quote(code)}, ${quote(name)}, ${quote(sector)}, ${weight}, ${Math.log(100 * medianUsd)}, ${sigma}, ${bps},
        ${Math.max(2, Math.round((merchants * Math.sqrt(weight)) / roots))}, ${quote(noun)})`,
  )
  await db.run(`CREATE TABLE mcc AS SELECT * FROM (VALUES ${values.join(', ')})
    t(mcc, mcc_name, sector, weight, ln_median, sigma, bps, merchants, noun) ORDER BY mcc`)
  const words = (list: readonly string[]) => `[${list.map(quote).join(', ')}]`
  const pairs = FIRST_WORDS.length * SECOND_WORDS.length
  await db.run(`CREATE TABLE merchant AS
    WITH placed AS (SELECT *, unnest(range(merchants)) AS place FROM mcc),
    numbered AS (SELECT *, row_number() OVER (ORDER BY mcc, place) AS merchant_id,
      (place * 1297 + CAST(mcc AS INTEGER)) % ${pairs} AS pair FROM placed)
    SELECT merchant_id, mcc, sector, ln_median, sigma, bps,
      ${words(FIRST_WORDS)}[pair // ${SECOND_WORDS.length} + 1] || ' ' ||
      ${words(SECOND_WORDS)}[pair % ${SECOND_WORDS.length} + 1] || ' ' || noun AS name,
      weight / pow(place + 4, 0.8) / sum(1 / pow(place + 4, 0.8)) OVER (PARTITION BY mcc ORDER BY place
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS weight
    FROM numbered ORDER BY merchant_id`)
  await db.run(
    'CREATE TABLE dim_merchant AS SELECT merchant_id, mcc, name FROM merchant ORDER BY merchant_id',
  )
}
