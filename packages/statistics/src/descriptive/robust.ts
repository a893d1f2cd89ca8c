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

/** Above this many pairs the slopes are taken from an even sample of them. */
const MOST_PAIRS = 2_000_000

/**
 * Theil–Sen line: the median of the slopes between pairs of points with different x, and the median of y − slope·x
 * (Sen, 1968). Keeps up to 29 % wild points. Over 2 M pairs an even sample is used. Null with fewer than two x.
 */
export function theilSen(xs: ArrayLike<number>, ys: ArrayLike<number>): Line | null {
  const points = Array.from({ length: Math.min(xs.length, ys.length) }, (_, i) => i).filter(
    (i) => Number.isFinite(xs[i]) && Number.isFinite(ys[i]),
  )
  const n = points.length
  const stride = Math.max(1, Math.ceil((n * (n - 1)) / 2 / MOST_PAIRS))
  const slopes: number[] = []
  for (let gap = 1; gap < n; gap += stride)
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
