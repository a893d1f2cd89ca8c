import { type Arrivals, arrivalUs, inParts } from '../arrivals.ts'
import type { Build } from '../builder.ts'
import { breakReference, duplicateRows, goesNull, isEarly, lagUs, loadedUs, positionOf } from '../defects.ts'
import { below, bits, happens, pick, streamHash, uniform } from '../draw.ts'
import { during, isDuring } from '../events.ts'
import { makePositions, makeQuantiles } from '../quantiles.ts'

/** Card spend by local hour, by weekday from Monday, by month from January. */
const HOURS = [
  2, 1.2, 0.8, 0.6, 0.7, 1.5, 3, 5, 6.5, 6.5, 6.5, 8, 10, 9, 7.5, 7.5, 8.5, 10, 11.5, 11, 9, 7, 5, 3.2,
]
const WEEKDAYS = [0.92, 0.93, 0.96, 1.0, 1.14, 1.12, 0.93]
const MONTHS = [0.92, 0.93, 0.98, 0.99, 1.01, 1.02, 1.03, 1.02, 0.98, 1.0, 1.06, 1.2]
/** Share of a fraud-wave day's transactions that are the fraudsters'. */
export const FRAUD_SHARE = 0.08
export const SHIFT = { Travel: 2.2, Shopping: 0.7 } as const

/** Where a transaction is drawn from: cards by their activity, merchants by their popularity in each regime. */
export async function makeTransactionSources({ db, seed }: Build): Promise<void> {
  const h = streamHash(seed, 'card activity', 'card_id')
  await makePositions(db, {
    name: 'card_position',
    id: 'card_id',
    columns: ['card_id'],
    source: `SELECT card_id, epoch_us(activated_at) AS began_us,
      1 + CAST(floor(7 * pow(${uniform(h, 0, 16)}, 3)) AS BIGINT) AS weight
      FROM dim_card WHERE activated_at IS NOT NULL AND status <> 'inactive'`,
  })
  const arms = Object.entries(SHIFT).map(([sector, factor]) => `WHEN '${sector}' THEN weight * ${factor}`)
  await makeQuantiles(db, {
    name: 'merchant_quantile',
    id: 'merchant_id',
    columns: ['merchant_id', 'ln_median', 'sigma', 'bps', 'online'],
    sources: [
      offers('weight'),
      offers(`CASE sector ${arms.join(' ')} ELSE weight END`),
      offers("CASE mcc WHEN '5732' THEN weight ELSE 0 END"),
    ],
  })
}

/** Merchants with a weight; `online` is the share of their sales made online. */
const offers = (weight: string): string => `SELECT merchant_id, ln_median, sigma, bps, ${weight} AS weight,
  CASE sector WHEN 'Travel' THEN 0.75 WHEN 'Bills' THEN 0.7 WHEN 'Entertainment' THEN 0.6 WHEN 'Shopping' THEN 0.4
    WHEN 'Transport' THEN 0.2 ELSE 0.08 END AS online FROM merchant`

/** `fact_card_transaction`, in order of time, then its duplicates. In parts: sorting all of it takes a gigabyte. */
export async function makeTransactions(build: Build, transactions: number): Promise<void> {
  const { db, slots, defects, seed } = build
  let into = 'CREATE TABLE fact_card_transaction AS'
  await inParts(db, { slots, arrivals: await purchases(build, transactions), size: PART }, async () => {
    await db.run(`${into} ${transactionRows(build)}`)
    into = 'INSERT INTO fact_card_transaction'
  })
  await db.run(duplicateRows('fact_card_transaction', 'txn_id', { rates: defects.rates, seed }))
}

const PART = 1_000_000

const transactionRows = (build: Build): string => {
  const { rates } = build.defects
  const lost = `${isEarly('h4', rates)} AND top <= reach`
  const lag = lagUs('h2', 28, rates)
  return `
    WITH drawn AS (${drawnRows(build)}), placed AS (${placedRows(build)}), valued AS (${valuedRows})
    SELECT row_no + 1 AS txn_id, ${breakReference('h4', { rates, drawn: 'card_id', lost })} AS card_id,
      CASE WHEN ${nulls(build, 'merchant_id', 14, rates.keyNull)} THEN NULL ELSE merchant_id END AS merchant_id,
      make_timestamp(event_us) AS event_time, amount_cents, bps AS interchange_bps,
      CASE WHEN ${nulls(build, 'channel', 14, 0)} THEN NULL ELSE channel END AS channel, auth_result,
      make_timestamp(${loadedUs('event_us', lag, { plan: build.defects, window: build.window })}) AS loaded_at
    FROM valued ORDER BY txn_id`
}

async function purchases({ db, seed, events, share }: Build, total: number): Promise<Arrivals> {
  const reach = (await db.rows('SELECT reach FROM card_position_reach ORDER BY slot')).map(([value]) =>
    Number(value),
  )
  return {
    table: 'purchase',
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
          (isDuring(events, 'fraud_wave', day) ? 1 / (1 - FRAUD_SHARE) : 1),
  }
}

/** Three hashes a row; everything below is a slice of one of them. */
const drawnRows = ({ seed, events, dayIndex }: Build): string => `
  SELECT row_no, k, size, utc_us, day_end_us, day_index, reach, top, h1, h2, h3, h4,
    (${during(events, 'fraud_wave', dayIndex)} AND ${happens('h3', 50, FRAUD_SHARE)}) AS is_fraud,
    ${during(events, 'mix_shift', dayIndex)} AS is_shifted,
    ${during(events, 'channel_outage', dayIndex)} AS is_outage
  FROM (SELECT *, ${streamHash(seed, 'purchase 1', 'row_no')} AS h1, ${streamHash(seed, 'purchase 2', 'row_no')} AS h2,
    ${streamHash(seed, 'purchase 3', 'row_no')} AS h3, ${streamHash(seed, 'purchase card', 'row_no')} AS h4 FROM purchase)
  JOIN slot USING (slot) JOIN card_position_reach USING (slot)`

const placedRows = ({ defects }: Build): string => `
  SELECT drawn.*, merchant_id, ln_median, sigma, bps, online, z, card_id, ${arrivalUs(uniform('h2', 0, 10))} AS event_us
  FROM drawn
  JOIN merchant_quantile ON key = ${bits('h1', 0, 16)} + CASE WHEN is_fraud THEN 131072 WHEN is_shifted THEN 65536 ELSE 0 END
  JOIN normal ON z_key = ${bits('h1', 16, 12)}
  JOIN card_position ON pos = ${positionOf(below('h1', 32, 'reach'), 'h4', defects.rates)}`

const valuedRows = `
  SELECT *, greatest(50, CAST(exp(ln_median + sigma * z + CASE WHEN is_fraud THEN 1.4 ELSE 0 END) AS BIGINT)) AS amount_cents,
    CASE WHEN ${bits('h2', 18, 10)} < 600 AND is_fraud OR is_outage AND channel = 'online' AND ${bits('h2', 18, 10)} < 820
      THEN 'declined' ELSE ${pick('h2', 18, [
        ['approved', 93],
        ['declined', 6],
        ['reversed', 1],
      ])} END AS auth_result
  FROM (SELECT *, CASE WHEN is_fraud OR ${uniform('h2', 10, 8)} < online THEN 'online'
    ELSE ${pick('h3', 0, [
      ['contactless', 46],
      ['chip', 34],
      ['mobile_wallet', 20],
    ])} END AS channel FROM placed)`

const nulls = ({ defects, window }: Build, column: string, from: number, usual: number): string =>
  goesNull('h3', from, { plan: defects, window, column, usual })
