import { demand } from '../errors.ts'
import { tailHistory } from './tail-history.ts'
import { featureNames, windowFeatures } from './window-features.ts'

/** `standard` weighs a missed anomaly as nine false alarms, `fewFalseAlarms` as about five. */
export type Sensitivity = 'standard' | 'fewFalseAlarms'

export interface DetectorOptions {
  readonly sensitivity?: Sensitivity
  /** Values after an alarm during which no other is raised, default 120: one event, one alarm. */
  readonly quiet?: number
  /** Values of history compared with, default 8000. */
  readonly capacity?: number
}

export interface AnomalyStep {
  /** Root mean square over the features of −ln(tail probability); null for a value that is no finite number. */
  readonly score: number | null
  readonly alarm: boolean
  /** What stood out most, of `value`, `step`, and `level`, `spread`, `shift` over 6, 24 or 72 values; null if nothing. */
  readonly because: string | null
}

const thresholds: Readonly<Record<Sensitivity, number>> = { standard: 4.25, fewFalseAlarms: 4.5 }

/**
 * Streaming anomaly detection: feed values in order of time; each answer uses only values seen so far. The first
 * hundred values are learned from, silently. Values are taken as evenly spaced; a gap (NaN, null data) answers
 * `score: null` and leaves no trace. Cost per value does not grow with the length of the series.
 *
 * Eleven features (level, spread and shift at three scales, the value, its step) are each compared with their own
 * history by extreme-value theory (see `tailHistory`); an alarm needs several to be unlikely together, or one to be
 * beyond anything seen. On plain noise it raises about one alarm in 4,000 values. @throws statistics/domain for a capacity below 200 or a negative `quiet`.
 */
export function anomalyDetector(options: DetectorOptions = {}): (value: number) => AnomalyStep {
  const { sensitivity = 'standard', quiet = 120, capacity = 8000 } = options
  demand(capacity >= 200, 'anomalyDetector', ['capacity', capacity], '200 or more')
  demand(quiet >= 0, 'anomalyDetector', ['quiet', quiet], '0 or more')
  const featuresOf = windowFeatures()
  const histories = featureNames.map(() => tailHistory(capacity))
  let sinceAlarm = Infinity
  return (value) => {
    sinceAlarm++
    if (!Number.isFinite(value)) return { score: null, alarm: false, because: null }
    const features = featuresOf(value)
    let squares = 0
    let top = 0
    let because: string | null = null
    for (const [index, history] of histories.entries()) {
      const feature = features[index]!
      if (Number.isNaN(feature)) continue
      const surprise = history.surprise(feature)
      history.add(feature)
      squares += surprise * surprise
      if (surprise > top) {
        top = surprise
        because = featureNames[index]!
      }
    }
    const score = Math.sqrt(squares / histories.length)
    const alarm = score >= thresholds[sensitivity] && sinceAlarm >= quiet
    if (alarm) sinceAlarm = 0
    return { score, alarm, because }
  }
}

/** Rows at which a detector raises its alarms over a whole series, in one pass from the first value on. */
export function alarmsOf(values: Iterable<number>, options: DetectorOptions = {}): number[] {
  const next = anomalyDetector(options)
  const alarms: number[] = []
  let row = 0
  for (const value of values) {
    if (next(value).alarm) alarms.push(row)
    row++
  }
  return alarms
}
