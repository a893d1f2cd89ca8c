import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { Archetype } from '../../config/dnr-config.ts'
import { measureTable } from '../health/measure-table.ts'
import { type Rows, writeWarehouse } from '../testing.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import { dayNumber } from '../warehouse/zone-days.ts'
import { lastMonths, measureRevenue, type Revenue } from './measure-revenue.ts'

const folder = mkdtempSync(join(tmpdir(), 'revenue-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function revenueOf(
  archetype: Archetype,
  tables: Record<string, Rows>,
  range: readonly [string, string],
): Promise<Revenue> {
  const path = join(folder, archetype)
  await writeWarehouse(path, archetype, tables)
  await using warehouse = await openWarehouse(path, { timeZone: 'America/Los_Angeles', threads: 1 })
  const [from, to] = range.map(dayNumber)
  const options = { from: from ?? 0, to: to ?? 0, lagLimitMin: 90 }
  for (const contract of warehouse.contracts)
    await measureTable(warehouse.db, contract, {
      ...options,
      timeZone: warehouse.timeZone,
      windowFrom: options.from,
      seriesFrom: 0,
    })
  return await measureRevenue(warehouse, options)
}

const riskOf = (revenue: Revenue, table: string, theme: string): number =>
  Number(revenue.atRisk.find((each) => each.table === table && each.theme === theme)?.usd.toFixed(4))

it('knows the months that are over', () => {
  expect(lastMonths(dayNumber('2026-10-31')).map(({ month }) => month)).toEqual([
    '2026-08',
    '2026-09',
    '2026-10',
  ])
  expect(lastMonths(dayNumber('2026-10-30')).map(({ month }) => month)).toEqual([
    '2026-07',
    '2026-08',
    '2026-09',
  ])
  expect(lastMonths(dayNumber('2026-02-28'))[0]).toEqual({
    month: '2025-12',
    from: dayNumber('2025-12-01'),
    to: dayNumber('2025-12-31'),
  })
})

it('adds up a neobank by hand', async () => {
  // $100 at 150 basis points earns $1.50; loaded within the hour unless said.
  const buy = (
    txn: number,
    day: string,
    rest: { card?: number | null; merchant?: number | null; auth?: string; lag?: number; channel?: null },
  ) => {
    const at = Date.parse(`${day}T20:00:00Z`)
    const text = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
    const { card = 1, merchant = 7, auth = 'approved', lag = 30, channel = 'chip' } = rest
    return [txn, card, merchant, text(at), 10_000, 150, channel, auth, text(at + lag * 60_000)]
  }
  const revenue = await revenueOf(
    'neobank',
    {
      dim_customer: [[1, '2025-01-01 00:00', 'verified']],
      dim_plan: [[2, 'Premium', 999, 'monthly']],
      dim_card: [[1, 1, 'active', '2025-01-01 00:00']],
      dim_merchant: [[7, '5411', 'Amber Market']],
      fact_card_transaction: [
        buy(1, '2026-01-10', {}),
        buy(2, '2026-02-10', {}),
        buy(3, '2026-02-11', {}),
        buy(4, '2026-03-20', {}), // sound
        buy(4, '2026-03-20', { lag: 50 }), // its copy
        buy(5, '2026-03-21', { card: null }),
        buy(6, '2026-03-21', { card: 99 }),
        buy(7, '2026-03-22', { merchant: null, channel: null }),
        buy(8, '2026-03-23', { auth: 'declined', card: null }), // earns nothing
        buy(9, '2026-03-24', { lag: 90 + 720 }), // half a day too late
        buy(10, '2026-03-25', { lag: 90 + 3 * 1440 }), // more than a day: all of it
        buy(11, '2026-03-01', { card: null }), // before the window
      ],
      fact_subscription_invoice: [
        [1, 1, 2, '2026-03-20', '2026-04-20', '2026-03-20 10:00', 999, '2026-03-20 08:00'],
        [2, 1, null, '2026-03-21', '2026-04-21', '2026-03-21 10:00', 999, '2026-03-21 08:00'],
        [3, 1, 2, '2026-03-22', '2026-04-22', null, 999, '2026-03-22 08:00'],
      ],
    },
    ['2026-03-15', '2026-03-31'],
  )
  expect(revenue.months.map(({ month, usd }) => [month, Number(usd.toFixed(2))])).toEqual([
    ['2026-01', 1.5],
    ['2026-02', 3],
    ['2026-03', 7 * 1.5 + 2 * 9.99], // 4, 5, 6, 7, 9, 10, 11 and two paid invoices
  ])
  expect(revenue.monthlyUsd).toBeCloseTo(3, 9)
  expect(revenue.windowUsd).toBeCloseTo(6 * 1.5 + 2 * 9.99, 9)
  const card = 'fact_card_transaction'
  expect(riskOf(revenue, card, 'join_keys_orphans')).toBe(3)
  expect(riskOf(revenue, card, 'revenue_coverage_mapping')).toBe(1.5)
  expect(riskOf(revenue, card, 'attribution_funnel_gaps')).toBe(1.5)
  expect(riskOf(revenue, card, 'duplicates_dedup')).toBe(1.5)
  expect(riskOf(revenue, card, 'freshness_ingest_lag')).toBe(0.75 + 1.5)
  expect(riskOf(revenue, 'fact_subscription_invoice', 'revenue_coverage_mapping')).toBe(2 * 9.99)
  expect(riskOf(revenue, 'fact_subscription_invoice', 'join_keys_orphans')).toBe(0)
})

it('adds up a marketplace by hand', async () => {
  const order = (id: number, buyer: number | null, currency: string | null) => [
    id,
    buyer,
    '2026-03-20 20:00',
    currency,
    1000,
    0,
    0,
    0,
    '2026-03-20 20:30',
  ]
  const line = (id: number, no: number, listing: number | null, cents: number) => [
    id,
    no,
    listing,
    5,
    1,
    cents,
    '2026-03-20 20:30',
  ]
  const payment = (id: number | null, captured: string | null, loaded = '2026-03-20 20:30') => [
    id,
    captured,
    1000,
    880,
    120,
    loaded,
  ]
  const revenue = await revenueOf(
    'marketplace',
    {
      dim_buyer: [[1, '2025-01-01 00:00', 'US']],
      dim_seller: [[5, '2025-01-01 00:00', 'US', 'open']],
      dim_listing: [[3, 5, 11, '2025-01-01 00:00', 'active', 100]],
      fact_order: [order(1, 1, 'USD'), order(2, null, 'USD'), order(3, 1, null)],
      fact_order_item: [line(1, 1, 3, 250), line(1, 2, null, 750), line(2, 1, 3, 1000)],
      fact_payment: [
        payment(1, '2026-03-20 20:01'),
        payment(1, '2026-03-20 20:01', '2026-03-20 20:40'), // its copy
        payment(2, '2026-03-20 20:01'),
        payment(null, '2026-03-20 20:01'), // whose order is not known
        payment(3, null), // not captured
      ],
    },
    ['2026-03-01', '2026-03-31'],
  )
  expect(revenue.windowUsd).toBeCloseTo(3.6, 9)
  expect(riskOf(revenue, 'fact_payment', 'revenue_coverage_mapping')).toBe(1.2)
  expect(riskOf(revenue, 'fact_payment', 'duplicates_dedup')).toBe(1.2)
  expect(riskOf(revenue, 'fact_order', 'join_keys_orphans')).toBe(1.2)
  expect(riskOf(revenue, 'fact_order', 'revenue_coverage_mapping')).toBe(0) // the order without a currency earned nothing
  expect(riskOf(revenue, 'fact_order_item', 'join_keys_orphans')).toBe(0.9) // 75 % of the first order
})
