import { studentT } from '../distributions/student-t.ts'
import { adjustPValues } from '../experiment/multiple.ts'

export interface Correlation {
  readonly kind: 'correlation'
  /** Steps by which the second series follows the first; negative: it leads. */
  readonly lag: number
  /** Pearson's coefficient of the overlapping finite pairs. */
  readonly r: number
  readonly n: number
  /** Pairs that count as independent, given how each series repeats itself. */
  readonly effectiveN: number
  /** Two-sided; of `bestLag`, corrected for every lag tried. */
  readonly pValue: number
}

/** Fewer than five pairs, or a series that does not vary. */
export interface NoCorrelation {
  readonly kind: 'unknown'
  readonly reason: 'too-few' | 'no-variance'
}

/**
 * Correlation of two series in step, honest about autocorrelation: two random walks look related, so the pairs are
 * counted as 1 / (1 + 2 Σ ρₐρᵦ) of their number (Bartlett, 1935; Pyper and Peterman, 1998) before the t test.
 * Gaps (NaN) drop the pair. `detrended: true` takes first differences first.
 */
export function correlate(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  { lag = 0, detrended = false }: { lag?: number; detrended?: boolean } = {},
): Correlation | NoCorrelation {
  const [a, b] = detrended ? [differences(first), differences(second)] : [first, second]
  const [xs, ys] = pairs(a, b, lag)
  const n = xs.length
  if (n < 5) return { kind: 'unknown', reason: 'too-few' }
  const [zx, zy] = [standardised(xs), standardised(ys)]
  if (!zx || !zy) return { kind: 'unknown', reason: 'no-variance' }
  const r = Math.max(-1, Math.min(1, productMean(zx, zy, 0)))
  const effectiveN = effectivePairs(zx, zy)
  const df = effectiveN - 2
  const t = Math.abs(r) === 1 ? Infinity : Math.abs(r) * Math.sqrt(df / (1 - r * r))
  return { kind: 'correlation', lag, r, n, effectiveN, pValue: Math.min(1, 2 * studentT(df).survival(t)) }
}

/** The lag within ±`most` with the smallest p-value, Bonferroni-corrected for the lags tried. */
export function bestLag(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  { most, detrended = false }: { most: number; detrended?: boolean },
): Correlation | NoCorrelation {
  const tried = Array.from({ length: 2 * most + 1 }, (_, at) =>
    correlate(first, second, { lag: at - most, detrended }),
  )
  const found = tried.filter((one) => one.kind === 'correlation')
  if (found.length === 0) return tried[most]!
  const adjusted = adjustPValues(
    found.map(({ pValue }) => pValue),
    'bonferroni',
  )
  const best = found.reduce((top, one, at) => (one.pValue < found[top]!.pValue ? at : top), 0)
  return { ...found[best]!, pValue: adjusted[best]! }
}

/** Finite pairs (aᵢ, bᵢ₊ₗₐ). */
function pairs(a: ArrayLike<number>, b: ArrayLike<number>, lag: number): [number[], number[]] {
  const xs: number[] = []
  const ys: number[] = []
  for (let i = Math.max(0, -lag); i < a.length && i + lag < b.length; i++) {
    if (!Number.isFinite(a[i]) || !Number.isFinite(b[i + lag])) continue
    xs.push(a[i]!)
    ys.push(b[i + lag]!)
  }
  return [xs, ys]
}

const differences = (values: ArrayLike<number>): number[] =>
  Array.from({ length: Math.max(0, values.length - 1) }, (_, i) => values[i + 1]! - values[i]!)

function standardised(values: readonly number[]): number[] | null {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length)
  return spread > 1e-14 * Math.abs(mean) ? values.map((v) => (v - mean) / spread) : null
}

function productMean(a: readonly number[], b: readonly number[], lag: number): number {
  let sum = 0
  for (let i = lag; i < a.length; i++) sum += a[i]! * b[i - lag]!
  return sum / a.length
}

/** Products taken for the autocorrelations; fewer lags of a longer series. */
const MOST_PRODUCTS = 2e8

function effectivePairs(a: readonly number[], b: readonly number[]): number {
  const n = a.length
  let sum = 1
  // The largest partial sum: sampled autocorrelations of a wandering series turn negative and would cancel it.
  let inflation = 1
  for (let lag = 1; lag <= Math.min(n / 2, 400, MOST_PRODUCTS / n); lag++) {
    sum += 2 * (1 - lag / n) * productMean(a, a, lag) * productMean(b, b, lag)
    inflation = Math.max(inflation, sum)
  }
  return Math.max(3, n / inflation)
}
