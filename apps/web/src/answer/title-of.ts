import { formatUnit } from '@numize/blocks'
import type { Result } from '@numize/semantic'

/** `Card spend (USD) by Month, Merchant sector`; the bounds of a forecast belong to its first figure. */
export function titleOf({ columns }: Result, isForecast = false): string {
  const all = columns.filter(({ role }) => role === 'metric').map(formatUnit)
  const figures = isForecast ? [`${all[0] ?? ''}, known and forecast,`] : all
  const groups = columns
    .filter(({ role }) => role === 'time' || role === 'dimension' || role === 'entity')
    .map(({ label }) => label)
  return [figures.join(', '), groups.join(', ')].filter((words) => words !== '').join(' by ')
}
