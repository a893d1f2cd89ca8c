import { quantileOfSorted } from '../descriptive/quantile.ts'
import { demand } from '../errors.ts'

/** Errors (actual − forecast) of past forecasts: one list per origin, oldest first, one error per step ahead. */
export type PastErrors = readonly ArrayLike<number>[]

export interface Offsets {
  /** To add to the forecast of each step ahead. */
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** Errors behind the narrowest group of steps. */
  readonly n: number
}

const MOST_GROUPS = 6
const MOST_ERRORS = 600
const LEARNED_FIRST = 4
const RATE = 0.3
/** The full finite-sample correction, as if every forecast were one independent error. */
const CORRECTION = 1
const WIDENING = 8

/**
 * Interval offsets from the errors actually made, whatever their distribution: the empirical quantiles of similar
 * steps ahead (split conformal; Vovk et al., 2005), at a miss rate that adapts to how often past intervals missed
 * (Gibbs and Candès, 2021), so that long-run coverage is kept where the series changes. Errors that are not finite
 * are left out; null where none are left. @throws statistics/domain for a coverage outside (0, 1).
 */
export function conformalOffsets(errors: PastErrors, horizon: number, coverage = 0.95): Offsets | null {
  demand(coverage > 0 && coverage < 1, 'conformalOffsets', ['coverage', coverage], 'above 0 and below 1')
  const groups = Math.min(MOST_GROUPS, horizon)
  const lower = new Float64Array(horizon)
  const upper = new Float64Array(horizon)
  let least = Infinity
  for (let group = 0; group < groups; group++) {
    const from = Math.floor((group * horizon) / groups)
    const to = Math.floor(((group + 1) * horizon) / groups)
    const lists = errors.map((list) => stepsOf(list, from, to)).filter((list) => list.length > 0)
    const pooled = thinned(lists.flat())
    if (pooled.length === 0) return null
    least = Math.min(least, pooled.length)
    const [low, high] = band(pooled, adaptedMiss(lists, 1 - coverage), lists.length)
    lower.fill(low, from, to)
    upper.fill(high, from, to)
  }
  return { lower, upper, n: least }
}

const stepsOf = (list: ArrayLike<number>, from: number, to: number): number[] =>
  Array.prototype.slice.call(list, from, to).filter(Number.isFinite)

/** An even sample, ascending. */
function thinned(values: readonly number[]): Float64Array {
  const stride = Math.max(1, Math.ceil(values.length / MOST_ERRORS))
  return Float64Array.from(
    { length: Math.floor((values.length - 1) / stride) + 1 },
    (_, i) => values[i * stride]!,
  ).toSorted()
}

/**
 * Central band that leaves out `miss`. The steps of one forecast err together, so the finite-sample correction counts
 * forecasts (`origins`), not errors; where even the extremes are too few for it, the band is widened in proportion.
 */
function band(sorted: Float64Array, miss: number, origins: number): readonly [number, number] {
  const tail = (miss / 2) * (1 + 1 / origins) - CORRECTION / origins
  const inside = Math.max(0, tail)
  const low = quantileOfSorted(sorted, inside)!
  const high = quantileOfSorted(sorted, 1 - inside)!
  const wider = (Math.max(0, -tail) * (high - low)) / 2
  return [low - wider * WIDENING, high + wider * WIDENING]
}

/** The nominal miss rate at which intervals made from earlier errors would have missed as often as wanted. */
function adaptedMiss(lists: readonly (readonly number[])[], wanted: number): number {
  let miss = wanted
  for (let at = LEARNED_FIRST; at < lists.length; at++) {
    const [low, high] = band(thinned(lists.slice(0, at).flat()), miss, at)
    const own = lists[at]!
    const missed = own.filter((error) => error < low || error > high).length / own.length
    miss = Math.min(
      2 * wanted,
      Math.max(
        wanted / 10,
        miss + RATE * wanted * Math.sign(wanted - missed) * Math.min(1, Math.abs(wanted - missed) / wanted),
      ),
    )
  }
  return miss
}
