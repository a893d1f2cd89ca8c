import { demandPositive } from '../errors.ts'
import { betaPower, incompleteBeta, incompleteBetaInverse } from '../special/incomplete-beta.ts'
import { checked, type Distribution } from './distribution.ts'

/** Beta distribution on [0, 1]. @throws statistics/domain unless both shapes are positive. */
export function betaDistribution(a: number, b: number): Distribution {
  demandPositive('betaDistribution', 'a', a)
  demandPositive('betaDistribution', 'b', b)
  const tails = (x: number) => incompleteBeta(a, b, Math.min(1, Math.max(0, x)))
  return checked('betaDistribution', {
    density: (x) => betaDensity(a, b, x),
    cdf: (x) => tails(x).lower,
    survival: (x) => tails(x).upper,
    quantile: (p) => incompleteBetaInverse(a, b, { lower: p, upper: 1 - p }).x,
    upperQuantile: (q) => incompleteBetaInverse(a, b, { lower: 1 - q, upper: q }).x,
    mean: a / (a + b),
    variance: (((a / (a + b)) * b) / (a + b)) * (1 / (a + b + 1)),
  })
}

function betaDensity(a: number, b: number, x: number): number {
  if (x < 0 || x > 1) return 0
  const edge = x === 0 ? a : x === 1 ? b : null
  if (edge !== null) return edge < 1 ? Infinity : edge === 1 ? Math.max(a, b) : 0
  return betaPower(a, b, x, 1 - x) / (x * (1 - x))
}

/**
 * Fisher's F with numerator and denominator degrees of freedom.
 * @throws statistics/domain unless both are positive.
 */
export function fisherF(df1: number, df2: number): Distribution {
  demandPositive('fisherF', 'df1', df1)
  demandPositive('fisherF', 'df2', df2)
  const tails = (f: number) => incompleteBeta(df1 / 2, df2 / 2, ...parts(df1, df2, Math.max(0, f)))
  const inverse = (lower: number, upper: number): number => {
    const { x, y } = incompleteBetaInverse(df1 / 2, df2 / 2, { lower, upper })
    return (df2 / df1) * (x / y)
  }
  return checked('fisherF', {
    density: (f) => {
      if (f < 0 || f === Infinity) return 0
      if (f === 0) return df1 < 2 ? Infinity : df1 === 2 ? 1 : 0
      return betaPower(df1 / 2, df2 / 2, ...parts(df1, df2, f)) / f
    },
    cdf: (f) => tails(f).lower,
    survival: (f) => tails(f).upper,
    quantile: (p) => inverse(p, 1 - p),
    upperQuantile: (q) => inverse(1 - q, q),
    mean: df2 > 2 ? df2 / (df2 - 2) : Number.NaN,
    variance: df2 > 4 ? (2 * df2 * df2 * (df1 + df2 - 2)) / (df1 * (df2 - 2) ** 2 * (df2 - 4)) : Number.NaN,
  })
}

/** df1·f/(df1·f + df2) and its complement, each to full accuracy. */
function parts(df1: number, df2: number, f: number): [x: number, y: number] {
  if (f === Infinity) return [1, 0]
  const ratio = (df1 / df2) * f
  return [ratio / (1 + ratio), 1 / (1 + ratio)]
}
