import type { Rows } from './testing.ts'

const DAYS = 60
const LAST = Date.UTC(2026, 9, 31)

const text = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
const dayOf = (ms: number): string => text(ms).slice(0, 10)
/** Noon in Los Angeles on the nth of sixty days that end on 31 October 2026. */
const noon = (nth: number): number => LAST - (DAYS - 1 - nth) * 86_400_000 + 19 * 3_600_000

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index)

/** For tests: two months of a neobank, with faults at places that a reader can count. */
export function smallNeobank(): Readonly<Record<string, Rows>> {
  const purchases = numbers(DAYS * 20).flatMap((nth) => {
    const day = Math.floor(nth / 20)
    const at = noon(day) + (nth % 20) * 60_000
    const card = nth % 40 === 7 ? null : nth % 20 === 3 ? 999_999 : (nth % 10) + 1
    const merchant = day === 38 && nth % 2 === 0 ? null : (nth % 5) + 1
    const row = [
      nth + 1,
      card,
      merchant,
      text(at),
      2000 + nth,
      150,
      nth % 50 === 9 ? null : 'chip',
      'approved',
      text(at + (30 + ((nth * 7) % 150)) * 60_000),
    ]
    return nth % 100 === 50 ? [row, [...row.slice(0, -1), text(at + 240 * 60_000)]] : [row]
  })
  const invoices = numbers(DAYS * 2).map((nth) => {
    const start = noon(Math.floor(nth / 2))
    return [
      nth + 1,
      nth % 30 === 5 ? 999_999 : (nth % 8) + 1,
      2,
      dayOf(start),
      dayOf(start + 30 * 86_400_000),
      nth % 25 === 4 ? null : text(start + 600_000),
      999,
      text(start + 3_600_000),
    ]
  })
  return {
    dim_customer: numbers(8).map((nth) => [nth + 1, '2025-01-01 00:00', 'verified']),
    dim_account: numbers(10).map((nth) => [nth + 1, (nth % 8) + 1, 'checking', '2025-01-02 00:00', 'active']),
    dim_card: numbers(10).map((nth) => [nth + 1, nth + 1, 'active', '2025-01-03 00:00']),
    dim_merchant: numbers(5).map((nth) => [nth + 1, '5411', `Market ${nth + 1}`]),
    dim_plan: [[2, 'Premium', 999, 'monthly']],
    fact_card_transaction: purchases,
    fact_subscription_invoice: invoices,
  }
}

/** The same of a marketplace. */
export function smallMarketplace(): Readonly<Record<string, Rows>> {
  const orders = numbers(DAYS * 10).map((nth) => {
    const at = noon(Math.floor(nth / 10)) + (nth % 10) * 3_600_000
    return { id: nth + 1, at, loaded: text(at + (40 + ((nth * 11) % 140)) * 60_000), nth }
  })
  return {
    dim_buyer: numbers(6).map((nth) => [nth + 1, '2025-01-01 00:00', 'US']),
    dim_seller: numbers(3).map((nth) => [nth + 1, '2025-01-01 00:00', 'US', 'open']),
    dim_category: [
      [1, 'Craft', null],
      [11, 'Wool', 1],
    ],
    dim_listing: numbers(9).map((nth) => [nth + 1, (nth % 3) + 1, 11, '2025-02-01 00:00', 'active', 1500]),
    fact_order: orders.map(({ id, at, loaded, nth }) => [
      id,
      nth % 25 === 3 ? null : nth % 20 === 9 ? 999_999 : (nth % 6) + 1,
      text(at),
      nth >= 380 && nth < 385 ? null : 'USD',
      3000,
      0,
      599,
      0,
      loaded,
    ]),
    fact_order_item: orders.flatMap(({ id, loaded, nth }) =>
      [1, 2].map((line) => [id, line, nth % 30 === 2 ? null : (nth % 9) + 1, (nth % 3) + 1, 1, 1500, loaded]),
    ),
    fact_payment: orders.map(({ id, at, loaded, nth }) => [
      nth % 40 === 6 ? null : id,
      nth % 30 === 8 ? null : text(at + 60_000),
      3599,
      3239,
      360,
      loaded,
    ]),
    snapshot_listing_daily: numbers(5).flatMap((day) =>
      numbers(9).map((nth) => [dayOf(noon(DAYS - 5 + day)), nth + 1, 'active']),
    ),
  }
}
