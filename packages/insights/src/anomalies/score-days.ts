import { MAD_TO_SD, studentT } from '@numize/statistics'
import { distancesFrom, middle, middleOfScratch, middleOfSorted, scratch } from './middle.ts'
import { beyondChance, type Scale, transformOf } from './transform.ts'

export interface DayScore {
  /** What like days before it lead one to expect, in the figure's own unit. */
  readonly expected: number
  /** Distance from that in units of the usual unrest. */
  readonly z: number
  readonly pValue: number
}

const WEEK = 7
const LEVEL_DAYS = 14
const SEASON_WEEKS = 12
const LEAST_WEEKS = 3
const BIAS_DAYS = 28
const UNREST_DAYS = 90
/** Residuals known before the first day that is judged. */
const LEAST_RESIDUALS = 28
/** Tails a little heavier than normal, for a spread learned from some ninety days. */
const TAILS = studentT(12)
/** Where chance alone explains the spread, nothing had to be learned of it. */
const TAILS_OF_CHANCE = studentT(200)
/** A day must lie this many times farther than all but a few days of the history. */
const WILD = 0.97
const BEYOND_WILD = 1.6
/** The smallest spread believed is this part of the smallest effect told. */
const FLOOR = 1 / 6

export interface DayOptions {
  readonly scale: Scale
  /** The smallest effect told: a fraction (proportional) or points. */
  readonly leastEffect: number
  /** Of shares: how many rows each day's is a share of. */
  readonly counted?: ArrayLike<number> | null
}

/**
 * Each day against like days before it: the median of the last fortnight plus what its weekday adds, its distance in
 * robust spreads of the last ninety such distances (median absolute deviation), which must also lie beyond what that
 * history did at its wildest. Only the past is looked at. `values` are consecutive days, NaN where there is none;
 * a share is not told that chance explains. Null where the history is too short or the day has no value.
 */
export function scoreDays(
  values: ArrayLike<number>,
  { scale, leastEffect, counted = null }: DayOptions,
): (DayScore | null)[] {
  const transform = transformOf(values, scale, leastEffect)
  const level = Float64Array.from(values, (value) => transform.to(value))
  const around = level.map((value, at) => value - middle(level, at - 3, at + 4))
  const season = level.map((_, at) => weekdayAt(around, at))
  const usual = level.map((_, at) => expectedAt(level, season, at))
  const residuals = level.map((value, at) => value - usual[at]!)
  let unrest = unrestBefore(residuals, 0)
  return Array.from(level, (value, at) => {
    if (at % WEEK === 0) unrest = unrestBefore(residuals, at)
    if (!unrest || !Number.isFinite(value - usual[at]!)) return null
    const expected = usual[at]! + middle(residuals, at - BIAS_DAYS, at)
    const spread = Math.max(unrest.spread, FLOOR * transform.leastStep(expected))
    const apart = Math.abs(value - expected)
    const chance = counted ? beyondChance(value, expected, counted[at]!) : Infinity
    const z = Math.sign(value - expected) * Math.min(apart / spread, chance)
    const tails = chance < apart / spread ? TAILS_OF_CHANCE : TAILS
    const isWild = apart > BEYOND_WILD * unrest.wildest
    const pValue = isWild ? Math.min(1, 2 * tails.survival(Math.abs(z))) : 1
    return { expected: transform.from(expected), z, pValue }
  })
}

/** What a weekday adds: the median of the same weekdays before it, each against the days around it. */
function weekdayAt(around: Float64Array, at: number): number {
  let count = 0
  for (let day = at - WEEK; day >= Math.max(0, at - SEASON_WEEKS * WEEK); day -= WEEK)
    if (Number.isFinite(around[day]!)) scratch[count++] = around[day]!
  return count < LEAST_WEEKS ? 0 : middleOfScratch(count)
}

/** The level of the last fortnight without its weekdays, plus this weekday; NaN before there is a season. */
function expectedAt(level: Float64Array, season: Float64Array, at: number): number {
  if (at < LEAST_WEEKS * WEEK + LEVEL_DAYS) return Number.NaN
  let count = 0
  for (let day = at - LEVEL_DAYS; day < at; day++) {
    const calm = level[day]! - season[day]!
    if (Number.isFinite(calm)) scratch[count++] = calm
  }
  return count < LEVEL_DAYS / 2 ? Number.NaN : middleOfScratch(count) + season[at]!
}

interface Unrest {
  readonly spread: number
  /** Farther than nearly all days before. */
  readonly wildest: number
}

/** Null where too few days are known. */
function unrestBefore(residuals: Float64Array, at: number): Unrest | null {
  let count = 0
  for (let day = Math.max(0, at - UNREST_DAYS); day < at; day++)
    if (Number.isFinite(residuals[day]!)) scratch[count++] = residuals[day]!
  if (count < LEAST_RESIDUALS) return null
  const before = scratch.subarray(0, count).toSorted()
  const distances = distancesFrom(middleOfSorted(before), before)
  return {
    spread: MAD_TO_SD * distances[count >> 1]!,
    wildest: distances[Math.floor(WILD * (count - 1))]!,
  }
}
