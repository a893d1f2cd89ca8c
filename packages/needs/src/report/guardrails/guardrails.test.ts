import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { writeWarehouse } from '../testing.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import { dayNumber } from '../warehouse/zone-days.ts'
import { measureEvenings } from './evening-window.ts'
import { measureInvoices } from './invoice-aggregates.ts'

const folder = mkdtempSync(join(tmpdir(), 'guardrails-'))
afterAll(() => rmSync(folder, { recursive: true }))
const range = { from: dayNumber('2026-03-01'), to: dayNumber('2026-03-31') }
const slos = {
  missing_pct: { max: 30 },
  on_time_pct: { min: 90 },
  dup_key_pct: { max: 1 },
  p95_payment_lag_min: { max: 2880 },
}

it('measures invoices: unpaid, on time, copies and the time to the payment', async () => {
  const path = join(folder, 'neobank')
  const invoice = (id: number, start: string, paid: string | null, loaded = '2026-03-05 09:00') => [
    id,
    1,
    2,
    start,
    start,
    paid,
    999,
    loaded,
  ]
  await writeWarehouse(path, 'neobank', {
    fact_subscription_invoice: [
      invoice(1, '2026-03-05', '2026-03-05 10:00'), // midnight is 08:00 UTC: 120 minutes
      invoice(1, '2026-03-05', '2026-03-05 10:00', '2026-03-05 09:20'), // its copy
      invoice(2, '2026-03-05', '2026-03-06 08:00'), // 1,440 minutes: just on time
      invoice(3, '2026-03-09', '2026-03-12 07:00'), // summer time: midnight is 07:00 UTC, 4,320 minutes
      invoice(4, '2026-03-09', null),
      invoice(5, '2026-02-28', null), // before
    ],
  })
  await using warehouse = await openWarehouse(path, { timeZone: 'America/Los_Angeles', threads: 1 })
  const { invoices, metrics, checks, passed } = await measureInvoices(warehouse, range, slos)
  expect(invoices).toBe(4)
  expect(metrics).toEqual({
    missing_pct: 25,
    on_time_pct: (100 * 2) / 3,
    dup_key_pct: 20,
    p95_payment_lag_min: 4320,
  })
  expect(checks.map(({ metric, passed: met }) => [metric, met])).toEqual([
    ['missing_pct', true],
    ['on_time_pct', false],
    ['dup_key_pct', false],
    ['p95_payment_lag_min', false],
  ])
  expect(passed).toBe(false)
  const none = await measureInvoices(warehouse, { from: 0, to: 1 }, slos)
  expect(none).toMatchObject({
    invoices: 0,
    metrics: { missing_pct: null, p95_payment_lag_min: null },
    passed: true,
  })
})

it('measures evenings in the business zone, each order once', async () => {
  const path = join(folder, 'marketplace')
  const payment = (order: number | null, captured: string | null, loaded = '2026-04-01 00:00') => [
    order,
    captured,
    1,
    1,
    1,
    loaded,
  ]
  await writeWarehouse(path, 'marketplace', {
    fact_payment: [
      payment(1, '2026-03-03 01:00'), // 17:00 on the 2nd
      payment(1, '2026-03-03 01:00', '2026-04-02 00:00'), // its copy
      payment(2, '2026-03-03 05:59'), // 21:59 on the 2nd
      payment(3, '2026-03-03 06:00'), // 22:00 on the 2nd: no longer
      payment(4, '2026-03-03 00:59'), // 16:59 on the 2nd: not yet
      payment(null, '2026-03-10 00:00'), // 17:00 on the 9th, in summer time
      payment(null, '2026-03-10 17:00'), // 10:00 on the 10th
      payment(5, null),
      payment(6, '2026-03-01 03:00'), // the evening of 28 February
    ],
  })
  await using warehouse = await openWarehouse(path, { timeZone: 'America/Los_Angeles', threads: 1 })
  const evening = { start_hour: 17, end_hour: 22, min_share_pct: 50, min_days_pct: 70 }
  expect(await measureEvenings(warehouse, range, evening)).toMatchObject({
    payments: 6,
    daily_share_pct: { '2026-03-02': 50, '2026-03-09': 100, '2026-03-10': 0 },
    overall_share_pct: 50,
    days_pct: (100 * 2) / 3,
    checks: [
      { metric: 'overall_share_pct', passed: true },
      { metric: 'days_pct', passed: false },
    ],
    passed: false,
  })
})
