import { SIZES } from '../sizes.ts'
import { type Check, inBand } from './check.ts'
import type { Subject } from './subject.ts'

/** Spec 002: volume targets within a tenth. */
const TOLERANCE = 0.1

/** Rows of the tables whose size the scale fixes. */
export function volumeChecks({ archetype, stamp, counts }: Subject): readonly Check[] {
  const { scale, months } = stamp.settings
  const size = SIZES[archetype][scale]
  const events = (size.events * months) / 18
  const targets: Readonly<Record<string, number>> =
    archetype === 'neobank'
      ? { dim_customer: size.customers, dim_merchant: size.offers, fact_card_transaction: events }
      : { dim_buyer: size.customers, dim_listing: size.offers, fact_order: events, fact_payment: events }
  const rowsOf = (table: string) => counts.get(table)?.days.reduce((sum, { rows }) => sum + rows, 0) ?? null
  return Object.entries(targets).map(([table, target]) =>
    inBand('volume', `rows of ${table}`, rowsOf(table), {
      low: Math.round(target * (1 - TOLERANCE)),
      high: Math.round(target * (1 + TOLERANCE)),
      digits: 0,
    }),
  )
}
