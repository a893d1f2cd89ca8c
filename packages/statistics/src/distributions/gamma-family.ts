import { demandPositive } from '../errors.ts'
import { gammaPower, incompleteGamma, incompleteGammaInverse } from '../special/incomplete-gamma.ts'
import { checked, type Distribution } from './distribution.ts'

/** Gamma distribution with shape and scale (mean = shape · scale). @throws statistics/domain unless both are positive. */
export function gammaDistribution(shape: number, scale = 1): Distribution {
  demandPositive('gammaDistribution', 'shape', shape)
  demandPositive('gammaDistribution', 'scale', scale)
  const tails = (x: number) => incompleteGamma(shape, Math.max(0, x / scale))
  return checked('gammaDistribution', {
    density: (x) => gammaDensity(shape, x / scale) / scale,
    cdf: (x) => tails(x).lower,
    survival: (x) => tails(x).upper,
    quantile: (p) => scale * incompleteGammaInverse(shape, { lower: p, upper: 1 - p }),
    upperQuantile: (q) => scale * incompleteGammaInverse(shape, { lower: 1 - q, upper: q }),
    mean: shape * scale,
    variance: shape * scale * scale,
  })
}

/** Chi-square with `df` > 0 degrees of freedom. @throws statistics/domain for other df. */
export function chiSquare(df: number): Distribution {
  demandPositive('chiSquare', 'df', df)
  return gammaDistribution(df / 2, 2)
}

/** Exponential distribution with the given mean. @throws statistics/domain unless it is positive. */
export const exponential = (mean: number): Distribution => gammaDistribution(1, mean)

function gammaDensity(shape: number, x: number): number {
  if (x < 0 || x === Infinity) return 0
  if (x === 0) return shape < 1 ? Infinity : shape === 1 ? 1 : 0
  return (gammaPower(shape, x) * shape) / x
}
