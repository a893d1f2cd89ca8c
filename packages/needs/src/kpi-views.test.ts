import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openDatabase } from './database.ts'
import { generateWarehouse } from './generate-warehouse.ts'
import { ARCHETYPES, DEFAULTS } from './options.ts'

const folder = mkdtempSync(join(tmpdir(), 'needs-kpi-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The same figures from the staged tables, which are made another way. */
const STAGED = {
  neobank: `SELECT (SELECT sum(amount) FROM stg_card_transaction WHERE is_approved),
    (SELECT sum(interchange) FROM stg_card_transaction WHERE is_approved), (SELECT sum(amount) FROM stg_subscription_invoice WHERE is_paid)`,
  marketplace: `SELECT (SELECT count(*) FROM stg_order o WHERE EXISTS (SELECT 1 FROM fact_payment p WHERE p.order_id = o.order_id AND captured_at IS NOT NULL)),
    NULL, NULL`,
}
const VIEWED = {
  neobank: `SELECT sum(card_spend), sum(interchange_revenue), sum(subscription_revenue) FROM`,
  marketplace: 'SELECT sum(orders), NULL, NULL FROM',
}

it.each(ARCHETYPES)(
  'the measures of a %s are those of its staged tables, by day and by month',
  async (archetype) => {
    const out = join(folder, archetype)
    await generateWarehouse({ ...DEFAULTS, archetype, scale: 'tiny', out, staging: true }, { threads: 1 })
    await using db = await openDatabase(join(out, `${archetype}.duckdb`), 1)
    const figures = async (sql: string) => ((await db.rows(sql))[0] ?? []).map(Number)
    const [first = 0, second = 0, third = 0] = await figures(STAGED[archetype])
    for (const view of ['kpi_daily', 'kpi_monthly']) {
      const found = await figures(`${VIEWED[archetype]} ${view}`)
      expect(found[0]).toBeCloseTo(first, 1)
      expect(found[1]).toBeCloseTo(second, 1)
      expect(found[2]).toBeCloseTo(third, 1)
    }
    const [months, least] = await figures(
      archetype === 'neobank'
        ? 'SELECT count(*), min(active_customers_30d) FROM kpi_monthly'
        : 'SELECT count(*), min(least(active_buyers_30d, active_sellers_30d)) FROM kpi_monthly WHERE abs(take_rate - 0.12) < 0.001',
    )
    expect(months).toBe(18)
    expect(least).toBeGreaterThan(50)
  },
  60_000,
)
