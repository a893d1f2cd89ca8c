import { MAD_TO_SD, median, studentT } from '@numize/statistics'
import { distancesFrom, middle, middleOfScratch, scratch } from './middle.ts'
import { factorOf } from './season.ts'
import { type SortedWindow, sortedWindow } from './sorted-window.ts'
import { beyondChance, type Scale, transformOf } from './transform.ts'

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
const UNREST_DAYS = 182
const LEAST_UNREST = 42
/** So many days of overlapping weeks tell as much of a spread as one week that stands alone. */
const DAYS_A_DEGREE = 8
/** Where chance alone explains the spread, nothing had to be learned of it. */
const TAILS_OF_CHANCE = studentT(200)
const WILD = 0.97
const BEYOND_WILD = 1.6
/** The smallest spread believed is this part of the smallest effect told. */
const FLOOR = 1 / 12
/** The middle of seven days against the middle of four weeks' varies by this part of what one day does. */
const OF_A_WEEK = 0.65
/** A week this far apart is not taken for an example of the usual, whatever becomes of it. */
const ODD = 5

export interface ShiftOptions {
  readonly scale: Scale
  readonly leastEffect: number
  /** Of shares: how many rows each day's is a share of. */
  readonly counted: ArrayLike<number> | null
  /** The factor, as a logarithm, that the season may put between a week and those before it. */
  readonly plausible: (week: number) => number
}

/**
 * Each week (the last one ends with the series) against the weeks before it: the median over its days of what lies between
 * a day and the median of the same weekday before. One odd day moves it little, a new level by all of it. Its distance in
 * robust spreads of the same measure over the days before, beyond what those did at their wildest. Only the past is looked
 * at. `values` are consecutive days, NaN where there is none. Weeks without a history are left out.
 */
export function scoreShifts(
  values: ArrayLike<number>,
  { scale, leastEffect, counted, plausible }: ShiftOptions,
): ShiftScore[] {
  const transform = transformOf(values, scale, leastEffect)
  const level = Float64Array.from(values, (value) => transform.to(value))
  const usual = level.slice()
  const apart = new Float64Array(level.length).fill(Number.NaN)
  const past = new Float64Array(level.length).fill(Number.NaN)
  const history = sortedWindow(UNREST_DAYS + 2 * WEEK)
  const scores: ShiftScore[] = []
  let odd = 0
  for (let week = level.length % WEEK; week + WEEK <= level.length; week += WEEK) {
    const end = week + WEEK
    for (let day = week; day < end; day++) apart[day] = level[day]! - baseOf(usual, day)
    for (let start = Math.max(0, week - WEEK + 1); start <= week; start++) past[start] = shiftAt(apart, start)
    move(history, past, week)
    const score = scoreWeek(week, { level, apart, past, history, transform, counted })
    const isOdd = score !== null && isOddWeek(score, plausible)
    odd = isOdd ? odd + 1 : 0
    if (isOdd) past.fill(Number.NaN, Math.max(0, week - WEEK + 1), week + 1)
    if (isOdd && odd < NEW_LEVEL_WEEKS) usual.fill(Number.NaN, Math.min(score.onset, week), end)
    else if (isOdd) restore(usual, level, end - (NEW_LEVEL_WEEKS + 1) * WEEK, end)
    if (score) scores.push(score)
  }
  return scores
}

/** A level that has stayed is the usual one from now on. */
function restore(usual: Float64Array, level: Float64Array, from: number, to: number): void {
  usual.set(level.subarray(Math.max(0, from), to), Math.max(0, from))
}

const isOddWeek = (
  { week, z, distance, least, value, expected }: Scored,
  plausible: ShiftOptions['plausible'],
): boolean =>
  Math.abs(z) > ODD && Math.abs(distance) > least && Math.abs(factorOf(value, expected)) > plausible(week)

/** The weeks of the days before one comes to hold those of a week later: the last that do not overlap it. */
function move(history: SortedWindow, past: Float64Array, week: number): void {
  const end = week - WEEK + 1
  for (let start = Math.max(0, end - WEEK); start < end; start++) history.add(past[start]!)
  for (let start = Math.max(0, week - UNREST_DAYS - WEEK); start < week - UNREST_DAYS; start++)
    history.remove(past[start]!)
}

/** The median over a week of the distance to the same weekdays before; NaN where too little is known. */
function shiftAt(apart: Float64Array, start: number): number {
  let known = 0
  for (let day = start; day < start + WEEK; day++)
    if (Number.isFinite(apart[day]!)) scratch[known++] = apart[day]!
  return known < WEEK - 2 ? Number.NaN : middleOfScratch(known)
}

/** The median of the same weekday in the latest usual weeks. */
function baseOf(usual: Float64Array, day: number): number {
  let known = 0
  for (let back = 1; back <= FARTHEST_WEEKS && known < BASE_WEEKS; back++) {
    const value = usual[day - back * WEEK]
    if (value !== undefined && Number.isFinite(value)) scratch[known++] = value
  }
  return known < 2 ? Number.NaN : middleOfScratch(known)
}

interface History {
  readonly level: Float64Array
  /** Each day less its base. */
  readonly apart: Float64Array
  readonly past: Float64Array
  /** Those of the weeks that one is judged by. */
  readonly history: SortedWindow
  readonly transform: ReturnType<typeof transformOf>
  readonly counted: ArrayLike<number> | null
}

interface Scored extends ShiftScore {
  readonly least: number
}

function scoreWeek(
  week: number,
  { level, apart, past, history, transform, counted }: History,
): Scored | null {
  const shift = past[week]!
  const known = history.size()
  if (!Number.isFinite(shift) || known < LEAST_UNREST) return null
  const centre = history.middle()
  const distances = distancesFrom(centre, history.sorted())
  const here = middle(level, week, week + WEEK)
  const distance = shift - centre
  const expected = here - distance
  const least = transform.leastStep(expected)
  const rows = counted && median(Array.from({ length: WEEK }, (_, day) => counted[week + day]!))
  const learned = Math.max(MAD_TO_SD * distances[known >> 1]!, FLOOR * least)
  const byHistory = Math.abs(distance) / learned
  const byChance = Math.min(
    rows ? beyondChance(here, expected, rows) / OF_A_WEEK : Infinity,
    transform.chance > 0 ? Math.abs(distance) / (OF_A_WEEK * transform.chance) : Infinity,
  )
  const z = Math.sign(distance) * Math.min(byHistory, byChance)
  const tails = byChance < byHistory ? TAILS_OF_CHANCE : studentT(known / DAYS_A_DEGREE)
  const isWild = Math.abs(distance) > BEYOND_WILD * distances[Math.floor(WILD * (known - 1))]!
  return {
    week,
    onset: isWild ? onsetOf(apart, week, distance) : week,
    value: transform.from(here),
    expected: transform.from(expected),
    distance,
    least,
    z,
    pValue: isWild ? Math.min(1, 2 * tails.survival(Math.abs(z))) : 1,
  }
}

/** The day, in the week or the one before it, from which on the days lie nearer to the new level than to the old. */
function onsetOf(apart: Float64Array, week: number, distance: number): number {
  let best = week
  let most = -Infinity
  let gain = 0
  for (let day = week + WEEK - 1; day > week - WEEK && day >= 0; day--) {
    const step = apart[day]!
    if (Number.isFinite(step)) gain += Math.sign(distance) * step - Math.abs(distance) / 2
    if (gain > most) {
      most = gain
      best = day
    }
  }
  return best
}
