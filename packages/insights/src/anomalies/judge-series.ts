import type { CalendarHoliday } from '@numize/semantic'
import { dayAfter, daysBetween } from '../daily.ts'
import { NO_MEMBER } from '../drivers/leaves.ts'
import { holidayOn } from '../forecast/holidays-of.ts'
import type { AnomalyOptions, DaySeries } from './day-series.ts'
import { type DayScore, scoreDays } from './score-days.ts'
import { type ShiftOptions, type ShiftScore, scoreShifts } from './score-shifts.ts'
import { factorOf, plausibleShift, plausibleStep } from './season.ts'

/** Something looked at: a day, or a week against the weeks before it. */
export interface Judged {
  readonly kind: 'day' | 'shift'
  readonly series: DaySeries
  /** The first day concerned, and the last: of a shift its onset and the end of the week. */
  readonly from: number
  readonly to: number
  readonly value: number
  readonly expected: number
  readonly z: number
  readonly pValue: number
  /** The holiday a day is; where nothing is known of earlier ones the project's own explains what it does. */
  readonly holiday?: { readonly name: string; readonly explains: boolean }
}

/** What does not reach this cannot be told, however few the looks. */
const NOTICEABLE = 0.025
/** The same day of earlier months counts as alike from this part of the distance on. */
const RECURS = 0.5
/** A year ago was alike from this part of the distance on. */
const RECURS_YEARLY = 0.5
const YEAR = 364
const WEEK = 7
/** No day is judged by days farther away than this. */
const LOOKS_BACK = 400
const MOST_DAYS = 10_000
const DAY_MS = 86_400_000

/** What is worth a closer look, and among how many days and weeks that is. */
export interface Looked {
  readonly series: DaySeries
  readonly notable: readonly Judged[]
  readonly tests: number
}

/**
 * Every day and every week of a series from `since` on, without those still settling. Of a series of more than ten
 * thousand days (27 years) the last ones are looked at.
 */
export function judgeSeries(whole: DaySeries, options: AnomalyOptions): Looked {
  const { since, settleDays = 1 } = options
  const series = latest(whole)
  const from = since === undefined ? 0 : Math.max(0, daysBetween(series.start, since))
  const reach = { from, to: series.values.length - settleDays }
  const days = judgeDays(series, options, reach)
  const shifts = judgeShifts(series, options, reach)
  const notable = [...days.notable, ...shifts.notable]
  const tests = days.tests + shifts.tests
  return { series, notable: isBlank(series) ? notable.flatMap(onlyMore) : notable, tests }
}

/** Whether it is the share of rows without a member. */
export const isBlank = ({ counted, segment }: DaySeries): boolean =>
  counted !== undefined && segment.some(({ value }) => value === NO_MEMBER)

/** A column that is emptier than it was is asked for; one that is filled is no alarm. */
const onlyMore = (one: Judged): Judged[] => (one.z > 0 ? [{ ...one, pValue: one.pValue / 2 }] : [])

function latest(series: DaySeries): DaySeries {
  const { start, values, counted, whole } = series
  const skipped = values.length - MOST_DAYS
  if (skipped <= 0) return series
  const cut = (all: ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: MOST_DAYS }, (_, day) => all[day + skipped]!)
  const kept = { ...series, start: dayAfter(start, skipped), values: cut(values) }
  return { ...kept, ...(counted ? { counted: cut(counted) } : {}), ...(whole ? { whole: cut(whole) } : {}) }
}

interface Reach {
  readonly from: number
  readonly to: number
}

function judgeDays(series: DaySeries, options: AnomalyOptions, { from, to }: Reach): Looked {
  const { scale, counted = null } = series
  const scores = scoresOf(series, { scale, leastEffect: leastEffect(series, options), counted }, from)
  const notable: Judged[] = []
  let tests = 0
  for (let at = from; at < to; at++) {
    const score = scores[at]
    if (!score) continue
    tests++
    if (score.pValue >= NOTICEABLE || comesEachMonth(series, scores, at) || isSeason(series, scores, at))
      continue
    const known = holidayAt(series, scores, at, options.holidays)
    if (known === 'alike') continue
    const judged = { ...score, kind: 'day' as const, series, from: at, to: at, value: series.values[at]! }
    notable.push(known ? { ...judged, holiday: known } : judged)
  }
  return { series, notable, tests }
}

function judgeShifts(series: DaySeries, options: AnomalyOptions, { from, to }: Reach): Looked {
  const { scale, start } = series
  const plausible = (week: number): number =>
    scale === 'points' ? 0 : plausibleShift(dayAfter(start, week + WEEK - 1))
  const working = withoutHolidays(series, options.holidays ?? [])
  const scores = shiftsOf(working, Math.max(0, to), { leastEffect: leastEffect(series, options), plausible })
  const judged = scores.filter(({ onset }) => onset >= from)
  const notable = judged
    .filter((score) => score.pValue < NOTICEABLE && !isSeasonal(score, scores, plausible(score.week)))
    .map(({ value, expected, z, pValue, onset, week }): Judged => {
      return { kind: 'shift', series, from: onset, to: week + WEEK - 1, value, expected, z, pValue }
    })
  return { series, notable, tests: judged.length }
}

/** The project's own holidays say nothing of a week's level. */
function withoutHolidays(series: DaySeries, own: readonly CalendarHoliday[]): DaySeries {
  if (own.length === 0) return series
  const days = new Set(own.flatMap((one) => one.days))
  const values = Float64Array.from(series.values, (value, at) => {
    const day = dayAfter(series.start, at)
    return days.has(day) || days.has(day.slice(5)) ? Number.NaN : value
  })
  return { ...series, values }
}

/**
 * The weeks of a series up to a day. Those of a segment are judged by what it is beside the rest of its metric, which holds
 * still when everything moves with the season, and told where the segment itself moved that way.
 */
function shiftsOf(
  series: DaySeries,
  to: number,
  options: Pick<ShiftOptions, 'leastEffect' | 'plausible'>,
): ShiftScore[] {
  const { values, scale, counted = null, whole } = series
  const own = Float64Array.from(values).subarray(0, to)
  const scores = scoreShifts(own, { ...options, scale, counted })
  const beside = whole && besideTheRest(own, whole)
  if (!beside) return scores
  const relative = new Map(
    scoreShifts(beside, { ...options, scale, counted: null }).map((one) => [one.week, one]),
  )
  return scores.map((score) => {
    const { z = 0, pValue = 1, onset = score.onset } = relative.get(score.week) ?? {}
    const moved = Math.abs(factorOf(score.value, score.expected)) >= Math.log1p(options.leastEffect)
    const isSame = moved && Math.sign(z) === Math.sign(score.distance)
    return { ...score, z, onset, pValue: isSame ? pValue : 1 }
  })
}

/** The segment's days in proportion to those of the others; null where either has a day of nothing. */
function besideTheRest(part: Float64Array, whole: ArrayLike<number>): Float64Array | null {
  const shares = part.map((value, day) => value / (whole[day]! - value))
  return shares.every((share) => Number.isNaN(share) || (share > 0 && share < Infinity)) ? shares : null
}

/** A week that a season explains: as a year before, or where that is not known no farther than seasons go. */
function isSeasonal(score: ShiftScore, scores: readonly ShiftScore[], allowed: number): boolean {
  if (allowed === 0) return false
  const apart = factorOf(score.value, score.expected)
  const then = scores.find(({ week }) => Math.abs(week - (score.week - YEAR)) <= WEEK / 2)
  if (!then) return Math.abs(apart) < allowed
  return factorOf(then.value, then.expected) / apart >= RECURS_YEARLY
}

/** Around the turn of the year: as a year before, or where that is not known no farther than the season goes. */
function isSeason(series: DaySeries, scores: readonly (DayScore | null)[], at: number): boolean {
  const allowed = series.scale === 'points' ? 0 : plausibleStep(dayAfter(series.start, at))
  const score = scores[at]
  if (allowed === 0 || !score) return false
  const then = scores[at - YEAR]
  const apart = factorOf(series.values[at]!, score.expected)
  if (!then) return Math.abs(apart) < allowed
  return factorOf(series.values[at - YEAR]!, then.expected) / apart >= RECURS_YEARLY
}

/** `alike`: the same holiday did as much to the series before. Null of any other day. */
function holidayAt(
  series: DaySeries,
  scores: readonly (DayScore | null)[],
  at: number,
  own: AnomalyOptions['holidays'],
): Judged['holiday'] | 'alike' | null {
  const holiday = holidayOn(dayAfter(series.start, at), own)
  if (!holiday) return null
  const here = apartAt(series, scores, at)
  const then = holiday.earlier
    .map((day) => daysBetween(series.start, day))
    .filter((row) => row >= 0 && scores[row])
    .map((row) => apartAt(series, scores, row))
  const isAlike = then.some((one) => Math.sign(one) === Math.sign(here) && one / here >= RECURS)
  return isAlike ? 'alike' : { name: holiday.name, explains: holiday.isOwn && then.length === 0 }
}

/** How far a day lies from what was expected of it, as a part of that. */
function apartAt(series: DaySeries, scores: readonly (DayScore | null)[], day: number): number {
  const score = scores[day]
  return score ? series.values[day]! / score.expected - 1 : 0
}

/** Days too early to have a history are judged by the days after them, where they are judged at all. */
function scoresOf(
  { values }: DaySeries,
  options: Parameters<typeof scoreDays>[1],
  from: number,
): (DayScore | null)[] {
  const forward = scoreDays(values, options)
  const early = forward.findLastIndex((score, at) => score === null && at < LOOKS_BACK) + 1
  if (early <= from) return forward
  const turned = (all: ArrayLike<number>): Float64Array =>
    Float64Array.from(all)
      .subarray(0, early + LOOKS_BACK)
      .toReversed()
  const counted = options.counted ? turned(options.counted) : null
  const backward = scoreDays(turned(values), { ...options, counted }).toReversed()
  return forward.map((score, at) => score ?? backward[at] ?? null)
}

/** A payday, a first of the month: the same day of the two months before was as far off, on the same side. */
function comesEachMonth(series: DaySeries, scores: readonly (DayScore | null)[], at: number): boolean {
  const here = apartAt(series, scores, at)
  return [1, 2].every((months) => {
    const then = apartAt(series, scores, at - daysBack(series, at, months))
    return Math.sign(then) === Math.sign(here) && Math.abs(then) >= RECURS * Math.abs(here)
  })
}

/** Days from a day back to the same day of an earlier month; the last of a month to the last of that. */
function daysBack({ start }: DaySeries, at: number, months: number): number {
  const day = new Date(Date.parse(dayAfter(start, at)))
  const isLast = new Date(day.getTime() + DAY_MS).getUTCDate() === 1
  const month = day.getUTCMonth() - months
  const last = Date.UTC(day.getUTCFullYear(), month + 1, 0)
  const same = Date.UTC(day.getUTCFullYear(), month, day.getUTCDate())
  return Math.round((day.getTime() - (isLast ? last : Math.min(same, last))) / DAY_MS)
}

export const leastEffect = (
  { scale }: DaySeries,
  { leastChange = 0.1, leastPoints = 0.01 }: AnomalyOptions,
): number => (scale === 'points' ? leastPoints : leastChange)
