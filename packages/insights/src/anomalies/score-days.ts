import { MAD_TO_SD, studentT } from '@numize/statistics'
import { distancesFrom } from './middle.ts'
import { beyondBinomial, beyondChanceExactly, type CountedDay, degreesBeyond } from './share-chance.ts'
import { movingMiddle, type SortedWindow, sortedWindow } from './sorted-window.ts'
import { type Scale, type Transform, transformOf } from './transform.ts'

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
  const level = Float64Array.from(values, transform.to)
  const usual = usualLevels(level)
  const residuals = less(level, usual)
  const bias = movingMiddle(residuals, { from: -BIAS_DAYS, to: 0 })
  const countsOf = counted && countedDays(values, counted)
  const history = sortedWindow(UNREST_DAYS + WEEK)
  const scores: (DayScore | null)[] = []
  let unrest: Unrest | null = null
  for (let at = 0; at < level.length; at++) {
    if (at % WEEK === 0) {
      for (let day = Math.max(0, at - WEEK); day < at; day++) history.add(residuals[day]!)
      for (let day = at - UNREST_DAYS - WEEK; day < at - UNREST_DAYS; day++)
        if (day >= 0) history.remove(residuals[day]!)
      unrest = unrestOf(history)
    }
    const figures = { value: level[at]!, expected: usual[at]! + bias[at]! }
    if (!unrest || !Number.isFinite(residuals[at]!)) scores.push(null)
    else scores.push(scoreDay(figures, unrest, { transform, day: countsOf?.(at) ?? null }))
  }
  return scores
}

function scoreDay(
  { value, expected }: { readonly value: number; readonly expected: number },
  { spread: learned, wildest }: Unrest,
  { transform, day }: { readonly transform: Transform; readonly day: CountedDay | null },
): DayScore {
  const spread = Math.max(learned, FLOOR * transform.leastStep(expected))
  const apart = value - expected
  const beyond = day && beyondBinomial(learned, day)
  const z = day && beyond ? sameSide(beyondChanceExactly(day) / beyond, apart) : apart / spread
  const tails = beyond === null ? TAILS : studentT(degreesBeyond(beyond))
  const isWild = Math.abs(apart) > BEYOND_WILD * wildest
  const pValue = isWild ? Math.min(1, 2 * tails.survival(Math.abs(z))) : 1
  return { expected: transform.from(expected), z, pValue }
}

const sameSide = (z: number, apart: number): number => (Math.sign(z) === Math.sign(apart) ? z : 0)

/** Gives a day's rows with the members and rows of the ninety days before it. */
function countedDays(shares: ArrayLike<number>, counted: ArrayLike<number>): (at: number) => CountedDay {
  const members = new Float64Array(shares.length + 1)
  const rows = new Float64Array(shares.length + 1)
  for (let at = 0; at < shares.length; at++) {
    const isKnown = Number.isFinite(shares[at]!) && Number.isFinite(counted[at]!)
    members[at + 1] = members[at]! + (isKnown ? shares[at]! * counted[at]! : 0)
    rows[at + 1] = rows[at]! + (isKnown ? counted[at]! : 0)
  }
  return (at) => {
    const from = Math.max(0, at - UNREST_DAYS)
    const before = {
      members: members[at]! - members[from]!,
      rows: rows[at]! - rows[from]!,
      days: at - from,
    }
    return { share: shares[at]!, rows: counted[at]!, before }
  }
}

/** The level of the fortnight before without its weekdays, plus this weekday; NaN before there is a season. */
function usualLevels(level: Float64Array): Float64Array {
  const around = less(level, movingMiddle(level, { from: -3, to: 4 }))
  const season = movingMiddle(around, { from: -SEASON_WEEKS, to: 0, step: WEEK, least: LEAST_WEEKS }, 0)
  const calm = movingMiddle(less(level, season), { from: -LEVEL_DAYS, to: 0, least: LEVEL_DAYS / 2 })
  return level.map((_, at) => (at < LEAST_WEEKS * WEEK + LEVEL_DAYS ? Number.NaN : calm[at]! + season[at]!))
}

const less = (these: Float64Array, those: Float64Array): Float64Array =>
  these.map((value, at) => value - those[at]!)

interface Unrest {
  readonly spread: number
  /** Farther than nearly all days before. */
  readonly wildest: number
}

/** Null where too few days are known. */
function unrestOf(history: SortedWindow): Unrest | null {
  const count = history.size()
  if (count < LEAST_RESIDUALS) return null
  const distances = distancesFrom(history.middle(), history.sorted())
  return {
    spread: MAD_TO_SD * distances[count >> 1]!,
    wildest: distances[Math.floor(WILD * (count - 1))]!,
  }
}
