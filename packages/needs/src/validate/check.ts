/** Groups of checks, in the order they are told. */
export const CHECK_GROUPS = {
  schema: 'Schema and types',
  volume: 'Volumes',
  quality: 'Data quality',
  seasonality: 'Seasons and hours',
  taxonomy: 'Taxonomy',
  monetization: 'Monetization',
  trajectory: 'Trajectory',
  guardrails: 'Guardrails',
  reproducibility: 'Reproducibility',
  comms: 'Communications',
  themes: 'Theme mix',
  questions: 'Questions (NLQ)',
  correlation: 'Correlation with events',
  spend: 'Spend on language models',
  report: 'Report',
} as const
export type CheckGroup = keyof typeof CHECK_GROUPS

/** One gate: what was measured, what was expected. */
export interface Check {
  readonly group: CheckGroup
  readonly name: string
  readonly status: 'passed' | 'failed' | 'not_checked'
  /** In words; why it could not be checked where it was not. */
  readonly measured: string
  readonly expected: string
}

/** Either end may be open. */
export interface Band {
  readonly low?: number
  readonly high?: number
  readonly unit?: string
  /** Decimals that are shown; the comparison is exact. */
  readonly digits?: number
}

/** Is a number inside of a band, ends included? `null` and NaN are not. */
export function inBand(group: CheckGroup, name: string, value: number | null, band: Band): Check {
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = band
  const isMeasured = value !== null && !Number.isNaN(value)
  return {
    group,
    name,
    status: isMeasured && value >= low && value <= high ? 'passed' : 'failed',
    measured: isMeasured ? shown(value, band) : 'no rows to measure',
    expected: expectedOf(band),
  }
}

export const holds = (
  group: CheckGroup,
  name: string,
  ok: boolean,
  { measured, expected }: { measured: string; expected: string },
): Check => ({ group, name, status: ok ? 'passed' : 'failed', measured, expected })

export const notChecked = (group: CheckGroup, name: string, why: string): Check => ({
  group,
  name,
  status: 'not_checked',
  measured: `not checked: ${why}`,
  expected: '',
})

const shown = (value: number, { unit = '', digits = 2 }: Band): string =>
  `${value.toLocaleString('en-US', { maximumFractionDigits: digits })}${unit === '' || unit === '%' ? unit : ` ${unit}`}`

function expectedOf(band: Band): string {
  const { low, high } = band
  if (low !== undefined && low === high) return shown(low, band)
  if (low === undefined) return `at most ${shown(high ?? 0, band)}`
  if (high === undefined) return `at least ${shown(low, band)}`
  return `${shown(low, { ...band, unit: band.unit === '%' ? '%' : '' })} to ${shown(high, band)}`
}

/** 100 × part / whole; null of nothing. */
export const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : (100 * part) / whole
