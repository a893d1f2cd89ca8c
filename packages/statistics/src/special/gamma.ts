import { stirlingSeries, zetaMinusOne } from './coefficients.ts'

const EULER = 0.5772156649015329
const LOG_SQRT_TWO_PI = 0.9189385332046728

/**
 * Γ(x); factorials up to 22! are exact. NaN at 0 and the negative integers, Infinity above 171.62.
 * Relative error below 1e-14. (Taylor series around 2, DLMF 5.7.3; Stirling, 5.11.3; reflection, 5.5.3.)
 */
export function gamma(x: number): number {
  if (Number.isNaN(x) || (x <= 0 && Number.isInteger(x))) return Number.NaN
  if (x < 0.5) return Math.PI / (sinPi(x) * gamma(1 - x))
  if (x > 171.7) return Infinity
  if (x > 23) {
    const half = x ** (0.5 * x - 0.25)
    return half * Math.exp(-x + LOG_SQRT_TWO_PI + stirlingTail(x)) * half
  }
  let product = 1
  let shifted = x
  while (shifted > 2.5) product *= --shifted
  while (shifted < 1.5) product /= shifted++
  return product * Math.exp(logGammaAroundTwo(shifted - 2))
}

/**
 * ln |Γ(x)|. Infinity at 0 and the negative integers and at ±Infinity. Relative error below 1e-14 for x > 0, also
 * beside its zeros at 1 and 2; for x < 0 the absolute error is of that size.
 */
export function logGamma(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  if (Math.abs(x) === Infinity || (x <= 0 && Number.isInteger(x))) return Infinity
  if (x < 0) return Math.log(Math.PI / Math.abs(sinPi(x))) - logGamma(1 - x)
  if (x < 0.5) return logGammaAroundOne(x) - Math.log(x)
  if (x < 1.5) return logGammaAroundOne(x - 1)
  if (x <= 2.5) return logGammaAroundTwo(x - 2)
  if (x > 10) return (x - 0.5) * Math.log(x) - x + LOG_SQRT_TWO_PI + stirlingTail(x)
  let product = 1
  let shifted = x
  while (shifted > 2.5) product *= --shifted
  return Math.log(product) + logGammaAroundTwo(shifted - 2)
}

/** ln Γ(1 + t) for −½ ≤ t ≤ ½, with relative accuracy at 0. */
export const logGammaAroundOne = (t: number): number => logGammaAroundTwo(t) - Math.log1p(t)

/** ln Γ(2 + t) for |t| ≤ ½ = (1 − γ)t + Σ (−1)ᵏ (ζ(k) − 1) tᵏ / k. */
function logGammaAroundTwo(t: number): number {
  let sum = 0
  let power = t
  for (let k = 2; k < zetaMinusOne.length + 2; k++) {
    power *= -t
    const term = (-power * zetaMinusOne[k - 2]!) / k
    sum += term
    if (Math.abs(term) < 1e-18 * Math.abs(t)) break
  }
  return (1 - EULER) * t + sum
}

/** ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π), the error of Stirling's formula, for x > 0. */
export function stirlingTail(x: number): number {
  if (x < 10) return logGamma(x) - ((x - 0.5) * Math.log(x) - x + LOG_SQRT_TWO_PI)
  const inverse = 1 / x
  const square = inverse * inverse
  let sum = 0
  for (let k = stirlingSeries.length - 1; k >= 0; k--) sum = sum * square + stirlingSeries[k]!
  return sum * inverse
}

/** ln B(a, b) for a, b > 0, without cancellation for large arguments (DiDonato and Morris, 1992). NaN elsewhere. */
export function logBeta(a: number, b: number): number {
  if (!(a > 0 && b > 0)) return Number.NaN
  const small = Math.min(a, b)
  const large = Math.max(a, b)
  const shareLarge = -Math.log1p(small / large)
  if (large < 10) return Math.log(beta(a, b))
  const tail = stirlingTail(large) - stirlingTail(small + large)
  if (small < 10)
    return logGamma(small) + tail + small - small * Math.log(small + large) + (large - 0.5) * shareLarge
  const logShareSmall = Math.log(small / (small + large))
  return (
    LOG_SQRT_TWO_PI -
    0.5 * Math.log(large) +
    stirlingTail(small) +
    tail +
    (small - 0.5) * logShareSmall +
    large * shareLarge
  )
}

/** Beta function B(a, b) = Γ(a)Γ(b)/Γ(a + b) for a, b > 0; NaN elsewhere. Relative error below 1e-13. */
export function beta(a: number, b: number): number {
  if (!(a > 0 && b > 0)) return Number.NaN
  if (Math.max(a, b) >= 10) return Math.exp(logBeta(a, b))
  return (gamma(a + 1) * gamma(b + 1) * ((a + b) / (a * b))) / gamma(a + b + 1)
}

/** x − ln(1 + x) ≥ 0 for x > −1, with relative accuracy at 0. */
export function minusLog1p(x: number): number {
  if (x < -0.3 || x > 0.45) return x - Math.log1p(x)
  // ln(1+x) = 2 artanh(r), r = x / (2 + x); x = 2r / (1 − r)
  const r = x / (2 + x)
  const square = r * r
  let sum = 0
  let power = r * square
  for (let k = 3; k < 60; k += 2) {
    const term = power / k
    sum += term
    if (Math.abs(term) < 1e-18 * Math.abs(sum)) break
    power *= square
  }
  return r * x - 2 * sum
}

/** k ln(k / expected) + expected − k ≥ 0, where `drift` = expected − k exactly (bd0 of Loader, 2000). */
export function deviance(k: number, expected: number, drift: number): number {
  const relative = drift / k
  return Math.abs(relative) < 0.3 ? k * minusLog1p(relative) : drift - k * Math.log(expected / k)
}

/** sin(πx) exact at the integers and halves. */
function sinPi(x: number): number {
  const turn = x - 2 * Math.floor(x / 2)
  if (turn > 1) return -sinPi(turn - 1)
  return Math.sin(Math.PI * (turn > 0.5 ? 1 - turn : turn))
}
