import { demand } from '../errors.ts'
import { median, quantileOfSorted, sortedFinite } from './quantile.ts'
import { preciseSum } from './sum.ts'

/** Makes the median absolute deviation estimate the standard deviation of normal values (1 / Φ⁻¹(¾)). */
export const MAD_TO_SD = 1.4826022185056018

/** Median absolute deviation from the median, unscaled (times `MAD_TO_SD` for a spread); null without finite values. */
export function medianDeviation(values: Iterable<number>): number | null {
  const sorted = sortedFinite(values)
  const middle = quantileOfSorted(sorted, 0.5)
  return middle === null ? null : median(sorted.map((value) => Math.abs(value - middle)))
}

/** Distance between the quartiles (type 7); null without finite values. */
export function interquartileRange(values: Iterable<number>): number | null {
  const sorted = sortedFinite(values)
  return sorted.length === 0 ? null : quantileOfSorted(sorted, 0.75)! - quantileOfSorted(sorted, 0.25)!
}

/**
 * Mean without the lowest and highest `share` of the finite values (each side; the count is rounded down).
 * Null without values. @throws statistics/domain unless 0 ≤ share < ½.
 */
export function trimmedMean(values: Iterable<number>, share: number): number | null {
  demand(share >= 0 && share < 0.5, 'trimmedMean', ['share', share], 'at least 0 and below ½')
  const sorted = sortedFinite(values)
  const cut = Math.floor(sorted.length * share)
  const kept = sorted.subarray(cut, sorted.length - cut)
  return kept.length === 0 ? null : preciseSum(kept) / kept.length
}

export interface Line {
  readonly slope: number
  readonly intercept: number
  /** Points used: those with both coordinates finite. */
  readonly n: number
}

/** Above this many pairs only those some even distances apart are taken. */
const MOST_PAIRS = 2_000_000

/**
 * Theil–Sen line: the median of the slopes between pairs of points with different x, and the median of y − slope·x
 * (Sen, 1968). Keeps up to 29 % wild points. Over 2 M pairs, pairs a quarter to three quarters of the list apart are
 * sampled. Null with fewer than two x.
 */
export function theilSen(xs: ArrayLike<number>, ys: ArrayLike<number>): Line | null {
  const points: number[] = []
  for (let i = 0; i < Math.min(xs.length, ys.length); i++)
    if (Number.isFinite(xs[i]) && Number.isFinite(ys[i])) points.push(i)
  const n = points.length
  const slopes: number[] = []
  for (const gap of gapsOf(n))
    for (let at = 0; at + gap < n; at++) {
      const [i, j] = [points[at]!, points[at + gap]!]
      const run = xs[j]! - xs[i]!
      if (run !== 0) slopes.push((ys[j]! - ys[i]!) / run)
    }
  const slope = median(slopes)
  if (slope === null) return null
  const intercept = median(points.map((i) => ys[i]! - slope * xs[i]!))!
  return { slope, intercept, n }
}

/** How far apart the points of a pair lie in the list. */
function gapsOf(n: number): number[] {
  if ((n * (n - 1)) / 2 <= MOST_PAIRS) return Array.from({ length: Math.max(0, n - 1) }, (_, i) => i + 1)
  const count = Math.max(1, Math.floor((2 * MOST_PAIRS) / n))
  return Array.from({ length: count }, (_, i) => Math.floor(n / 4 + ((i + 0.5) / count) * (n / 2)))
}
