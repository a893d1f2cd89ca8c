import { chiSquare } from '../distributions/gamma-family.ts'
import { demand } from '../errors.ts'

export interface SampleRatio {
  /** Probability of a split at least this uneven if the assignment works. */
  readonly pValue: number
  /** True below the threshold: the experiment's numbers are not to be believed. */
  readonly mismatch: boolean
}

/**
 * Chi-square check that units fell to the variants in the planned proportion (Fabijan et al., 2019). Variants with
 * weight 0 are left out of the sum. No units at all: p = 1. `threshold` defaults to 0.001.
 * @throws statistics/domain for lists of different lengths or negative numbers.
 */
export function checkSampleRatio(
  units: readonly number[],
  weights: readonly number[],
  threshold = 0.001,
): SampleRatio {
  demand(
    units.length === weights.length,
    'checkSampleRatio',
    ['weights', weights.length],
    `of length ${units.length}`,
  )
  for (const value of [...units, ...weights])
    demand(value >= 0, 'checkSampleRatio', ['a count or weight', value], '0 or more')
  const total = units.reduce((sum, n) => sum + n, 0)
  const weight = weights.reduce((sum, w) => sum + w, 0)
  if (total === 0 || weight === 0 || units.length < 2) return { pValue: 1, mismatch: false }
  let statistic = 0
  for (const [at, n] of units.entries()) {
    const expected = (weights[at]! / weight) * total
    if (expected > 0) statistic += (n - expected) ** 2 / expected
  }
  const pValue = chiSquare(units.length - 1).survival(statistic)
  return { pValue, mismatch: pValue < threshold }
}
