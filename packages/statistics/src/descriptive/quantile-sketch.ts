import { demand, demandShare } from '../errors.ts'

/** A summary of many numbers that answers quantiles and merges with others; plain JSON. */
export interface QuantileSketch {
  readonly kind: 'tdigest'
  readonly compression: number
  readonly n: number
  readonly min: number
  readonly max: number
  /** Ascending means and the number of values behind each. */
  readonly means: readonly number[]
  readonly weights: readonly number[]
  /** NaN and infinite values seen and left out. */
  readonly skipped: number
}

const BUFFER = 5000

/**
 * Merging t-digest (Dunning and Ertl, 2019; scale function k₁), at most 2·compression centroids. The rank of an
 * answered quantile p is off by at most π√(p(1 − p))/compression + 2/n, half a centroid: at the default of 200,
 * 0.8 % of ranks at the median and 0.16 % at p = 0.99 (measured: a tenth of that). Exact for a few values.
 */
export function sketchQuantiles(values: Iterable<number>, compression = 200): QuantileSketch {
  demand(compression >= 20, 'sketchQuantiles', ['compression', compression], '20 or more')
  let sketch = emptySketch(compression)
  let skipped = 0
  let buffer: number[] = []
  const flush = (): void => {
    buffer.sort((a, b) => a - b)
    sketch = compress(sketch, { means: buffer, weights: buffer.map(() => 1) })
    buffer = []
  }
  for (const value of values) {
    if (!Number.isFinite(value)) skipped++
    else if (buffer.push(value) >= BUFFER) flush()
  }
  flush()
  return { ...sketch, skipped }
}

const emptySketch = (compression: number): QuantileSketch => ({
  kind: 'tdigest',
  compression,
  n: 0,
  min: Infinity,
  max: -Infinity,
  means: [],
  weights: [],
  skipped: 0,
})

/** The sketch of both sets of values together, at the finer compression of the two. */
export function mergeSketches(a: QuantileSketch, b: QuantileSketch): QuantileSketch {
  const compression = Math.max(a.compression, b.compression)
  return { ...compress({ ...a, compression }, b), skipped: a.skipped + b.skipped }
}

/** Quantile p; null of an empty sketch. @throws statistics/domain for p outside [0, 1]. */
export function sketchedQuantile({ n, min, max, means, weights }: QuantileSketch, p: number): number | null {
  demandShare('sketchedQuantile', 'p', p)
  if (n === 0) return null
  const wanted = p * n
  let below = 0
  let [previousRank, previousMean] = [0, min]
  for (const [at, weight] of weights.entries()) {
    const rank = below + weight / 2
    if (wanted <= rank) return interpolate(wanted, [previousRank, previousMean], [rank, means[at]!])
    below += weight
    previousRank = rank
    previousMean = means[at]!
  }
  return interpolate(wanted, [previousRank, previousMean], [n, max])
}

function interpolate(
  x: number,
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
): number {
  return x1 === x0 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0)
}

/** Share of values at or below x; null of an empty sketch. */
export function sketchedShare({ n, min, max, means, weights }: QuantileSketch, x: number): number | null {
  if (n === 0) return null
  if (x < min) return 0
  if (x >= max) return 1
  let below = 0
  let [previousRank, previousMean] = [0, min]
  for (const [at, weight] of weights.entries()) {
    const rank = below + weight / 2
    if (x < means[at]!) return interpolate(x, [previousMean, previousRank], [means[at]!, rank]) / n
    below += weight
    previousRank = rank
    previousMean = means[at]!
  }
  return interpolate(x, [previousMean, previousRank], [max, n]) / n
}

interface Centroids {
  readonly means: readonly number[]
  readonly weights: readonly number[]
}

/** Merges two ascending lists of centroids and joins neighbours while k₁ grows by at most 1. */
function compress(
  sketch: QuantileSketch,
  added: Centroids & Partial<Pick<QuantileSketch, 'min' | 'max'>>,
): QuantileSketch {
  if (added.means.length === 0) return sketch
  const all = mergeAscending(sketch, added)
  const n = all.weights.reduce((sum, weight) => sum + weight, 0)
  const scale = (share: number): number =>
    (sketch.compression / (2 * Math.PI)) * Math.asin(2 * Math.min(1, share) - 1)
  const means: number[] = []
  const weights: number[] = []
  let done = 0
  let limit = -Infinity
  for (const [at, weight] of all.weights.entries()) {
    const last = weights.length - 1
    if (last >= 0 && scale((done + weights[last]! + weight) / n) <= limit) {
      weights[last]! += weight
      means[last]! += ((all.means[at]! - means[last]!) * weight) / weights[last]!
    } else {
      done += last >= 0 ? weights[last]! : 0
      limit = scale(done / n) + 1
      means.push(all.means[at]!)
      weights.push(weight)
    }
  }
  const min = Math.min(sketch.min, added.min ?? added.means[0]!)
  const max = Math.max(sketch.max, added.max ?? added.means.at(-1)!)
  return { ...sketch, n, min, max, means, weights }
}

function mergeAscending(a: Centroids, b: Centroids): { means: number[]; weights: number[] } {
  const means: number[] = []
  const weights: number[] = []
  let [i, j] = [0, 0]
  while (i < a.means.length || j < b.means.length) {
    const fromA = j >= b.means.length || (i < a.means.length && a.means[i]! <= b.means[j]!)
    means.push(fromA ? a.means[i]! : b.means[j]!)
    weights.push(fromA ? a.weights[i++]! : b.weights[j++]!)
  }
  return { means, weights }
}
