import type { Build } from '../builder.ts'
import { breakReference, duplicateRows, isEarly, lagUs, loadedUs, positionOf } from '../defects.ts'
import { below, bits, happens, streamHash, uniform } from '../draw.ts'
import { makePositions } from '../quantiles.ts'

export const PREMIUM_CENTS = 999
export const RAISED_CENTS = 1199
const MONTHLY_CHURN = 0.018
/** Of customers, ever: with the churn it leaves 8 % subscribed. */
const EVER_PREMIUM = 0.115
/** Subscribers who leave at their first renewal at a raised price. */
export const PRICE_CHURN = 0.09

/** `dim_plan`, at today's prices. */
export async function makePlans({ db, events }: Build): Promise<void> {
  const price = events.some(({ kind }) => kind === 'price_change') ? RAISED_CENTS : PREMIUM_CENTS
  await db.run(`CREATE TABLE dim_plan AS SELECT * FROM (VALUES
    (CAST(1 AS BIGINT), 'Standard', CAST(0 AS BIGINT), 'monthly'), (2, 'Premium', ${price}, 'monthly'))
    t(plan_id, name, price_cents, cadence)`)
}

/** `fact_subscription_invoice`: one a month from subscribing to leaving, then its duplicates. */
export async function makeInvoices(build: Build): Promise<void> {
  const { db, seed, defects, window } = build
  await makePositions(db, {
    name: 'customer_position',
    id: 'customer_id',
    columns: ['customer_id'],
    source: 'SELECT customer_id, epoch_us(created_at) AS began_us, 1 AS weight FROM dim_customer',
  })
  await makePeriods(build)
  const lost = `${isEarly('h2', defects.rates)} AND top <= reach`
  const lag = lagUs('h1', 20, defects.rates)
  await db.run(`CREATE TABLE fact_subscription_invoice AS
    WITH drawn AS (SELECT *, ${streamHash(seed, 'invoice 1', 'invoice_id')} AS h1, ${streamHash(seed, 'invoice 2', 'invoice_id')} AS h2
      FROM period),
    timed AS (SELECT drawn.*, utc_us, day_end_us, day_index, reach, top,
      ${paidUs} AS paid_us FROM drawn JOIN slot USING (slot) JOIN customer_position_reach USING (slot)),
    told AS (SELECT timed.* EXCLUDE customer_id, CASE WHEN ${isEarly('h2', defects.rates)} THEN p.customer_id ELSE timed.customer_id END
      AS drawn_id FROM timed JOIN customer_position p ON p.pos = ${positionOf(below('h2', 30, 'reach'), 'h2', defects.rates)})
    SELECT invoice_id, ${breakReference('h2', { rates: defects.rates, drawn: 'drawn_id', lost })} AS customer_id,
      CASE WHEN ${happens('h1', 50, defects.rates.keyNull)} THEN NULL ELSE CAST(2 AS BIGINT) END AS plan_id,
      period_start, CAST(period_start + INTERVAL 1 MONTH AS DATE) AS period_end,
      CASE WHEN paid_us < (SELECT max(day_end_us) FROM slot) AND NOT ${bits('h1', 34, 10)} < 20 THEN make_timestamp(paid_us) END AS paid_at,
      amount_cents, make_timestamp(${loadedUs('utc_us', lag, { plan: { ...defects, gap: null }, window })}) AS loaded_at
    FROM told ORDER BY invoice_id`)
  await db.run(duplicateRows('fact_subscription_invoice', 'invoice_id', { rates: defects.rates, seed }))
}

/** Charged within the hours after the period begins; one in twenty days later. */
const paidUs = `utc_us + CASE WHEN ${bits('h1', 44, 6)} < 3 THEN CAST(86400 + 691200 * ${uniform('h1', 0, 16)} AS BIGINT)
  ELSE CAST(60 + 10800 * ${uniform('h1', 0, 16)} AS BIGINT) END * 1000000`

/** `period(invoice_id, customer_id, period_start, slot, amount_cents)` of the window, in order of time. */
async function makePeriods({ db, seed, window, events }: Build): Promise<void> {
  const raised = events.find(({ kind }) => kind === 'price_change')?.from
  const leaves = raised
    ? `AND NOT (${happens('h', 34, PRICE_CHURN)} AND began < DATE '${raised}' AND period_start >= DATE '${raised}' + INTERVAL 1 MONTH)`
    : ''
  const price = raised
    ? `CASE WHEN period_start >= DATE '${raised}' THEN ${RAISED_CENTS} ELSE ${PREMIUM_CENTS} END`
    : `${PREMIUM_CENTS}`
  await db.run(`CREATE TABLE period AS
    WITH subscriber AS (
      SELECT customer_id, h, CAST(created_at AS DATE) + CAST(1 + 60 * ${uniform('h', 14, 10)} AS INTEGER) AS began,
        1 + CAST(floor(ln(1 - ${uniform('h', 48, 16)}) / ln(1 - ${MONTHLY_CHURN})) AS BIGINT) AS months
      FROM (SELECT *, ${streamHash(seed, 'subscriber', 'customer_id')} AS h FROM dim_customer) WHERE ${happens('h', 0, EVER_PREMIUM)}),
    billed AS (SELECT customer_id, h, began, CAST(began + to_months(CAST(month AS INTEGER)) AS DATE) AS period_start
      FROM (SELECT *, unnest(range(least(months, 120))) AS month FROM subscriber)),
    kept AS (SELECT customer_id, h, period_start, period_start - DATE '${window.start}' AS day_index FROM billed
      WHERE period_start >= DATE '${window.start}' AND period_start < DATE '${window.end}' ${leaves})
    SELECT row_number() OVER (ORDER BY period_start, customer_id) AS invoice_id, customer_id, period_start, slot,
      CAST(${price} AS BIGINT) AS amount_cents
    FROM kept JOIN (SELECT day_index, min(slot) AS slot FROM slot GROUP BY day_index) USING (day_index)
    ORDER BY invoice_id`)
}
