import { adjustPValues } from '@numize/statistics'
import { dayAfter } from '../daily.ts'
import type { Segment } from '../drivers/leaves.ts'
import type { AnomalyOptions, DaySeries } from './day-series.ts'
import { isBlank, type Judged, judgeSeries, type Looked, leastEffect } from './judge-series.ts'

/** Days on end that lie on one side of what like days, or the weeks before, lead one to expect. */
export interface Anomaly {
  /** Odd days, or a level that moved and stayed for a week at least. */
  readonly kind: 'days' | 'shift'
  readonly metric: string
  readonly segment: Segment
  /** The figures are the segment's share of the metric. */
  readonly isShare: boolean
  readonly first: string
  /** The last such day, included. */
  readonly last: string
  /** The day that stands out most; of a shift the first. */
  readonly peak: string
  readonly value: number
  readonly expected: number
  readonly direction: 'high' | 'low'
  /** Over all its days: actual less expected. */
  readonly impact: number
  /** The holiday its days are, where they are one. */
  readonly holiday: string | null
  /** A holiday of the project's own, the first that is known of its days: expected to be unlike the others, and no alarm. */
  readonly isExpected: boolean
  /** Chance that it is more than noise, corrected for every series and day looked at. */
  readonly confidence: number
}

/** The chance that a scan of nothing but noise raises any alarm stays below 5 %; half of that is left for what models miss. */
const ALPHA = 0.025
/** Neighbouring days of the same anomaly may be this far apart. */
const GAP_DAYS = 3

/**
 * Days that are unlike the days they should be like, and weeks unlike the weeks before, strongest first. All series, days
 * and weeks of a scan are corrected together, so the more is looked at, the more it takes. Days that a shift
 * covers are told with it.
 */
export function findAnomalies(series: readonly DaySeries[], options: AnomalyOptions = {}): Anomaly[] {
  const looks = series.map((one) => judgeSeries(one, options))
  const alarms = correctedByFamily(looks).filter((one) => one.pValue < ALPHA && isEnough(one, options))
  const bySeries = new Map<DaySeries, Judged[]>()
  for (const alarm of alarms) bySeries.set(alarm.series, [...(bySeries.get(alarm.series) ?? []), alarm])
  return [...bySeries.values()]
    .flatMap(anomaliesOf)
    .toSorted((a, b) => b.confidence - a.confidence || relative(b) - relative(a))
}

/** Few wholes and few shares of rows without a member do not pay for the many segments beside them: each family has its part of the chance. */
const PARTS = { whole: 0.5, blank: 0.25, segment: 0.25 } as const

const familyOf = (series: DaySeries): keyof typeof PARTS =>
  series.segment.length === 0 ? 'whole' : isBlank(series) ? 'blank' : 'segment'

/** Everything notable with its p-value corrected for all looks of its family (Holm) and for the part the family has. */
function correctedByFamily(looks: readonly Looked[]): Judged[] {
  const families = Object.keys(PARTS) as (keyof typeof PARTS)[]
  const looked = families.map((family) => looks.filter(({ series }) => familyOf(series) === family))
  const shared = families.reduce((sum, family, at) => sum + (looked[at]?.length ? PARTS[family] : 0), 0)
  return families.flatMap((family, at) => {
    const judged = (looked[at] ?? []).flatMap(({ notable }) => notable)
    const tests = (looked[at] ?? []).reduce((sum, one) => sum + one.tests, 0)
    const adjusted = adjustPValues(
      judged.map(({ pValue }) => pValue),
      'holm',
      tests,
    )
    return judged.map((one, rank) => ({
      ...one,
      pValue: Math.min(1, (adjusted[rank]! * shared) / PARTS[family]),
    }))
  })
}

const relative = ({ value, expected }: Anomaly): number =>
  Math.abs(value - expected) / Math.max(1e-9, Math.abs(expected))

function isEnough({ series, value, expected }: Judged, options: AnomalyOptions): boolean {
  const least = leastEffect(series, options)
  return Math.abs(value - expected) >= (series.scale === 'points' ? least : least * Math.abs(expected))
}

/** Of one series: its shifts, and the runs of odd days that no shift covers. */
function anomaliesOf(alarms: readonly Judged[]): Anomaly[] {
  const shifts = runsOf(alarms.filter(({ kind }) => kind === 'shift')).map(anomalyOf)
  const days = runsOf(alarms.filter(({ kind }) => kind === 'day')).map(anomalyOf)
  const covered = (one: Anomaly): boolean =>
    shifts.some(
      ({ direction, first, last }) => direction === one.direction && first <= one.last && one.first <= last,
    )
  return [...shifts, ...days.filter((one) => !covered(one))]
}

/** Alarms on the same side, a few days apart at most. */
function runsOf(alarms: readonly Judged[]): Judged[][] {
  const runs: Judged[][] = []
  for (const alarm of alarms) {
    const last = runs.at(-1)?.at(-1)
    if (last && alarm.from - last.to <= GAP_DAYS && last.z > 0 === alarm.z > 0) runs.at(-1)?.push(alarm)
    else runs.push([alarm])
  }
  return runs
}

function anomalyOf(run: readonly Judged[]): Anomaly {
  const [begin, end] = [run[0]!, run.at(-1)!]
  const { series, kind } = begin
  const peak = run.reduce((top, one) => (Math.abs(one.z) > Math.abs(top.z) ? one : top))
  return {
    kind: kind === 'shift' ? 'shift' : 'days',
    metric: series.metric,
    segment: series.segment,
    isShare: series.counted !== undefined,
    first: dayAfter(series.start, begin.from),
    last: dayAfter(series.start, end.to),
    peak: dayAfter(series.start, peak.from),
    value: peak.value,
    expected: peak.expected,
    direction: peak.z > 0 ? 'high' : 'low',
    impact: run.reduce((sum, one) => sum + (one.to - one.from + 1) * (one.value - one.expected), 0),
    holiday: peak.holiday?.name ?? null,
    isExpected: run.every(({ holiday }) => holiday?.explains === true),
    confidence: Math.round((1 - Math.min(...run.map(({ pValue }) => pValue))) * 1e4) / 1e4,
  }
}
