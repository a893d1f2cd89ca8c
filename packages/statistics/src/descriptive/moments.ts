/**
 * Running count, mean and central sums up to the fourth power (Welford, 1962; Pébay, 2008). Two of them merge into
 * what all values together would have given. NaN and infinite values are counted in `skipped`, never taken in.
 */
export interface Moments {
  readonly n: number
  readonly mean: number
  readonly m2: number
  readonly m3: number
  readonly m4: number
  readonly min: number
  readonly max: number
  readonly skipped: number
}

export const noMoments: Moments = {
  n: 0,
  mean: 0,
  m2: 0,
  m3: 0,
  m4: 0,
  min: Infinity,
  max: -Infinity,
  skipped: 0,
}

/** Moments of a list, in one pass. */
export function momentsOfValues(values: Iterable<number>): Moments {
  let [n, mean, m2, m3, m4, min, max, skipped] = [0, 0, 0, 0, 0, Infinity, -Infinity, 0]
  for (const value of values) {
    if (!Number.isFinite(value)) {
      skipped++
      continue
    }
    const before = n++
    const delta = value - mean
    const step = delta / n
    const term = delta * step * before
    mean += step
    m4 += term * step * step * (n * n - 3 * n + 3) + 6 * step * step * m2 - 4 * step * m3
    m3 += term * step * (n - 2) - 3 * step * m2
    m2 += term
    if (value < min) min = value
    if (value > max) max = value
  }
  return { n, mean, m2, m3, m4, min, max, skipped }
}

/** Moments of both lists together. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const n = a.n + b.n
  const skipped = a.skipped + b.skipped
  if (a.n === 0 || b.n === 0) return { ...(a.n === 0 ? b : a), skipped }
  const delta = b.mean - a.mean
  const d = delta / n
  const product = a.n * b.n
  return {
    n,
    mean: a.mean + b.n * d,
    m2: a.m2 + b.m2 + delta * d * product,
    m3: a.m3 + b.m3 + delta * d * d * product * (a.n - b.n) + 3 * d * (a.n * b.m2 - b.n * a.m2),
    m4:
      a.m4 +
      b.m4 +
      delta * d ** 3 * product * (a.n * a.n - product + b.n * b.n) +
      6 * d * d * (a.n * a.n * b.m2 + b.n * b.n * a.m2) +
      4 * d * (a.n * b.m3 - b.n * a.m3),
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    skipped,
  }
}

/** Sample variance (n − 1); null with fewer than two values. */
export const varianceOfMoments = ({ n, m2 }: Moments): number | null => (n < 2 ? null : m2 / (n - 1))

/** Skewness g₁; null where nothing varies. */
export const skewness = ({ n, m2, m3 }: Moments): number | null =>
  n < 2 || m2 === 0 ? null : (Math.sqrt(n) * m3) / m2 ** 1.5

/** Excess kurtosis g₂ (0 for the normal distribution); null where nothing varies. */
export const excessKurtosis = ({ n, m2, m4 }: Moments): number | null =>
  n < 2 || m2 === 0 ? null : (n * m4) / (m2 * m2) - 3
