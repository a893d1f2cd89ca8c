import type { Estimate } from '@numize/semantic'

/**
 * BigQuery's on-demand price of reading one TiB in US multi-regions; the first TiB of a month is free, some regions
 * cost more, and reserved slots are billed by time. Source: cloud.google.com/bigquery/pricing, "on-demand compute
 * pricing", since 5 July 2023.
 */
export const ON_DEMAND_USD_PER_TIB = 6.25

const TIB = 2 ** 40
/** BigQuery bills at least so much for each table a query reads; told here once a query. */
const LEAST_BILLED = 10 * 2 ** 20

/** What reading so many bytes costs. Nothing read costs nothing. */
export function priceOf(
  bytes: number,
  usdPerTib = ON_DEMAND_USD_PER_TIB,
): Pick<Estimate, 'cost' | 'costUnit' | 'source'> {
  const billed = bytes === 0 ? 0 : Math.max(bytes, LEAST_BILLED)
  const price = usdPerTib === ON_DEMAND_USD_PER_TIB ? 'on-demand price of the US' : 'price of this source'
  return {
    cost: (billed / TIB) * usdPerTib,
    costUnit: 'USD',
    source: `BigQuery dry run, ${usdPerTib} USD per TiB (${price})`,
  }
}
