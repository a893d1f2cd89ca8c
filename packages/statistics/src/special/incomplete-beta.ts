import { deviance, logBeta, stirlingTail } from './gamma.ts'
import { invertTails, type Tails } from './invert-tails.ts'

const TINY = 1e-300

/**
 * Regularised incomplete beta function: `lower` = Iₓ(a, b), `upper` = 1 − Iₓ, both with relative accuracy
 * (about 1e-13 while normal doubles). a, b > 0; x in [0, 1]; y = 1 − x may be given where it is known more exactly.
 * NaN elsewhere. (Continued fraction of DLMF 8.17.22; power series 8.17.7 for small shapes.)
 */
export function incompleteBeta(a: number, b: number, x: number, y = 1 - x): Tails {
  if (!(a > 0 && b > 0 && a < Infinity && b < Infinity && x >= 0 && y >= 0))
    return { lower: Number.NaN, upper: Number.NaN }
  if (x === 0) return { lower: 0, upper: 1 }
  if (y === 0) return { lower: 1, upper: 0 }
  if (x > (a + 1) / (a + b + 2)) {
    const { lower, upper } = below(b, a, y, x)
    return { lower: upper, upper: lower }
  }
  return below(a, b, x, y)
}

function below(a: number, b: number, x: number, y: number): Tails {
  const lower =
    b * x <= 0.7 && a + b < 100 ? powerSeries(a, b, x) : (betaPower(a, b, x, y) / a) * fraction(a, b, [x, y])
  return { lower, upper: 1 - lower }
}

/** xᵃ yᵇ / B(a, b), after Loader (2000): no cancellation for large shapes. */
export function betaPower(a: number, b: number, x: number, y: number): number {
  if (x === 0 || y === 0) return 0
  if (Math.min(a, b) < 5) return Math.exp(a * logOf(x, y) + b * logOf(y, x) - logBeta(a, b))
  const n = a + b
  const drift = b * x - a * y
  const corrections = stirlingTail(n) - stirlingTail(a) - stirlingTail(b)
  const exponent = corrections - deviance(a, n * x, drift) - deviance(b, n * y, -drift)
  return Math.exp(exponent) * Math.sqrt((a / n) * (b / (2 * Math.PI)))
}

/** ln x, given 1 − x to full accuracy too. */
const logOf = (x: number, rest: number): number => (x < 0.5 ? Math.log(x) : Math.log1p(-rest))

/** xᵃ/(a B) · (1 + a Σ (1−b)…(n−b) xⁿ / (n! (a + n))). */
function powerSeries(a: number, b: number, x: number): number {
  let term = 1
  let sum = 0
  for (let n = 1; n < 1000; n++) {
    term *= ((n - b) / n) * x
    const part = term / (a + n)
    sum += part
    if (Math.abs(part) < 1e-17 * Math.abs(sum + 1 / a)) break
  }
  return Math.exp(a * Math.log(x) - logBeta(a, b)) * (1 / a + sum)
}

/**
 * a · the even part of the continued fraction of DLMF 8.17.22 by Lentz's method; its terms hold ay − bx, so nothing
 * cancels when x is near 1 and a is large (DiDonato and Morris, 1992).
 */
function fraction(a: number, b: number, [x, y]: readonly [number, number]): number {
  const lambda = a * y - b * x
  let value = (a * (lambda + 1)) / (a + 1) || TINY
  let c = value
  let d = 0
  for (let m = 1; m < 1_000_000; m++) {
    const last = a + 2 * m - 1
    const numerator = ((a + m - 1) / last) * ((a + b + m - 1) / last) * m * (b - m) * x * x
    const denominator = m + (m * (b - m) * x) / last + ((a + m) * (lambda + 1 + m * (1 + y))) / (last + 2)
    d = 1 / (denominator + numerator * d || TINY)
    c = denominator + numerator / c || TINY
    const factor = c * d
    value *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return a / value
}

/**
 * The point with Iₓ(a, b) = lower, as `{x, y}` with y = 1 − x to full relative accuracy of each.
 * Give the smaller of the two tails exactly.
 */
export function incompleteBetaInverse(a: number, b: number, wanted: Tails): { x: number; y: number } {
  if (!(a > 0 && b > 0) || Number.isNaN(wanted.lower) || Number.isNaN(wanted.upper))
    return { x: Number.NaN, y: Number.NaN }
  if (wanted.lower === 0) return { x: 0, y: 1 }
  if (wanted.upper === 0) return { x: 1, y: 0 }
  const logit = invertTails(wanted, Math.log(a / b), (u) => {
    const { x, y } = fromLogit(u)
    return { ...incompleteBeta(a, b, x, y), density: betaPower(a, b, x, y) }
  })
  return fromLogit(logit)
}

const fromLogit = (u: number): { x: number; y: number } => ({
  x: 1 / (1 + Math.exp(-u)),
  y: 1 / (1 + Math.exp(u)),
})
