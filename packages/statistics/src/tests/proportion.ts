import { betaDistribution } from '../distributions/beta-family.ts'
import { normalCdf, normalQuantile } from '../distributions/normal.ts'
import { demand } from '../errors.ts'
import type { NoTest } from './mann-whitney.ts'

export interface ProportionTest {
  readonly kind: 'test'
  /** Second share less first. */
  readonly difference: number
  readonly pValue: number
  /** Newcombe's interval (1998, method 10) of the difference. */
  readonly interval: readonly [number, number]
}

type Count = readonly [successes: number, n: number]

/** Two-sided z test of two shares with the pooled variance. Unknown where a sample is empty or all are alike. */
export function proportionTest(first: Count, second: Count, alpha = 0.05): ProportionTest | NoTest {
  for (const [k, n] of [first, second])
    demand(k >= 0 && k <= n && n < Infinity, 'proportionTest', ['successes', k], `between 0 and ${n}`)
  const [[a, n], [b, m]] = [first, second]
  if (n === 0 || m === 0) return { kind: 'unknown', reason: 'too-few' }
  const pooled = (a + b) / (n + m)
  const variance = pooled * (1 - pooled) * (1 / n + 1 / m)
  if (variance === 0) return { kind: 'unknown', reason: 'no-variance' }
  const difference = b / m - a / n
  const pValue = Math.min(1, 2 * normalCdf(-Math.abs(difference) / Math.sqrt(variance)))
  const [low1, high1] = wilsonInterval(first, alpha)!
  const [low2, high2] = wilsonInterval(second, alpha)!
  return {
    kind: 'test',
    difference,
    pValue,
    interval: [
      difference - Math.hypot(b / m - low2, high1 - a / n),
      difference + Math.hypot(high2 - b / m, a / n - low1),
    ],
  }
}

/** Wilson's score interval (1927) of a share; null for n = 0. */
export function wilsonInterval([successes, n]: Count, alpha = 0.05): [number, number] | null {
  demand(alpha > 0 && alpha < 1, 'wilsonInterval', ['alpha', alpha], 'above 0 and below 1')
  if (n === 0) return null
  const z = -normalQuantile(alpha / 2)
  const share = successes / n
  const scale = 1 + (z * z) / n
  const centre = (share + (z * z) / (2 * n)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return [successes === 0 ? 0 : centre - half, successes === n ? 1 : centre + half]
}

/** Clopper and Pearson's interval (1934), never too narrow; null for n = 0. */
export function exactInterval([successes, n]: Count, alpha = 0.05): [number, number] | null {
  if (n === 0) return null
  return [
    successes === 0 ? 0 : betaDistribution(successes, n - successes + 1).quantile(alpha / 2),
    successes === n ? 1 : betaDistribution(successes + 1, n - successes).upperQuantile(alpha / 2),
  ]
}
