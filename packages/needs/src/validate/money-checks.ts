import { RAISED_TAKE_RATE_PERCENT, TAKE_RATE_PERCENT } from '../marketplace/orders.ts'
import { PREMIUM_CENTS, RAISED_CENTS } from '../neobank/invoices.ts'
import { MEAN_INTERCHANGE_BPS } from '../neobank/taxonomy.ts'
import { type Band, type Check, inBand } from './check.ts'
import { numbersOf, type Subject } from './subject.ts'
import { SAMPLE } from './taxonomy-checks.ts'

/** Are prices, fees and rates those of the spec? Of transactions and orders, one key in eight is read. */
export async function moneyChecks(subject: Subject): Promise<readonly Check[]> {
  if (subject.archetype === 'marketplace') return marketplaceChecks(subject)
  return [...(await cardChecks(subject)), ...(await amountChecks(subject)), ...(await planChecks(subject))]
}

const check = (name: string, value: number | null | undefined, band: Band): Check =>
  inBand('monetization', name, value ?? null, band)

async function cardChecks({ db }: Subject): Promise<readonly Check[]> {
  const [bps, approved, declined, reversed, ticket] = await numbersOf(
    db,
    `SELECT sum(amount_cents * interchange_bps) FILTER (auth_result = 'approved') / sum(amount_cents) FILTER (auth_result = 'approved'),
      100 * avg((auth_result = 'approved')::INT), 100 * avg((auth_result = 'declined')::INT), 100 * avg((auth_result = 'reversed')::INT),
      avg(amount_cents) / 100
    FROM fact_card_transaction WHERE hash(txn_id) % ${SAMPLE} = 0`,
  )
  return [
    check('interchange over card spend', bps, {
      low: MEAN_INTERCHANGE_BPS - 8,
      high: MEAN_INTERCHANGE_BPS + 8,
      unit: 'bps',
      digits: 1,
    }),
    check('approved transactions', approved, { low: 90, high: 96, unit: '%' }),
    check('declined transactions', declined, { low: 4, high: 8, unit: '%' }),
    check('reversed transactions', reversed, { low: 0.5, high: 2, unit: '%' }),
    check('mean transaction', ticket, { low: 25, high: 65, unit: 'USD' }),
  ]
}

/** Lognormal: within a category the logarithm is symmetric, with tails like a normal's. */
async function amountChecks({ db }: Subject): Promise<readonly Check[]> {
  const [skew, tails] = await numbersOf(
    db,
    `SELECT median(skew), median(tails) FROM (
      SELECT skewness(ln(amount_cents)) AS skew, kurtosis(ln(amount_cents)) AS tails
      FROM fact_card_transaction JOIN dim_merchant USING (merchant_id) WHERE hash(txn_id) % ${SAMPLE} = 0
      GROUP BY mcc HAVING count(*) >= 200)`,
  )
  return [
    check('skewness of log amounts (lognormal = 0)', skew, { low: -0.25, high: 0.25 }),
    check('excess kurtosis of log amounts (lognormal = 0)', tails, { low: -0.5, high: 0.5 }),
  ]
}

/**
 * Subscribers have an invoice in the last month. Churn is seen in invoices, once each, of customers who had begun. A customer has left where no period begins
 * in the last two months; the months they could have left in are those between their first and last.
 */
async function planChecks({ db, stamp }: Subject): Promise<readonly Check[]> {
  const [lowPrice, highPrice, share, churn] = await numbersOf(
    db,
    `WITH invoice AS (SELECT DISTINCT invoice_id, i.customer_id, period_start, amount_cents FROM fact_subscription_invoice i
      JOIN dim_customer c ON c.customer_id = i.customer_id AND CAST(c.created_at AS DATE) - 1 <= period_start),
    edge AS (SELECT max(period_start) AS last_day FROM invoice),
    life AS (SELECT customer_id, min(period_start) AS first, max(period_start) AS last FROM invoice GROUP BY customer_id),
    told AS (SELECT last < last_day - INTERVAL 2 MONTH AS has_left,
      date_diff('day', first, least(last, CAST(last_day - INTERVAL 2 MONTH AS DATE))) / 30.44 + 1 AS months, first, last_day FROM life, edge)
    SELECT (SELECT min(amount_cents) FROM invoice), (SELECT max(amount_cents) FROM invoice),
      (SELECT 100 * count(DISTINCT invoice_id) FROM fact_subscription_invoice, edge WHERE period_start > last_day - INTERVAL 1 MONTH)
        / (SELECT count(*) FROM dim_customer),
      100 * count(*) FILTER (has_left) / sum(months) FILTER (first <= last_day - INTERVAL 2 MONTH) FROM told`,
  )
  const dearest = stamp.settings.trajectory === 'T2' ? RAISED_CENTS : PREMIUM_CENTS
  const price = (cents: number): Band => ({ low: cents, high: cents, unit: 'cents', digits: 0 })
  return [
    check('least subscription price', lowPrice, price(PREMIUM_CENTS)),
    check('highest subscription price', highPrice, price(dearest)),
    check('customers who subscribe', share, { low: 7, high: 9, unit: '%' }),
    check('subscribers who leave in a month', churn, { low: 1.3, high: 2.4, unit: '%' }),
  ]
}

async function marketplaceChecks(subject: Subject): Promise<readonly Check[]> {
  const [take, captured, sameDay, off, lines, value] = await numbersOf(subject.db, orderSql(subject))
  const isRaised = subject.stamp.settings.trajectory === 'T2'
  const highest = isRaised ? RAISED_TAKE_RATE_PERCENT : TAKE_RATE_PERCENT
  return [
    check('take rate', take, { low: TAKE_RATE_PERCENT - 0.1, high: highest + 0.1, unit: '%' }),
    check('payments that were captured', captured, { low: 93, high: 100, unit: '%' }),
    check('of these, on the day of the order', sameDay, { low: 98, unit: '%' }),
    check('subtotals of orders over their lines', off, { low: 99.9, high: 100.1, unit: '%' }),
    check('lines of an order', lines, { low: 1.3, high: 2 }),
    check('mean order', value, { low: 25, high: 120, unit: 'USD' }),
    check('orders of a buyer in a month', await buyerRate(subject), { low: 0.7, high: 0.9 }),
  ]
}

/** Orders, lines and payments once each (the earliest loaded). */
function orderSql({ warehouse }: Subject): string {
  const once = (table: string, key: string) => `(SELECT * FROM ${table} WHERE hash(order_id) % ${SAMPLE} = 0
    QUALIFY row_number() OVER (PARTITION BY ${key} ORDER BY loaded_at) = 1)`
  const day = (moment: string) =>
    `CAST(timezone('${warehouse.timeZone}', timezone('UTC', ${moment})) AS DATE)`
  return `WITH o AS ${once('fact_order', 'order_id')}, p AS ${once('fact_payment', 'order_id')},
    goods AS (SELECT order_id, sum(qty * item_price_cents) AS cents, count(*) AS lines
      FROM ${once('fact_order_item', 'order_id, line_id')} GROUP BY order_id),
    paid AS (SELECT order_time, captured_at, platform_fee_cents, subtotal_cents FROM o JOIN p USING (order_id))
    SELECT 100 * sum(platform_fee_cents) / sum(subtotal_cents), 100 * count(captured_at) / count(*),
      100 * count(*) FILTER (${day('captured_at')} = ${day('order_time')}) / count(captured_at),
      (SELECT 100 * sum(subtotal_cents) / sum(cents) FROM o JOIN goods USING (order_id)),
      (SELECT avg(lines) FROM goods), avg(subtotal_cents) / 100 FROM paid`
}

/** Orders over the buyers that had joined, each month: of the months of the window, the mean. */
async function buyerRate({ db, stamp }: Subject): Promise<number | null> {
  const [rate = null] = await numbersOf(
    db,
    `WITH edge AS (SELECT max(order_time) AS last FROM fact_order),
    month AS (SELECT unnest(range(${stamp.settings.months})) AS back),
    span AS (SELECT last - to_months(CAST(back + 1 AS INTEGER)) AS begins, last - to_months(CAST(back AS INTEGER)) AS ends FROM month, edge),
    buyers AS (SELECT begins, count(*) FILTER (created_at < begins + (ends - begins) / 2) AS n FROM span, dim_buyer GROUP BY begins),
    orders AS (SELECT begins, count(*) AS n FROM span JOIN fact_order ON order_time > begins AND order_time <= ends GROUP BY begins)
    SELECT avg(orders.n / buyers.n) FROM buyers JOIN orders USING (begins)`,
  )
  return rate
}
