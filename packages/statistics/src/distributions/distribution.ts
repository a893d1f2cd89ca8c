import { demandNumber, demandShare } from '../errors.ts'

/**
 * One probability distribution. Points outside the support are fine (density 0, cdf 0 or 1); NaN throws
 * `statistics/domain`, as does a probability outside [0, 1]. `survival` and `upperQuantile` keep relative accuracy
 * in the upper tail, where 1 − cdf has no digits left.
 */
export interface Distribution {
  /** Probability density (or mass, for discrete distributions). */
  readonly density: (x: number) => number
  /** P(X ≤ x). */
  readonly cdf: (x: number) => number
  /** P(X > x). */
  readonly survival: (x: number) => number
  /** The smallest x with cdf(x) ≥ p. */
  readonly quantile: (p: number) => number
  /** The smallest x with survival(x) ≤ q. */
  readonly upperQuantile: (q: number) => number
  /** NaN where it does not exist (Student's t with df ≤ 1). */
  readonly mean: number
  /** NaN or Infinity where it does not exist. */
  readonly variance: number
}

/** Adds the checks every distribution shares. */
export function checked(name: string, distribution: Distribution): Distribution {
  const point = (f: (x: number) => number) => (x: number) => {
    demandNumber(name, 'x', x)
    return f(x)
  }
  const share = (f: (p: number) => number) => (p: number) => {
    demandShare(name, 'the probability', p)
    return f(p)
  }
  return {
    density: point(distribution.density),
    cdf: point(distribution.cdf),
    survival: point(distribution.survival),
    quantile: share(distribution.quantile),
    upperQuantile: share(distribution.upperQuantile),
    mean: distribution.mean,
    variance: distribution.variance,
  }
}
