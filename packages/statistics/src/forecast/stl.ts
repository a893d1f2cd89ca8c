import { demand } from '../errors.ts'
import { type LoessOptions, loessAt, smoothLoess } from './loess.ts'

export interface StlOptions {
  /** Points of a season. */
  readonly period: number
  /** Window of the season's smoother, in seasons; odd, 7 by default. Larger: the season changes more slowly. */
  readonly seasonalWindow?: number
  readonly trendWindow?: number
  readonly lowPassWindow?: number
  /** Down-weight outliers (15 outer rounds). */
  readonly robust?: boolean
  /** Computes every so many points and draws lines between; 1 (default) is exact. */
  readonly jump?: number
  readonly innerRounds?: number
  readonly outerRounds?: number
}

/** value = trend + seasonal + remainder, at every point. */
export interface Decomposition {
  readonly trend: Float64Array
  readonly seasonal: Float64Array
  readonly remainder: Float64Array
  /** Robustness weights, 1 where not robust. */
  readonly weights: Float64Array
}

interface Settings {
  readonly period: number
  readonly seasonal: LoessOptions
  readonly trend: LoessOptions
  readonly lowPass: LoessOptions
}

/**
 * Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae, Terpenning, 1990). Values must be finite; fill
 * gaps before. @throws statistics/domain for a period below 2, fewer than two periods, or a value that is not finite.
 */
export function decomposeStl(values: ArrayLike<number>, options: StlOptions): Decomposition {
  const n = values.length
  const { period, robust = false } = options
  demand(Number.isInteger(period) && period >= 2, 'decomposeStl', ['period', period], 'a whole number from 2')
  demand(n >= 2 * period, 'decomposeStl', ['the number of values', n], `at least two periods (${2 * period})`)
  for (let i = 0; i < n; i++)
    demand(Number.isFinite(values[i]), 'decomposeStl', [`value ${i}`, values[i]], 'finite')
  const settings = settingsOf(options)
  const inner = options.innerRounds ?? (robust ? 2 : 5)
  const outer = options.outerRounds ?? (robust ? 15 : 0)
  const trend = new Float64Array(n)
  const seasonal = new Float64Array(n)
  const weights = new Float64Array(n).fill(1)
  for (let round = 0; round <= outer; round++) {
    if (round > 0) robustWeights(values, trend, seasonal, weights)
    for (let step = 0; step < inner; step++)
      innerRound(values, settings, { trend, seasonal, weights: round > 0 ? weights : null })
  }
  const remainder = Float64Array.from(values, (value, i) => value - seasonal[i]! - trend[i]!)
  return { trend, seasonal, remainder, weights }
}

const odd = (x: number): number => x + (x % 2 === 0 ? 1 : 0)

function settingsOf({
  period,
  seasonalWindow = 7,
  trendWindow,
  lowPassWindow,
  jump = 1,
}: StlOptions): Settings {
  demand(
    seasonalWindow >= 3 && seasonalWindow % 2 === 1,
    'decomposeStl',
    ['seasonalWindow', seasonalWindow],
    'odd, from 3',
  )
  const ofTrend = trendWindow ?? odd(Math.ceil((1.5 * period) / (1 - 1.5 / seasonalWindow)))
  return {
    period,
    seasonal: { window: seasonalWindow, degree: 1, jump: 1 },
    trend: { window: ofTrend, degree: 1, jump },
    lowPass: { window: lowPassWindow ?? odd(period + 1), degree: 1, jump },
  }
}

interface Parts {
  readonly trend: Float64Array
  readonly seasonal: Float64Array
  readonly weights: Float64Array | null
}

function innerRound(
  values: ArrayLike<number>,
  settings: Settings,
  { trend, seasonal, weights }: Parts,
): void {
  const n = values.length
  const { period } = settings
  const work = Float64Array.from(values, (value, i) => value - trend[i]!)
  const cycles = smoothCycles(work, settings, weights)
  const lowPass = movingAverage(movingAverage(movingAverage(cycles, period), period), 3)
  smoothLoess({ values: lowPass, count: n, weights: null }, settings.lowPass, work)
  for (let i = 0; i < n; i++) seasonal[i] = cycles[period + i]! - work[i]!
  for (let i = 0; i < n; i++) work[i] = values[i]! - seasonal[i]!
  smoothLoess({ values: work, count: n, weights }, settings.trend, trend)
}

/** Each phase of the season smoothed over the seasons, and carried one season beyond both ends. */
function smoothCycles(
  work: Float64Array,
  { period, seasonal }: Settings,
  weights: Float64Array | null,
): Float64Array {
  const n = work.length
  const out = new Float64Array(n + 2 * period)
  for (let phase = 0; phase < period; phase++) {
    const count = Math.floor((n - phase - 1) / period) + 1
    const values = Float64Array.from({ length: count }, (_, i) => work[i * period + phase]!)
    const own = weights && Float64Array.from({ length: count }, (_, i) => weights[i * period + phase]!)
    const points = { values, count, weights: own }
    const smooth = new Float64Array(count + 2)
    smoothLoess(points, seasonal, smooth, 1)
    const reach = Math.min(seasonal.window, count)
    smooth[0] = edge(points, seasonal, -1, [0, reach - 1]) ?? smooth[1]!
    smooth[count + 1] = edge(points, seasonal, count, [count - reach, count - 1]) ?? smooth[count]!
    for (let m = 0; m < count + 2; m++) out[m * period + phase] = smooth[m]!
  }
  return out
}

type PointsOf = Parameters<typeof loessAt>[0]

/** The fit one step outside; null where every weight there is 0. */
function edge(
  points: PointsOf,
  options: LoessOptions,
  at: number,
  [first, last]: readonly [number, number],
): number | null {
  const reach = Math.max(at - first, last - at)
  let total = 0
  for (let j = first; j <= last; j++)
    if (Math.abs(j - at) <= 0.999 * reach) total += points.weights ? points.weights[j]! : 1
  return total > 0 ? loessAt(points, options, at, [first, last]) : null
}

function movingAverage(values: Float64Array, size: number): Float64Array {
  const out = new Float64Array(values.length - size + 1)
  let sum = 0
  for (let i = 0; i < size; i++) sum += values[i]!
  out[0] = sum / size
  for (let i = 1; i < out.length; i++) {
    sum += values[i + size - 1]! - values[i - 1]!
    out[i] = sum / size
  }
  return out
}

/** Bisquare weights of the residuals, in six medians of their size. */
function robustWeights(
  values: ArrayLike<number>,
  trend: Float64Array,
  seasonal: Float64Array,
  weights: Float64Array,
): void {
  const sizes = Float64Array.from(values, (value, i) => Math.abs(value - trend[i]! - seasonal[i]!))
  const sorted = sizes.toSorted()
  const n = sorted.length
  const middle = Math.floor(n / 2)
  const limit = 3 * (sorted[middle]! + sorted[n - middle - 1]!)
  for (let i = 0; i < n; i++) {
    const share = limit === 0 ? 0 : sizes[i]! / limit
    weights[i] = share <= 0.001 ? 1 : share <= 0.999 ? (1 - share * share) ** 2 : 0
  }
}
