import { type Archetype, checkOptions, type WarehouseOptions } from './options.ts'
import { SIZES } from './sizes.ts'

/** Bytes on disk of a row of the large tables, Parquet and DuckDB together, as measured at evaluation scale. */
const BYTES_PER_EVENT: Readonly<Record<Archetype, number>> = { neobank: 75, marketplace: 260 }

/**
 * What `generateWarehouse` would make, in lines to print.
 * @throws the errors of `checkOptions`
 */
export function planWarehouse(options: WarehouseOptions): readonly string[] {
  checkOptions(options)
  const { archetype, scale, quality, trajectory, months, seed } = options
  const size = SIZES[archetype][scale]
  const events = Math.round((size.events * months) / 18)
  const megabytes = Math.ceil((events * BYTES_PER_EVENT[archetype]) / 1e6)
  const count = (value: number) => value.toLocaleString('en-US')
  const rows =
    archetype === 'neobank'
      ? `${count(size.customers)} customers, ${count(size.offers)} merchants, about ${count(events)} card transactions`
      : `${count(size.customers)} buyers, ${count(size.offers)} listings, about ${count(events)} orders, ` +
        `${size.snapshotDays} days of listing snapshots`
  return [
    `${archetype}, ${scale} scale, ${quality} quality, trajectory ${trajectory}, seed ${seed}: ${months} months that end on ${options.until ?? 'the default day'}`,
    rows,
    `tables to ${options.out}, the truth about what is planted to ${options.meta ?? `${options.out}/meta`}`,
    `about ${count(megabytes)} MB on disk; it costs nothing, and nothing is sent anywhere`,
    'nothing was made: leave --dry-run out to make it',
  ]
}
