import { quote } from '../draw.ts'
import { LEAVES } from '../marketplace/taxonomy.ts'
import { MCCS } from '../neobank/taxonomy.ts'
import { type Check, inBand } from './check.ts'
import { numbersOf, type Subject } from './subject.ts'

/** Rows of a large fact are judged by one in this many keys. */
export const SAMPLE = 8

/** Is every category there and used, and does none take over? */
export function taxonomyChecks(subject: Subject): Promise<readonly Check[]> {
  return subject.archetype === 'neobank' ? merchantChecks(subject) : categoryChecks(subject)
}

async function merchantChecks({ db }: Subject): Promise<readonly Check[]> {
  const sectors = new Map(MCCS.map(({ code, sector }) => [code, sector]))
  const rows = await db.rows(`SELECT m.mcc, count(t.txn_id) FROM dim_merchant m
    LEFT JOIN (SELECT txn_id, merchant_id FROM fact_card_transaction WHERE hash(txn_id) % ${SAMPLE} = 0) t USING (merchant_id)
    GROUP BY m.mcc ORDER BY m.mcc`)
  const used = rows.filter(([, count]) => Number(count) > 0)
  const total = rows.reduce((sum, [, count]) => sum + Number(count), 0)
  const largest = Math.max(...rows.map(([, count]) => Number(count)))
  const known = rows.map(([mcc]) => sectors.get(String(mcc)))
  return [
    count('merchant categories (MCC)', rows.length, 40, 40),
    count(
      'merchant categories outside of the taxonomy',
      known.filter((each) => each === undefined).length,
      0,
      0,
    ),
    count('sectors', new Set(known.filter((each) => each !== undefined)).size, 8, 8),
    count('merchant categories with transactions', used.length, 40, 40),
    inBand('taxonomy', 'largest category of transactions', total === 0 ? null : (100 * largest) / total, {
      high: 25,
      unit: '%',
      digits: 1,
    }),
  ]
}

async function categoryChecks({ db }: Subject): Promise<readonly Check[]> {
  const [tops = 0, leaves = 0, least = 0, most = 0] = await numbersOf(
    db,
    `SELECT (SELECT count(*) FROM dim_category WHERE parent_id IS NULL), count(*) , min(n), max(n) FROM
      (SELECT l.category_id, count(*) OVER (PARTITION BY l.parent_id) AS n FROM dim_category l
        JOIN dim_category t ON t.category_id = l.parent_id AND t.parent_id IS NULL)`,
  )
  const [unused = null, largest = null, ratioLow = null, ratioHigh = null] = await numbersOf(
    db,
    `WITH medians(name, parent, usd) AS (VALUES ${LEAVES.map(({ name, department, medianUsd }) => `(${quote(name)}, ${quote(department)}, ${medianUsd})`).join(', ')}),
    used AS (SELECT c.name, p.name AS parent, count(listing_id) AS n, median(price_cents) / 100 AS price FROM dim_category c
      JOIN dim_category p ON p.category_id = c.parent_id LEFT JOIN dim_listing l ON l.category_id = c.category_id GROUP BY 1, 2)
    SELECT count(*) FILTER (n = 0), 100 * max(n) / sum(n), min(price / usd) FILTER (n >= 100), max(price / usd) FILTER (n >= 100)
    FROM used LEFT JOIN medians USING (name, parent)`,
  )
  const [shops = null] = await numbersOf(
    db,
    `SELECT count(*) FROM (SELECT order_id FROM fact_order_item WHERE hash(order_id) % ${SAMPLE} = 0
      GROUP BY order_id HAVING count(DISTINCT seller_id) > 1)`,
  )
  return [
    count('top categories', tops, 10, 10),
    count('leaf categories', leaves, 72, 88),
    count('leaves of a top category, fewest', least, 6, 10),
    count('leaves of a top category, most', most, 6, 10),
    count('leaf categories without listings', unused, 0, 0),
    inBand('taxonomy', 'largest leaf of listings', largest, { high: 20, unit: '%', digits: 1 }),
    inBand('taxonomy', 'median price over that of the taxonomy, least', ratioLow, { low: 0.7 }),
    inBand('taxonomy', 'median price over that of the taxonomy, most', ratioHigh, { high: 1.4 }),
    count('orders of more than one seller', shops, 0, 0),
  ]
}

const count = (name: string, value: number | null, low: number, high: number): Check =>
  inBand('taxonomy', name, value, { low, high, digits: 0 })
