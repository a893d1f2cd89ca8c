import { adjustPValues } from '@numize/statistics'
import type { Segment } from '../drivers/leaves.ts'
import { type DayScore, type Scale, scoreDays } from './score-days.ts'

/** One metric, of everything or of a segment, day by day. */
export interface DaySeries {
  readonly metric: string
  readonly segment: Segment
  /** `YYYY-MM-DD` of the first value; the others follow day by day. */
  readonly start: string
  readonly values: ArrayLike<number>
  readonly scale: Scale
}

export interface AnomalyOptions {
  /** The first day judged; earlier ones are history. Absent: all that can be. */
  readonly since?: string
  /** Days at the end that are still settling and are not judged: late data would look like a fall. Default 1. */
  readonly settleDays?: number
  /** The smallest effect told: a fraction of sums and counts, default 0.1. */
  readonly leastChange?: number
  /** The same for shares, as a fraction, default 0.01: one point. */
  readonly leastPoints?: number
}

/** Days on end that lie on one side of what like days lead one to expect. */
export interface Anomaly {
  readonly metric: string
  readonly segment: Segment
  readonly first: string
  /** The last such day, included. */
  readonly last: string
  /** The day that stands out most. */
  readonly peak: string
  readonly value: number
  readonly expected: number
  readonly direction: 'high' | 'low'
  /** Over all its days: actual less expected. */
  readonly impact: number
  /** Chance that it is more than noise, corrected for every series and day looked at. */
  readonly confidence: number
}

/** The chance that a scan of nothing but noise raises any alarm stays below 5 %; half of that is left for what models miss. */
const ALPHA = 0.025
/** Neighbouring days of the same anomaly may be this far apart. */
const GAP_DAYS = 3
/** The same day of earlier months counts as alike from this part of the distance on. */
const RECURS = 0.5
const DAY_MS = 86_400_000
/** No day is judged by days farther away than this. */
const LOOKS_BACK = 400

interface Alarm {
  readonly series: DaySeries
  readonly at: number
  readonly score: DayScore
  readonly pValue: number
}

/**
 * Days that are unlike the days they should be like, strongest first. All series and days of a scan are corrected
 * together (Holm, 1979), so the more is looked at, the more it takes.
 */
export function findAnomalies(series: readonly DaySeries[], options: AnomalyOptions = {}): Anomaly[] {
  const tests = series.flatMap((one) => testsOf(one, options))
  const adjusted = adjustPValues(
    tests.map(({ pValue }) => pValue),
    'holm',
  )
  const alarms = tests.flatMap((test, at) => {
    const pValue = adjusted[at]!
    return pValue < ALPHA && isEnough(test.series, test.at, test.score, options) ? [{ ...test, pValue }] : []
  })
  return series
    .flatMap((one) => runsOf(alarms.filter(({ series: other }) => other === one)).map(anomalyOf))
    .toSorted((a, b) => b.confidence - a.confidence || relative(b) - relative(a))
}

const relative = ({ value, expected }: Anomaly): number =>
  Math.abs(value - expected) / Math.max(1e-9, Math.abs(expected))

function testsOf(series: DaySeries, options: AnomalyOptions): Alarm[] {
  const { since, settleDays = 1 } = options
  const from = since === undefined ? 0 : Math.max(0, dayNumber(since) - dayNumber(series.start))
  const to = series.values.length - settleDays
  const scores = scoresOf(series, { scale: series.scale, leastEffect: leastEffect(series, options) }, from)
  return scores.flatMap((score, at) =>
    score === null || at < from || at >= to || (score.pValue < ALPHA && comesEachMonth(series, scores, at))
      ? []
      : [{ series, at, score, pValue: score.pValue }],
  )
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
  const backward = scoreDays(
    Float64Array.from(values)
      .subarray(0, early + LOOKS_BACK)
      .toReversed(),
    options,
  ).toReversed()
  return forward.map((score, at) => score ?? backward[at] ?? null)
}

/** A payday, a first of the month: the same day of the two months before was as far off, on the same side. */
function comesEachMonth(series: DaySeries, scores: readonly (DayScore | null)[], at: number): boolean {
  const distance = (day: number): number => {
    const score = scores[day]
    return score ? series.values[day]! / score.expected - 1 : 0
  }
  const here = distance(at)
  return [1, 2].every((months) => {
    const then = distance(at - daysBack(series, at, months))
    return Math.sign(then) === Math.sign(here) && Math.abs(then) >= RECURS * Math.abs(here)
  })
}

/** Days from a day back to the same day of an earlier month; the last of a month to the last of that. */
function daysBack({ start }: DaySeries, at: number, months: number): number {
  const day = new Date((dayNumber(start) + at) * DAY_MS)
  const isLast = new Date(day.getTime() + DAY_MS).getUTCDate() === 1
  const month = day.getUTCMonth() - months
  const last = Date.UTC(day.getUTCFullYear(), month + 1, 0)
  const same = Date.UTC(day.getUTCFullYear(), month, day.getUTCDate())
  return Math.round((day.getTime() - (isLast ? last : Math.min(same, last))) / DAY_MS)
}

const leastEffect = (
  { scale }: DaySeries,
  { leastChange = 0.1, leastPoints = 0.01 }: AnomalyOptions,
): number => (scale === 'points' ? leastPoints : leastChange)

function isEnough(series: DaySeries, at: number, { expected }: DayScore, options: AnomalyOptions): boolean {
  const distance = Math.abs(series.values[at]! - expected)
  const least = leastEffect(series, options)
  return distance >= (series.scale === 'points' ? least : least * Math.abs(expected))
}

/** Alarms on the same side, a few days apart at most. */
function runsOf(alarms: readonly Alarm[]): Alarm[][] {
  const runs: Alarm[][] = []
  for (const alarm of alarms) {
    const last = runs.at(-1)?.at(-1)
    if (last && alarm.at - last.at <= GAP_DAYS && last.score.z > 0 === alarm.score.z > 0)
      runs.at(-1)?.push(alarm)
    else runs.push([alarm])
  }
  return runs
}

function anomalyOf(run: readonly Alarm[]): Anomaly {
  const { series } = run[0]!
  const peak = run.reduce((top, one) => (Math.abs(one.score.z) > Math.abs(top.score.z) ? one : top))
  return {
    metric: series.metric,
    segment: series.segment,
    first: dayName(series, run[0]!.at),
    last: dayName(series, run.at(-1)!.at),
    peak: dayName(series, peak.at),
    value: series.values[peak.at]!,
    expected: peak.score.expected,
    direction: peak.score.z > 0 ? 'high' : 'low',
    impact: run.reduce((sum, { at, score }) => sum + series.values[at]! - score.expected, 0),
    confidence: Math.round((1 - Math.min(...run.map(({ pValue }) => pValue))) * 1e4) / 1e4,
  }
}

const dayNumber = (day: string): number => Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / DAY_MS)

const dayName = ({ start }: DaySeries, at: number): string =>
  new Date((dayNumber(start) + at) * DAY_MS).toISOString().slice(0, 10)
