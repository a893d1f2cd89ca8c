import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { Archetype } from '../../config/dnr-config.ts'
import { type Rows, writeWarehouse } from '../testing.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import { dayNumber, isoDay } from '../warehouse/zone-days.ts'
import { measureTable, type TableCounts } from './measure-table.ts'

const folder = mkdtempSync(join(tmpdir(), 'health-'))
afterAll(() => rmSync(folder, { recursive: true }))

let made = 0
async function measured(
  archetype: Archetype,
  table: string,
  tables: Record<string, Rows>,
  from = '2026-01-01',
): Promise<TableCounts> {
  const path = join(folder, String(made++))
  await writeWarehouse(path, archetype, tables)
  await using warehouse = await openWarehouse(path, { timeZone: 'America/Los_Angeles', threads: 1 })
  const contract = warehouse.contracts.find((each) => each.table === table)
  if (contract === undefined) throw new Error(`no contract of ${table}`)
  return await measureTable(warehouse.db, contract, {
    timeZone: warehouse.timeZone,
    windowFrom: dayNumber(from),
    seriesFrom: dayNumber(from),
    lagLimitMin: 90,
  })
}

const cards: Rows = [
  [1, 10, 'active', '2026-01-10 00:00'],
  [2, 11, 'inactive', null],
]
const merchants: Rows = [[7, '5411', 'Amber Market']]
/** txn, card, merchant, event (UTC), minutes to its load. */
const purchase = (
  txn: number,
  card: number | null,
  merchant: number | null,
  [at, lag]: readonly [string, number],
) => {
  const loaded = new Date(Date.parse(`${at.replace(' ', 'T')}:00Z`) + lag * 60_000)
    .toISOString()
    .replace('T', ' ')
    .slice(0, 19)
  return [txn, card, merchant, at, 1000, 150, 'chip', 'approved', loaded]
}

it('counts nulls, lost and early references, copies and lags by local day', async () => {
  const counts = await measured('neobank', 'fact_card_transaction', {
    dim_card: cards,
    dim_merchant: merchants,
    fact_card_transaction: [
      purchase(1, 1, 7, ['2026-01-12 09:00', 30]), // sound; 01:00 on the 12th in Los Angeles
      purchase(2, 1, 7, ['2026-01-12 07:59', 40]), // 23:59 on the 11th
      purchase(2, 1, 7, ['2026-01-12 07:59', 55]), // its copy
      purchase(3, null, 7, ['2026-01-12 10:00', 60]), // no card
      purchase(4, 99, 7, ['2026-01-12 11:00', 91]), // a card that does not exist
      purchase(5, 1, null, ['2026-01-09 20:00', 90]), // before the card began, no merchant
      purchase(6, 2, 8, ['2026-01-12 12:00', 600]), // a card that never began; no such merchant
    ],
  })
  const days = new Map(counts.days.map((each) => [isoDay(each.day ?? 0), each]))
  expect([...days.keys()]).toEqual(['2026-01-09', '2026-01-11', '2026-01-12'])
  expect(days.get('2026-01-12')).toMatchObject({
    rows: 4,
    keyed: 4,
    nulls: { card_id: 1, merchant_id: 0, channel: 0 },
    references: { card_id: { stated: 3, lost: 1, early: 0 }, merchant_id: { stated: 4, lost: 1, early: 0 } },
  })
  expect(days.get('2026-01-09')).toMatchObject({
    nulls: { merchant_id: 1 },
    references: { card_id: { stated: 1, lost: 0, early: 1 }, merchant_id: { stated: 0, lost: 0 } },
  })
  expect(counts.copies.history).toBe(1)
  expect([...counts.copies.days]).toEqual([[dayNumber('2026-01-11'), 1]])
  expect(counts.lags?.history).toEqual({ rows: 7, p95: 600, late: 2 })
  expect(counts.lags?.days.get(dayNumber('2026-01-12'))).toEqual({ rows: 4, p95: 600, late: 2, median: 60 })
})

it('has the days of a zone right across both clock changes', async () => {
  const hours = (day: string, list: readonly string[]) => list.map((hour) => `${day} ${hour}`)
  const moments = [
    ...hours('2026-03-08', ['07:59', '08:00', '10:30']), // 23:59 on the 7th; midnight; 03:30 after the hour that is not
    ...hours('2026-03-09', ['06:59', '07:00']), // 23:59 on the 8th; midnight of the 9th
    ...hours('2026-11-01', ['06:59', '07:00']), // 23:59 on 31 October; midnight
    ...hours('2026-11-02', ['07:59', '08:00']), // 23:59 on the 1st, an hour later; midnight of the 2nd
  ]
  const counts = await measured('neobank', 'fact_card_transaction', {
    dim_card: cards,
    fact_card_transaction: moments.map((at, index) => purchase(index, 1, 7, [at, 1])),
  })
  expect(counts.days.map(({ day, rows }) => [isoDay(day ?? 0), rows])).toEqual([
    ['2026-03-07', 1],
    ['2026-03-08', 3],
    ['2026-03-09', 1],
    ['2026-10-31', 1],
    ['2026-11-01', 2],
    ['2026-11-02', 1],
  ])
})

it('takes a date as its whole local day', async () => {
  const invoice = (id: number, customer: number, day: string, loaded: string) => [
    id,
    customer,
    2,
    day,
    day,
    null,
    999,
    loaded,
  ]
  const counts = await measured('neobank', 'fact_subscription_invoice', {
    dim_customer: [
      [1, '2026-02-02 07:00', 'verified'], // 23:00 on the 1st in Los Angeles
      [2, '2026-02-02 09:00', 'verified'], // 01:00 on the 2nd
    ],
    dim_plan: [[2, 'Premium', 999, 'monthly']],
    fact_subscription_invoice: [
      invoice(1, 1, '2026-02-01', '2026-02-01 09:00'),
      invoice(2, 2, '2026-02-01', '2026-02-01 10:00'),
      invoice(3, 2, '2026-02-02', '2026-02-02 08:30'),
    ],
  })
  expect(counts.days.map(({ day, references }) => [isoDay(day ?? 0), references['customer_id']])).toEqual([
    ['2026-02-01', { stated: 2, lost: 0, early: 1 }],
    ['2026-02-02', { stated: 1, lost: 0, early: 0 }],
  ])
  expect(counts.lags?.history.p95).toBe(120)
})

it('dates the lines of an order by the order, and finds copies of a key of two columns', async () => {
  const line = (order: number, no: number, listing: number | null) => [
    order,
    no,
    listing,
    5,
    1,
    100,
    '2026-02-01 20:00',
  ]
  const counts = await measured('marketplace', 'fact_order_item', {
    dim_seller: [[5, '2025-01-01 00:00', 'US', 'open']],
    dim_listing: [
      [1, 5, 11, '2026-02-01 18:00', 'active', 100],
      [2, 5, 11, '2026-02-01 20:00', 'active', 100],
    ],
    fact_order: [
      [1, 1, '2026-02-01 19:00', 'USD', 1, 0, 0, 0, '2026-02-01 20:00'],
      [1, 1, '2026-02-01 19:00', 'USD', 1, 0, 0, 0, '2026-02-01 20:10'],
    ],
    fact_order_item: [line(1, 1, 1), line(1, 2, 2), line(1, 2, 2), line(1, 3, null)],
  })
  expect(counts.days).toHaveLength(1)
  expect(counts.days[0]).toMatchObject({
    rows: 4,
    references: { listing_id: { stated: 3, lost: 0, early: 2 }, seller_id: { stated: 4, lost: 0, early: 0 } },
  })
  expect(counts.copies.history).toBe(1)
  expect(counts.lags?.history).toEqual({ rows: 4, p95: 60, late: 0 })
})

it('leaves rows without a key out of the copies, and far-apart keys are counted as well', async () => {
  const payment = (order: number | null) => [order, '2026-02-01 19:00', 1, 1, 1, '2026-02-01 20:00']
  const counts = await measured('marketplace', 'fact_payment', {
    fact_payment: [payment(1), payment(1), payment(9_000_000_000), payment(null), payment(null)],
  })
  expect(counts.copies.history).toBe(1)
  expect(counts.days[0]).toMatchObject({
    rows: 5,
    keyed: 3,
    references: { order_id: { stated: 3, lost: 3 } },
  })
})

it('measures an empty table', async () => {
  const counts = await measured('neobank', 'fact_card_transaction', {})
  expect(counts).toMatchObject({
    days: [],
    copies: { history: 0, window: 0 },
    lags: { history: { rows: 0, p95: null, late: 0 } },
  })
})
