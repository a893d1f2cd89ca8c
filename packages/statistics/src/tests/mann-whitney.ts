import { sortedFinite } from '../descriptive/quantile.ts'
import { normalCdf } from '../distributions/normal.ts'
import type { Alternative } from '../experiment/compare-arms.ts'

export interface RankTest {
  readonly kind: 'test'
  /** U of the second sample: pairs in which its value is the greater, ties as a half. */
  readonly u: number
  readonly pValue: number
  readonly method: 'exact' | 'normal'
  /** Chance that a value of the second sample exceeds one of the first. */
  readonly superiority: number
}

/** Nothing to compare: a sample without finite values, or all values equal. */
export interface NoTest {
  readonly kind: 'unknown'
  readonly reason: 'too-few' | 'no-variance'
}

const MOST_EXACT = 50

/**
 * Mann–Whitney (Wilcoxon rank-sum) test of two samples; NaN and infinities are left out. Exact without ties when the
 * smaller sample has at most 50 values and both together at most 200; else normal with tie and continuity correction
 * (Lehmann, 1975). `greater`: the second sample tends to be greater.
 */
export function mannWhitney(
  first: Iterable<number>,
  second: Iterable<number>,
  alternative: Alternative = 'different',
): RankTest | NoTest {
  const a = sortedFinite(first)
  const b = sortedFinite(second)
  const [n, m] = [a.length, b.length]
  if (n === 0 || m === 0) return { kind: 'unknown', reason: 'too-few' }
  const { rankSum, tieTerm } = ranksOf(a, b)
  const total = n + m
  const u = rankSum - (m * (m + 1)) / 2
  const superiority = u / (n * m)
  if (tieTerm === 0 && Math.min(n, m) <= MOST_EXACT && total <= 200)
    return { kind: 'test', u, pValue: exactP(u, [n, m], alternative), method: 'exact', superiority }
  const variance = ((n * m) / 12) * (total + 1 - tieTerm / (total * (total - 1)))
  if (!(variance > 0)) return { kind: 'unknown', reason: 'no-variance' }
  const distance = u - (n * m) / 2
  const tail = (shift: number): number => normalCdf((shift + 0.5) / Math.sqrt(variance))
  const pValue =
    alternative === 'greater'
      ? tail(-distance)
      : alternative === 'less'
        ? tail(distance)
        : Math.min(1, 2 * tail(-Math.abs(distance)))
  return { kind: 'test', u, pValue, method: 'normal', superiority }
}

/** Rank sum of b among all, mean ranks for ties; Σ (t³ − t) over tied groups. Both ascending. */
function ranksOf(a: Float64Array, b: Float64Array): { rankSum: number; tieTerm: number } {
  let rankSum = 0
  let tieTerm = 0
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Infinity, b[j] ?? Infinity)
    const [fromA, fromB] = [i, j]
    while (i < a.length && a[i] === value) i++
    while (j < b.length && b[j] === value) j++
    const size = i - fromA + j - fromB
    rankSum += (j - fromB) * ((fromA + fromB + 1 + i + j) / 2)
    tieTerm += size ** 3 - size
  }
  return { rankSum, tieTerm }
}

/** Counts of arrangements with each U, as shares (Mann and Whitney, 1947, recurrence by generating function). */
function exactP(u: number, [n, m]: readonly [number, number], alternative: Alternative): number {
  const shares = new Float64Array(n * m + 1)
  shares[0] = 1
  for (let j = 1; j <= n; j++) {
    // Times (1 − q^(m+j)) / (1 − q^j) · j/(m+j): the share stays a probability.
    for (let at = n * m; at >= m + j; at--) shares[at]! -= shares[at - m - j]!
    for (let at = j; at <= n * m; at++) shares[at]! += shares[at - j]!
    for (let at = 0; at <= n * m; at++) shares[at]! *= j / (m + j)
  }
  const atMost = (k: number): number =>
    shares.subarray(0, Math.floor(k) + 1).reduce((sum, p) => sum + Math.max(0, p), 0)
  const upper = atMost(n * m - u)
  const lower = atMost(u)
  if (alternative === 'greater') return Math.min(1, upper)
  return Math.min(1, alternative === 'less' ? lower : 2 * Math.min(lower, upper))
}
