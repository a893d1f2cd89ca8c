import { normalCdf, normalQuantile } from '../distributions/normal.ts'
import { demandPositive, demandShare } from '../errors.ts'

export interface PowerOptions {
  /** Standard deviation of one unit, the same in both arms; for a share p it is √(p(1 − p)). */
  readonly standardDeviation: number
  /** Share of units in the treatment, default ½. */
  readonly treatmentShare?: number
  readonly alpha?: number
}

/**
 * Chance that a two-sided test at alpha finds a difference of `effect` with `n` units in both arms together (normal
 * approximation; Chow, Shao, Wang, 2008, 3.2.1, both tails counted).
 */
export function powerOf(effect: number, n: number, options: PowerOptions): number {
  demandPositive('powerOf', 'n', n)
  const { alpha = 0.05 } = options
  const shift = Math.abs(effect) / standardErrorOf(n, options)
  const critical = -normalQuantile(alpha / 2)
  return normalCdf(shift - critical) + normalCdf(-shift - critical)
}

/** Units in both arms together for the given power; Infinity for no effect. */
export function unitsForPower(effect: number, power: number, options: PowerOptions): number {
  demandShare('unitsForPower', 'power', power)
  if (effect === 0) return Infinity
  const { alpha = 0.05 } = options
  const z = normalQuantile(1 - alpha / 2) + normalQuantile(power)
  let n = Math.max(2, Math.ceil((standardErrorOf(1, options) * z) ** 2 / effect ** 2))
  while (n > 2 && powerOf(effect, n - 1, options) >= power) n--
  return n
}

/** The smallest difference found with the given power. */
export function detectableEffect(n: number, power: number, options: PowerOptions): number {
  demandShare('detectableEffect', 'power', power)
  const { alpha = 0.05 } = options
  return standardErrorOf(n, options) * (normalQuantile(1 - alpha / 2) + normalQuantile(power))
}

function standardErrorOf(n: number, { standardDeviation, treatmentShare = 0.5 }: PowerOptions): number {
  demandPositive('powerOf', 'standardDeviation', standardDeviation)
  demandPositive('powerOf', 'treatmentShare · (1 − treatmentShare)', treatmentShare * (1 - treatmentShare))
  return standardDeviation / Math.sqrt(n * treatmentShare * (1 - treatmentShare))
}
