import type { Estimate } from '@numize/semantic'

/** An estimate for people: `1,200,000 rows, 3.5 GB, 0.02 USD (BigQuery dry run)`. */
export function estimateInWords({ rows, bytes, cost, costUnit, source }: Estimate): string {
  const known = [
    rows === null ? null : figureInWords('rows', rows, costUnit),
    bytes === null ? null : figureInWords('bytes', bytes, costUnit),
    cost === null ? null : figureInWords('cost', cost, costUnit),
  ].filter((part) => part !== null)
  return `${known.length === 0 ? 'nothing is known' : known.join(', ')} (${source})`
}

/** One figure with its unit, to three digits. */
export function figureInWords(
  figure: 'rows' | 'bytes' | 'cost',
  value: number,
  costUnit: string | null,
): string {
  if (figure === 'rows') return `${rounded(value)} ${value === 1 ? 'row' : 'rows'}`
  if (figure === 'cost') return `${rounded(value)} ${costUnit ?? ''}`.trim()
  const power = Math.min(UNITS.length - 1, value < 1 ? 0 : Math.floor(Math.log10(value) / 3))
  return `${rounded(value / 1000 ** power)} ${UNITS[power]}`
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB']
const rounded = (value: number): string =>
  value.toLocaleString('en-US', value < 1000 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 })
