import { median } from '../descriptive/quantile.ts'
import { MAD_TO_SD } from '../descriptive/robust.ts'
import { demand } from '../errors.ts'

export interface ChangePoint {
  /** First value of the new level. */
  readonly at: number
  /** Means of the stretch before and of the one after. */
  readonly before: number
  readonly after: number
}

export interface ChangePoints {
  readonly kind: 'changes'
  readonly changes: readonly ChangePoint[]
  /** Noise of one value about its level, after changes. */
  readonly noise: number
  /** Values one step of `at` stands for; above 1 only in series of more than 4,000 values, read in blocks. */
  readonly resolution: number
}

export interface NoChangePoints {
  readonly kind: 'unknown'
  readonly reason: 'too-few'
}

export interface ChangePointOptions {
  /** Shortest stretch between two changes, default 5. */
  readonly shortest?: number
  /** How reluctant to see a change, default 1; 2 sees half as eagerly. */
  readonly reluctance?: number
}

const FEWEST = 10
const MOST = 4000

/**
 * Shifts of level: the segmentation with the least squared error plus a penalty of 3 ln n per change (Killick,
 * Fearnhead, Eckley, 2012; penalty after Zhang and Siegmund, 2007), in units of the noise, which is taken from the
 * differences and raised where neighbouring errors are alike, so that a wandering series is not cut up. Take out
 * season and trend before. NaN and infinities are passed over. Fewer than ten values: unknown; a constant: none.
 * @throws statistics/domain for a `shortest` below 2 or a `reluctance` that is not positive.
 */
export function changePoints(
  values: ArrayLike<number>,
  options: ChangePointOptions = {},
): ChangePoints | NoChangePoints {
  const { shortest = 5, reluctance = 1 } = options
  demand(shortest >= 2, 'changePoints', ['shortest', shortest], '2 or more')
  demand(reluctance > 0, 'changePoints', ['reluctance', reluctance], 'a positive number')
  const { means, places, resolution } = blocks(values)
  if (means.length < FEWEST) return { kind: 'unknown', reason: 'too-few' }
  const noise = noiseOf(means)
  if (noise === 0 && means.every((value) => value === means[0]))
    return { kind: 'changes', changes: [], noise: 0, resolution }
  const unit = noise || 1e-12 * Math.max(...means.map(Math.abs).slice(0, 1), 1)
  const penalty = 3 * Math.log(means.length) * reluctance * unit * unit
  const first = segment(means, penalty, shortest)
  const alike = likeness(means, first)
  const starts = alike > 0 ? segment(means, (penalty * (1 + alike)) / (1 - alike), shortest) : first
  return { kind: 'changes', changes: describe(means, places, starts), noise, resolution }
}

/** Means of equal blocks of the finite values, at most `MOST`, with the place of each block's first value. */
function blocks(values: ArrayLike<number>): { means: number[]; places: number[]; resolution: number } {
  let finite = 0
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) finite++
  const resolution = Math.max(1, Math.ceil(finite / MOST))
  const means: number[] = []
  const places: number[] = []
  let sum = 0
  let n = 0
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue
    if (n === 0) places.push(i)
    sum += values[i]!
    if (++n === resolution) {
      means.push(sum / n)
      sum = 0
      n = 0
    }
  }
  return { means, places: places.slice(0, means.length), resolution }
}

/** Spread of one value, from the differences of neighbours, which a shift of level hardly touches. */
function noiseOf(values: readonly number[]): number {
  const differences = values.slice(1).map((value, i) => Math.abs(value - values[i]!))
  const robust = (MAD_TO_SD / Math.SQRT2) * median(differences)!
  if (robust > 0) return robust
  return Math.sqrt(differences.reduce((sum, d) => sum + d * d, 0) / differences.length / 2) / 10
}

/** First value of each segment but the first, by pruned exact search (PELT). */
function segment(values: readonly number[], penalty: number, shortest: number): number[] {
  const n = values.length
  const centre = values[0]!
  const sums = new Float64Array(n + 1)
  const squares = new Float64Array(n + 1)
  for (const [i, value] of values.entries()) {
    sums[i + 1] = sums[i]! + value - centre
    squares[i + 1] = squares[i]! + (value - centre) ** 2
  }
  const cost = (from: number, to: number): number =>
    squares[to]! - squares[from]! - (sums[to]! - sums[from]!) ** 2 / (to - from)
  const best = new Float64Array(n + 1).fill(Infinity)
  const previous = new Int32Array(n + 1)
  best[0] = -penalty
  let open = [0]
  for (let to = shortest; to <= n; to++) {
    for (const from of open) {
      const total = best[from]! + cost(from, to) + penalty
      if (total < best[to]!) {
        best[to] = total
        previous[to] = from
      }
    }
    open = open.filter((from) => best[from]! + cost(from, to) <= best[to]!)
    if (to - shortest + 1 >= shortest) open.push(to - shortest + 1)
  }
  const starts: number[] = []
  for (let at = previous[n]!; at > 0; at = previous[at]!) starts.push(at)
  return starts.toReversed()
}

/** Correlation of neighbouring errors about the segments' means, between 0 and 0.9. */
function likeness(values: readonly number[], starts: readonly number[]): number {
  const errors = segmentsOf(values.length, starts).flatMap(([from, to]) => {
    const own = values.slice(from, to)
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length
    return own.map((value) => value - mean)
  })
  const product = errors.slice(1).reduce((sum, error, i) => sum + error * errors[i]!, 0)
  const square = errors.reduce((sum, error) => sum + error * error, 0)
  return square > 0 ? Math.min(0.9, Math.max(0, product / square)) : 0
}

const segmentsOf = (n: number, starts: readonly number[]): (readonly [number, number])[] =>
  [0, ...starts].map((from, i) => [from, starts[i] ?? n] as const)

function describe(
  values: readonly number[],
  places: readonly number[],
  starts: readonly number[],
): ChangePoint[] {
  const means = segmentsOf(values.length, starts).map(
    ([from, to]) => values.slice(from, to).reduce((sum, v) => sum + v, 0) / (to - from),
  )
  return starts.map((start, i) => ({ at: places[start]!, before: means[i]!, after: means[i + 1]! }))
}
