import { temmeSeries } from './coefficients.ts'
import { erfcx } from './erf.ts'
import { deviance, logGamma, minusLog1p, stirlingTail } from './gamma.ts'
import { invertTails, type Tails } from './invert-tails.ts'

const TINY = 1e-300

/**
 * Regularised incomplete gamma functions: `lower` = P(a, x) and `upper` = Q(a, x) = 1 − P, both with relative accuracy
 * (about 1e-13 while the value is a normal double). a > 0, x ≥ 0; NaN elsewhere.
 * Series and continued fraction (DLMF 8.7.1, 8.9.2), Temme's uniform expansion (8.12) for a > 20 near x = a.
 */
export function incompleteGamma(a: number, x: number): Tails {
  if (!(a > 0 && a < Infinity && x >= 0)) return { lower: Number.NaN, upper: Number.NaN }
  if (x === 0) return { lower: 0, upper: 1 }
  if (x === Infinity) return { lower: 1, upper: 0 }
  if (a > 20 && Math.abs(x - a) < 0.4 * a) return temme(a, x)
  if (x < 1 && a < 0.5) return smallShape(a, x)
  if (x < a + 1) {
    const lower = gammaPower(a, x) * lowerSeries(a, x)
    return { lower, upper: 1 - lower }
  }
  const upper = gammaPower(a, x) * a * upperFraction(a, x)
  return { lower: 1 - upper, upper }
}

/** xᵃ e^(−x) / Γ(a + 1), by the saddle-point form of Loader (2000) where the plain one loses digits. */
export function gammaPower(a: number, x: number): number {
  if (x === 0) return 0
  if (a < 10) return Math.exp(a * Math.log(x) - x - logGamma(a + 1))
  return Math.exp(-deviance(a, x, x - a) - stirlingTail(a)) / Math.sqrt(2 * Math.PI * a)
}

/** Σ xⁿ / ((a+1)…(a+n)). */
function lowerSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; n < 100_000; n++) {
    term *= x / (a + n)
    sum += term
    if (term < 1e-17 * sum) break
  }
  return sum
}

/** Γ(a, x) eˣ x^(−a) by Lentz's method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let value = d
  for (let n = 1; n < 100_000; n++) {
    const an = -n * (n - a)
    b += 2
    d = 1 / (an * d + b || TINY)
    c = b + an / c || TINY
    const factor = c * d
    value *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return value
}

/** Q = 1 − x^a/Γ(a+1) · (1 + a Σ …), arranged so that neither tail cancels for small a. */
function smallShape(a: number, x: number): Tails {
  let term = 1
  let sum = 0
  for (let n = 1; n < 200; n++) {
    term *= -x / n
    sum += term / (a + n)
    if (Math.abs(term) < 1e-18) break
  }
  const logFactor = a * Math.log(x) - logGamma(a + 1)
  const lower = Math.exp(logFactor) * (1 + a * sum)
  const upper = -Math.expm1(logFactor) - Math.exp(logFactor) * a * sum
  return { lower, upper }
}

function temme(a: number, x: number): Tails {
  const mu = (x - a) / a
  const halfSquare = minusLog1p(mu)
  const eta = Math.sign(mu) * Math.sqrt(2 * halfSquare)
  let sum = 0
  for (let k = temmeSeries.length - 1; k >= 0; k--) {
    const row = temmeSeries[k]!
    let value = 0
    for (let n = row.length - 1; n >= 0; n--) value = value * eta + row[n]!
    sum = sum / a + value
  }
  const remainder = sum / Math.sqrt(2 * Math.PI * a)
  const decay = Math.exp(-a * halfSquare)
  const tail = 0.5 * erfcx(Math.sqrt(a * halfSquare))
  if (mu >= 0) {
    const upper = decay * (tail + remainder)
    return { lower: 1 - upper, upper }
  }
  const lower = decay * (tail - remainder)
  return { lower, upper: 1 - lower }
}

/**
 * The x with P(a, x) = p and Q(a, x) = q, where p + q = 1; the smaller one decides, so give that one exactly.
 * 0 at p = 0, Infinity at q = 0. Relative error near 1e-14 wherever the value does not underflow.
 */
export function incompleteGammaInverse(a: number, { lower, upper }: Tails): number {
  if (!(a > 0) || Number.isNaN(lower) || Number.isNaN(upper)) return Number.NaN
  if (lower === 0) return 0
  if (upper === 0) return Infinity
  const fromLeft = Math.exp((Math.log(lower) + logGamma(a + 1)) / a)
  if (fromLeft < 1e-280) return fromLeft
  return Math.exp(
    invertTails({ lower, upper }, Math.log(a > 1 ? a : Math.max(fromLeft, 1e-3)), (u) => {
      const x = Math.exp(u)
      const tails = incompleteGamma(a, x)
      return { ...tails, density: a * gammaPower(a, x) }
    }),
  )
}
