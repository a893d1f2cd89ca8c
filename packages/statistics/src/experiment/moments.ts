import { type AdjustedRatioTotals, type Arm, covarianceOf, meanOf, type Totals, varianceOf } from './arm.ts'

/**
 * An arm as a vector of component means with the covariance of one unit, and the statistic as a function of them.
 * Components: mean [x]; ratio [m, d]; adjusted [after, before]; adjusted ratio [m, d, m before, d before].
 */
export interface Moments {
  readonly n: number
  readonly means: readonly number[]
  readonly covariance: readonly (readonly number[])[]
  /** The statistic compared (less θ times the one before, where adjusted). */
  readonly value: number
  /** The statistic without adjustment: what a relative effect is relative to. */
  readonly plain: number
  /** What stands for `value` where the derivative of a relative effect needs it: unadjusted for adjusted means. */
  readonly level: number
  /** Derivatives of `value` and `plain` by the means. */
  readonly gradient: readonly number[]
  readonly plainGradient: readonly number[]
  /** Variance of one unit's contribution to `value`. */
  readonly variance: number
}

/** θ of CUPED for both arms together; null where the arms are not adjusted or nothing varies. */
export function pooledTheta(control: Arm, treatment: Arm): number | null {
  if (control.kind === 'adjusted' && treatment.kind === 'adjusted') {
    const after = pool(control.after, treatment.after)
    const before = pool(control.before, treatment.before)
    if (varianceOf(after) === 0 || varianceOf(before) === 0) return null
    const products = control.products + treatment.products
    return covarianceOf(after.n, after, before, products) / varianceOf(before) || null
  }
  if (control.kind === 'adjustedRatio' && treatment.kind === 'adjustedRatio') {
    const arms = [control, treatment].map(adjustmentMoments)
    const varianceBefore = arms.reduce((sum, arm) => sum + arm.varianceBefore, 0)
    const theta = arms.reduce((sum, arm) => sum + arm.covariance, 0) / varianceBefore
    return Math.abs(theta) >= 1e-8 ? theta : null
  }
  return null
}

/** Sums of two arms; shares stay shares. */
const pool = (a: Totals, b: Totals): Totals => ({
  kind: a.kind === 'share' && b.kind === 'share' ? 'share' : 'mean',
  n: a.n + b.n,
  sum: a.sum + b.sum,
  sumSquares: a.sumSquares + b.sumSquares,
})

/** Moments of an arm under a θ (null: no adjustment). */
export function momentsOf(arm: Arm, theta: number | null): Moments {
  switch (arm.kind) {
    case 'mean':
    case 'share':
      return linear(arm.n, [meanOf(arm)], [[varianceOf(arm)]], [1])
    case 'quantile':
      return linear(arm.n, [arm.value], [[quantileVariance(arm)]], [1])
    case 'ratio':
      return ratio(arm.n, [meanOf(arm.numerator), meanOf(arm.denominator)], ratioCovariance(arm))
    case 'adjusted': {
      if (theta === null) return momentsOf(arm.after, null)
      const shared = covarianceOf(arm.n, arm.after, arm.before, arm.products)
      const covariance = [
        [varianceOf(arm.after), shared],
        [shared, varianceOf(arm.before)],
      ]
      const moments = linear(arm.n, [meanOf(arm.after), meanOf(arm.before)], covariance, [1, -theta])
      const plain = meanOf(arm.after)
      return { ...moments, plain, level: plain, plainGradient: [1, 0] }
    }
    case 'adjustedRatio':
      return theta === null ? momentsOf(arm.after, null) : adjustedRatio(arm, theta)
  }
}

function linear(
  n: number,
  means: readonly number[],
  covariance: readonly (readonly number[])[],
  gradient: readonly number[],
): Moments {
  const value = dot(gradient, means)
  const variance = quadratic(gradient, covariance)
  return {
    n,
    means,
    covariance,
    value,
    plain: value,
    level: value,
    gradient,
    plainGradient: gradient,
    variance,
  }
}

/** Delta method for m/d (Deng et al., 2018, eq. 4). A zero denominator gives value and variance 0. */
function ratio(
  n: number,
  means: readonly [number, number],
  covariance: readonly (readonly number[])[],
): Moments {
  const gradient = ratioGradient(...means)
  const value = means[1] === 0 ? 0 : means[0] / means[1]
  const variance = n <= 1 ? 0 : quadratic(gradient, covariance)
  return {
    n,
    means,
    covariance,
    value,
    plain: value,
    level: value,
    gradient,
    plainGradient: gradient,
    variance,
  }
}

const ratioGradient = (m: number, d: number): [number, number] => (d === 0 ? [0, 0] : [1 / d, -m / (d * d)])

function ratioCovariance({
  n,
  numerator,
  denominator,
  products,
}: Extract<Arm, { kind: 'ratio' }>): number[][] {
  const shared = covarianceOf(n, numerator, denominator, products)
  return [
    [varianceOf(numerator), shared],
    [shared, varianceOf(denominator)],
  ]
}

function adjustedRatio(arm: AdjustedRatioTotals, theta: number): Moments {
  const { means, covariance } = adjustedRatioComponents(arm)
  const [m, d, m0, d0] = means
  const after = ratioGradient(m, d)
  const before = ratioGradient(m0, d0)
  const usable = d !== 0 && d0 !== 0
  const gradient = usable ? [...after, -theta * before[0], -theta * before[1]] : [0, 0, 0, 0]
  const value = usable ? m / d - theta * (m0 / d0) : 0
  return {
    n: arm.n,
    means,
    covariance,
    value,
    level: value,
    plain: d === 0 ? 0 : m / d,
    gradient,
    plainGradient: [...after, 0, 0],
    variance: quadratic(gradient, covariance),
  }
}

export function adjustedRatioComponents(arm: AdjustedRatioTotals): {
  means: [number, number, number, number]
  covariance: number[][]
} {
  const { n, after, before } = arm
  const parts = [after.numerator, after.denominator, before.numerator, before.denominator]
  const products: Readonly<Record<string, number>> = {
    '0,1': after.products,
    '0,2': arm.numerators,
    '0,3': arm.numeratorAfterDenominatorBefore,
    '1,2': arm.denominatorAfterNumeratorBefore,
    '1,3': arm.denominators,
    '2,3': before.products,
  }
  const covariance = parts.map((a, i) =>
    parts.map((b, j) =>
      i === j ? varianceOf(a) : covarianceOf(n, a, b, products[`${Math.min(i, j)},${Math.max(i, j)}`] ?? 0),
    ),
  )
  return { means: parts.map(meanOf) as [number, number, number, number], covariance }
}

/** Variance of the ratio before, and its covariance with the ratio after. */
function adjustmentMoments(arm: AdjustedRatioTotals): { varianceBefore: number; covariance: number } {
  const { means, covariance } = adjustedRatioComponents(arm)
  const after = [...ratioGradient(means[0], means[1]), 0, 0]
  const before = [0, 0, ...ratioGradient(means[2], means[3])]
  return { varianceBefore: quadratic(before, covariance), covariance: bilinear(after, covariance, before) }
}

const Z_975 = 1.959963984540054

/** From the width of the interval; for clustered events times how much clusters raise the variance of the share below. */
function quantileVariance({
  n,
  boundsN,
  low,
  high,
  level,
  clusters,
}: Extract<Arm, { kind: 'quantile' }>): number {
  if (n <= 1) return 0
  const independent = (boundsN / n) * (n - 1) * ((high - low) / (2 * Z_975)) ** 2
  const raised = clusters ? (clusterVariance(clusters) * n) / (level * (1 - level)) : 1
  const variance = independent * raised
  return n < 100 ? variance : Math.max(variance, 1e-5)
}

/** Variance of the ratio Σ below / Σ all over the clusters. */
function clusterVariance({
  below,
  all,
  products,
}: NonNullable<Extract<Arm, { kind: 'quantile' }>['clusters']>): number {
  if (below.n <= 1 || all.sum <= 0) return 0
  const gradient = ratioGradient(meanOf(below), meanOf(all))
  const covariance = ratioCovariance({
    kind: 'ratio',
    n: below.n,
    numerator: below,
    denominator: all,
    products,
  })
  return quadratic(gradient, covariance) / below.n
}

/** Whether the arm's quantile can be told at all: enough events on both sides of it. */
export function quantileIsKnown(arm: Extract<Arm, { kind: 'quantile' }>): boolean {
  const odds = arm.level / (1 - arm.level)
  if (arm.n <= Z_975 ** 2 * Math.max(odds, 1 / odds)) return false
  return arm.high > arm.low || arm.n >= 1000
}

export function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** aᵀ M b. */
export const bilinear = (
  a: readonly number[],
  m: readonly (readonly number[])[],
  b: readonly number[],
): number =>
  dot(
    a,
    m.map((row) => dot(row, b)),
  )

export const quadratic = (a: readonly number[], m: readonly (readonly number[])[]): number =>
  bilinear(a, m, a)
