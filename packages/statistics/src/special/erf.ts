import { erfcxSeries } from './coefficients.ts'

const TWO_OVER_SQRT_PI = 1.1283791670955126

/** Error function erf(x) = 2/√π ∫₀ˣ e^(−t²) dt. Relative error below 1e-15. NaN gives NaN. (DLMF 7.2.1, 7.6.1.) */
export function erf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  if (Math.abs(x) > 1) return x > 0 ? 1 - erfc(x) : erfc(-x) - 1
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (-x * x) / n
    sum += term / (2 * n + 1)
  }
  return TWO_OVER_SQRT_PI * sum
}

/** 1 − erf(x), without loss far in the upper tail (0 from x ≈ 27.2). Relative error below 1e-14. NaN gives NaN. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  if (x < 0.5) return x < -0.5 ? 2 - erfc(-x) : 1 - erf(x)
  return x > 27.3 ? 0 : expMinusSquare(x) * erfcx(x)
}

/**
 * Scaled complementary error function e^(x²) erfc(x); never underflows for x ≥ 0, infinite below x ≈ −26.6.
 * Relative error below 1e-15 for x ≥ 0. NaN gives NaN. (Shepherd and Laframboise, 1981, with longer series.)
 */
export function erfcx(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  if (x < 0) return x < -26.7 ? Infinity : 2 * Math.exp(x * x) - erfcx(-x)
  if (x > 1e8) return TWO_OVER_SQRT_PI / 2 / x
  const t = (x - 3.75) / (x + 3.75)
  return chebyshev(erfcxSeries, t) / (1 + 2 * x)
}

/** e^(−x²) with the square split, so that its rounding is not blown up by the exponential. */
export function expMinusSquare(x: number): number {
  const head = Math.trunc(x * 16) / 16
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head))
}

/** c₀/2 + Σ cₖTₖ(t) by Clenshaw's recurrence. */
function chebyshev(coefficients: readonly number[], t: number): number {
  let ahead = 0
  let further = 0
  for (let k = coefficients.length - 1; k > 0; k--) {
    const here = 2 * t * ahead - further + coefficients[k]!
    further = ahead
    ahead = here
  }
  return t * ahead - further + coefficients[0]! / 2
}

/** The x with erf(x) = y; ±Infinity at y = ±1, NaN outside [−1, 1] or for NaN. Relative error below 1e-15. */
export function erfInverse(y: number): number {
  if (!(Math.abs(y) <= 1)) return Number.NaN
  if (Math.abs(y) > 0.5) return y > 0 ? erfcInverse(1 - y) : -erfcInverse(1 + y)
  let x = y / TWO_OVER_SQRT_PI
  for (let step = 0; step < 3; step++) {
    const newton = (erf(x) - y) / (TWO_OVER_SQRT_PI * Math.exp(-x * x))
    x -= newton / (1 + x * newton)
  }
  return x
}

/** The x with erfc(x) = y for y in [0, 2]; Infinity at 0. Keeps relative accuracy down to the smallest double. */
export function erfcInverse(y: number): number {
  if (!(y >= 0 && y <= 2)) return Number.NaN
  if (y === 0) return Infinity
  if (y > 1) return y === 2 ? -Infinity : -erfcInverse(2 - y)
  if (y > 0.5) return erfInverse(1 - y)
  const log = Math.log(y)
  let x = Math.sqrt(Math.max(0.2, -log - 0.5 * Math.log(Math.max(1, -log * Math.PI))))
  for (let step = 0; step < 12; step++) {
    const scaled = erfcx(x)
    const gap = Math.log(scaled) - x * x - log
    const delta = (gap * scaled) / TWO_OVER_SQRT_PI
    x += delta
    if (Math.abs(delta) < 1e-10 * x) break
  }
  return x + ((Math.log(erfcx(x)) - x * x - log) * erfcx(x)) / TWO_OVER_SQRT_PI
}
