import { MAD_TO_SD, median, studentT } from '@numize/statistics'
import { type Scale, transformOf } from './transform.ts'

/** A week that lies apart from the weeks before it. */
export interface ShiftScore {
  /** First day of the week, as an index. */
  readonly week: number
  /** The day the level moved, as an index; in this week or the one before. */
  readonly onset: number
  /** A middle day of the week, and what the weeks before lead one to expect of it. */
  readonly value: number
  readonly expected: number
  /** Distance on the scale of the transform: of sums the logarithm of a factor. */
  readonly distance: number
  readonly z: number
  readonly pValue: number
}

const WEEK = 7
/** A week is compared with the same weekdays of so many weeks before it. */
const BASE_WEEKS = 4
/** Where those were odd themselves, with weeks so far back. */
const FARTHEST_WEEKS = 9
/** Weeks on end that lie apart before their level is taken for the usual one. */
const NEW_LEVEL_WEEKS = 4
const UNREST_DAYS = 120
const LEAST_UNREST = 42
/** Overlapping weeks of a season tell as much of a spread as so many that stand alone. */
const TAILS = studentT(14)
const WILD = 0.97
const BEYOND_WILD = 1.6
/** The smallest spread believed is this part of the smallest effect told. */
const FLOOR = 1 / 12
/** A week this far apart is not taken for an example of the usual, whatever becomes of it. */
const ODD = 5

/**
 * Each week (the last one ends with the series) against the weeks before it: the median over its days of what lies between
 * a day and the median of the same weekday before. One odd day moves it little, a new level by all of it. Its distance in
 * robust spreads of the same measure over the days before, beyond what those did at their wildest. Only the past is looked
 * at. `values` are consecutive days, NaN where there is none. Weeks without a history are left out.
 */
export function scoreShifts(
  values: ArrayLike<number>,
  { scale, leastEffect }: { readonly scale: Scale; readonly leastEffect: number },
): ShiftScore[] {
  const transform = transformOf(values, scale, leastEffect)
  const level = Float64Array.from(values, (value) => transform.to(value))
  const usual = level.slice()
  const past = new Float64Array(level.length).fill(Number.NaN)
  const scores: ShiftScore[] = []
  let odd = 0
  for (let week = level.length % WEEK; week + WEEK <= level.length; week += WEEK) {
    for (let start = week - WEEK + 1; start <= week; start++) past[start] = shiftAt(level, usual, start)
    const score = scoreWeek(week, { level, past, transform })
    const isOdd = score !== null && Math.abs(score.z) > ODD && Math.abs(score.distance) > score.least
    odd = isOdd ? odd + 1 : 0
    if (isOdd) past.fill(Number.NaN, Math.max(0, week - WEEK + 1), week + 1)
    if (isOdd && odd < NEW_LEVEL_WEEKS) usual.fill(Number.NaN, Math.min(score.onset, week), week + WEEK)
    else if (isOdd)
      usual.set(level.subarray(week - NEW_LEVEL_WEEKS * WEEK, week + WEEK), week - NEW_LEVEL_WEEKS * WEEK)
    if (score) scores.push(score)
  }
  return scores
}

/** The median over a week of the distance to the same weekdays before; NaN where too little is known. */
function shiftAt(level: Float64Array, usual: Float64Array, start: number): number {
  if (start < 0) return Number.NaN
  const distances: number[] = []
  for (let day = start; day < start + WEEK; day++) {
    const distance = level[day]! - baseOf(usual, day, start)
    if (Number.isFinite(distance)) distances.push(distance)
  }
  return distances.length < WEEK - 2 ? Number.NaN : (median(distances) ?? Number.NaN)
}

/** The median of the same weekday in the latest usual weeks that ended before `start`. */
function baseOf(usual: Float64Array, day: number, start: number): number {
  const known: number[] = []
  for (let back = 1; back <= FARTHEST_WEEKS && known.length < BASE_WEEKS; back++) {
    const at = day - back * WEEK
    if (at < 0) break
    if (at < start && Number.isFinite(usual[at]!)) known.push(usual[at]!)
  }
  return known.length < 2 ? Number.NaN : (median(known) ?? Number.NaN)
}

interface History {
  readonly level: Float64Array
  readonly past: Float64Array
  readonly transform: ReturnType<typeof transformOf>
}

function scoreWeek(
  week: number,
  { level, past, transform }: History,
): (ShiftScore & { least: number }) | null {
  const shift = past[week]!
  if (!Number.isFinite(shift)) return null
  const before = Array.from(past.subarray(Math.max(0, week - UNREST_DAYS), week - WEEK + 1)).filter(
    Number.isFinite,
  )
  if (before.length < LEAST_UNREST) return null
  const centre = median(before) ?? 0
  const distances = before.map((one) => Math.abs(one - centre)).toSorted((a, b) => a - b)
  const here = median(Array.from(level.subarray(week, week + WEEK)).filter(Number.isFinite)) ?? Number.NaN
  const distance = shift - centre
  const expected = here - distance
  const least = transform.leastStep(expected)
  const spread = Math.max(MAD_TO_SD * (median(distances) ?? 0), FLOOR * least)
  const wildest = distances[Math.floor(WILD * (distances.length - 1))] ?? 0
  const z = distance / spread
  const isWild = Math.abs(distance) > BEYOND_WILD * wildest
  return {
    week,
    onset: onsetOf(level, week, distance),
    value: transform.from(here),
    expected: transform.from(expected),
    distance,
    least,
    z,
    pValue: isWild ? Math.min(1, 2 * TAILS.survival(Math.abs(z))) : 1,
  }
}

/** The day within the week, or the one before it, from which on the days lie nearer to the new level than to the old. */
function onsetOf(level: Float64Array, week: number, distance: number): number {
  let best = week
  let most = -Infinity
  let gain = 0
  for (let day = week + WEEK - 1; day > week - WEEK && day >= 0; day--) {
    const step = level[day]! - (median(sameWeekdays(level, day, week)) ?? Number.NaN)
    if (Number.isFinite(step)) gain += Math.sign(distance) * step - Math.abs(distance) / 2
    if (gain > most) {
      most = gain
      best = day
    }
  }
  return best
}

const sameWeekdays = (level: Float64Array, day: number, week: number): number[] =>
  Array.from({ length: BASE_WEEKS + 1 }, (_, back) => day - (back + 1) * WEEK)
    .filter((at) => at >= 0 && at <= week - WEEK)
    .map((at) => level[at]!)
    .filter(Number.isFinite)
