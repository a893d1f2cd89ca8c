import { demand, demandPositive, demandShare } from '../errors.ts'
import { deviance, stirlingTail } from '../special/gamma.ts'
import { betaPower, incompleteBeta } from '../special/incomplete-beta.ts'
import { gammaPower, incompleteGamma } from '../special/incomplete-gamma.ts'
import type { Tails } from '../special/invert-tails.ts'
import { checked, type Distribution } from './distribution.ts'
import { normalQuantile } from './normal.ts'

/** Binomial count of successes among `n` trials. @throws statistics/domain unless n is whole and ≥ 0, 0 ≤ p ≤ 1. */
export function binomial(n: number, p: number): Distribution {
  demand(Number.isInteger(n) && n >= 0, 'binomial', ['n', n], 'a whole number, 0 or more')
  demandShare('binomial', 'p', p)
  const tails = (x: number): Tails => {
    const k = Math.floor(x)
    if (k < 0) return { lower: 0, upper: 1 }
    if (k >= n) return { lower: 1, upper: 0 }
    const { lower, upper } = incompleteBeta(k + 1, n - k, p, 1 - p)
    return { lower: upper, upper: lower }
  }
  const mean = n * p
  const variance = n * p * (1 - p)
  return discrete('binomial', { tails, mass: (k) => binomialMass(n, k, p), mean, variance, last: n })
}

/** Poisson count with the given mean. @throws statistics/domain unless it is a finite number ≥ 0. */
export function poisson(mean: number): Distribution {
  demand(mean >= 0 && mean < Infinity, 'poisson', ['mean', mean], 'a finite number, 0 or more')
  const tails = (x: number): Tails => {
    if (x < 0) return { lower: 0, upper: 1 }
    if (x === Infinity) return { lower: 1, upper: 0 }
    const { lower, upper } = incompleteGamma(Math.floor(x) + 1, mean)
    return { lower: upper, upper: lower }
  }
  const mass = (k: number): number =>
    mean === 0 ? Number(k === 0) : k === 0 ? Math.exp(-mean) : gammaPower(k, mean)
  return discrete('poisson', { tails, mass, mean, variance: mean, last: Infinity })
}

/** Geometric number of failures before the first success. @throws statistics/domain unless 0 < p ≤ 1. */
export function geometric(p: number): Distribution {
  demand(p > 0 && p <= 1, 'geometric', ['p', p], 'above 0 and at most 1')
  const tails = (x: number): Tails => {
    if (x < 0) return { lower: 0, upper: 1 }
    const log = (Math.floor(x) + 1) * Math.log1p(-p)
    return { lower: -Math.expm1(log), upper: Math.exp(log) }
  }
  const mass = (k: number): number => p * Math.exp(k * Math.log1p(-p) || 0)
  return discrete('geometric', {
    tails,
    mass,
    mean: (1 - p) / p,
    variance: (1 - p) / (p * p),
    last: Infinity,
  })
}

/** Successes in `draws` without replacement from `total` things of which `marked` are successes. */
export function hypergeometricMass(total: number, marked: number, draws: number, k: number): number {
  for (const [name, value] of Object.entries({ total, marked, draws, k }))
    demand(
      Number.isInteger(value) && value >= 0,
      'hypergeometricMass',
      [name, value],
      'a whole number, 0 or more',
    )
  demandPositive('hypergeometricMass', 'total + 1', total + 1)
  if (k > marked || k > draws || draws - k > total - marked) return 0
  if (draws === 0 || draws === total) return 1
  const share = draws / total
  return (
    (binomialMass(marked, k, share) * binomialMass(total - marked, draws - k, share)) /
    binomialMass(total, draws, share)
  )
}

/** Saddle-point form of Loader (2000). */
function binomialMass(n: number, k: number, p: number): number {
  if (k < 0 || k > n || !Number.isInteger(k)) return 0
  if (p === 0 || p === 1) return Number(k === (p === 0 ? 0 : n))
  if (k === 0) return Math.exp(n * Math.log1p(-p))
  if (k === n) return Math.exp(n * Math.log(p))
  if (Math.min(k, n - k) >= 5) return binomialSaddle(n, k, p)
  return (betaPower(k, n - k, p, 1 - p) * n) / (k * (n - k))
}

function binomialSaddle(n: number, k: number, p: number): number {
  const rest = n - k
  const drift = rest * p - k * (1 - p)
  const exponent = deviance(k, n * p, drift) + deviance(rest, n * (1 - p), -drift)
  const corrections = stirlingTail(n) - stirlingTail(k) - stirlingTail(rest)
  return Math.exp(corrections - exponent) * Math.sqrt(n / (2 * Math.PI * k) / rest)
}

interface Discrete {
  readonly tails: (x: number) => Tails
  readonly mass: (k: number) => number
  readonly mean: number
  readonly variance: number
  /** The largest value with any probability. */
  readonly last: number
}

function discrete(name: string, { tails, mass, mean, variance, last }: Discrete): Distribution {
  const search = (enough: (k: number) => boolean, start: number): number => {
    let high = Math.min(last, Math.max(0, Math.ceil(start)))
    let step = 1
    while (high < last && !enough(high)) high = Math.min(last, high + (step *= 2))
    let low = high
    step = 1
    while (low >= 0 && enough(low)) low -= step *= 2
    low = Math.max(-1, low)
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (enough(middle)) high = middle
      else low = middle
    }
    return high
  }
  const near = (z: number): number => (Number.isFinite(z) ? mean + z * Math.sqrt(variance) : mean)
  return checked(name, {
    density: (x) => (Number.isInteger(x) && x >= 0 ? mass(x) : 0),
    cdf: (x) => tails(x).lower,
    survival: (x) => tails(x).upper,
    quantile: (p) => (p === 1 ? last : search((k) => tails(k).lower >= p, near(normalQuantile(p)))),
    upperQuantile: (q) => (q === 0 ? last : search((k) => tails(k).upper <= q, near(-normalQuantile(q)))),
    mean,
    variance,
  })
}
