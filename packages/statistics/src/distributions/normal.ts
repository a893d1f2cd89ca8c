import { demandNumber, demandPositive } from '../errors.ts'
import { erfc, erfcInverse, erfcx, expMinusSquare } from '../special/erf.ts'
import { checked, type Distribution } from './distribution.ts'

const SQRT_TWO = Math.SQRT2
const SQRT_TWO_PI = 2.5066282746310002

/** Normal distribution. @throws statistics/domain unless the mean is finite and the standard deviation positive. */
export function normal(mean = 0, sd = 1): Distribution {
  demandNumber('normal', 'mean', mean)
  demandPositive('normal', 'sd', sd)
  const z = (x: number): number => (x - mean) / sd
  return checked('normal', {
    density: (x) => normalDensity(z(x)) / sd,
    cdf: (x) => normalCdf(z(x)),
    survival: (x) => normalCdf(-z(x)),
    quantile: (p) => mean + sd * normalQuantile(p),
    upperQuantile: (q) => mean - sd * normalQuantile(q),
    mean,
    variance: sd * sd,
  })
}

/** Standard normal density φ(z). NaN gives NaN. */
export const normalDensity = (z: number): number =>
  Math.abs(z) > 39 ? 0 : expMinusSquare(z / SQRT_TWO) / SQRT_TWO_PI

/** Standard normal Φ(z); relative error below 1e-13 down to the smallest normal double. NaN gives NaN. */
export const normalCdf = (z: number): number => erfc(-z / SQRT_TWO) / 2

/** Standard normal quantile Φ⁻¹(p); ±Infinity at 0 and 1, NaN outside [0, 1]. */
export const normalQuantile = (p: number): number => 0 - SQRT_TWO * erfcInverse(2 * p)

/** ln Φ(z), finite for every finite z. NaN gives NaN. */
export function logNormalCdf(z: number): number {
  if (z > -1) return Math.log1p(-erfc(z / SQRT_TWO) / 2)
  return Math.log(erfcx(-z / SQRT_TWO) / 2) - (z * z) / 2
}

/**
 * Mean of a normal variable given that it lies in [low, high] (either may be infinite). Uses scaled tails, so it stays
 * exact where the interval has almost no probability. NaN for NaN or low > high.
 */
export function truncatedNormalMean(mean: number, sd: number, low: number, high: number): number {
  const a = (low - mean) / sd
  const b = (high - mean) / sd
  if (Number.isNaN(a) || Number.isNaN(b) || a > b) return Number.NaN
  if (a === b) return low
  if (b <= 0 || (a < 0 && -a > b)) return mean - sd * hazardBetween(-b, -a)
  return mean + sd * hazardBetween(a, b)
}

/** (φ(a) − φ(b)) / (Φ(b) − Φ(a)) for a < b with a + b ≥ 0. */
function hazardBetween(a: number, b: number): number {
  if (a < 0) {
    const mass = 1 - erfc(-a / SQRT_TWO) / 2 - erfc(b / SQRT_TWO) / 2
    return (normalDensity(a) - normalDensity(b)) / mass
  }
  if (b === Infinity) return scaledHazard(erfcx(a / SQRT_TWO))
  const gap = Math.exp(((a - b) * (a + b)) / 2)
  const mass = erfcx(a / SQRT_TWO) - gap * erfcx(b / SQRT_TWO)
  return mass > 0 ? (1 - gap) * scaledHazard(mass) : (a + b) / 2
}

const scaledHazard = (scaledMass: number): number => 2 / (SQRT_TWO_PI * scaledMass)
