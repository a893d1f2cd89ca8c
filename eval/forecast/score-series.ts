import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Forecaster, fitForecaster, naiveScale } from '@numize/statistics'
import { readFiles } from '../nab/read-files.ts'

export interface Series {
  readonly name: string
  readonly values: Float64Array
  /** Points of the season its time step suggests: a day of minutes or hours, a week of days, a year of months. */
  readonly period: number
}

export interface SeriesScore {
  readonly name: string
  readonly mase: number
  readonly naiveMase: number
  /** Share of the values inside the 95 % interval. */
  readonly covered: number
  readonly values: number
  readonly fitMs: number
}

const FITTED_SHARE = 0.8
const LONG = 1000
const DAY = 86_400_000

/** The two public series beside the vectors, and the benchmark's series of at least a thousand values. */
export function readSeries(folder: string): Series[] {
  const files = ['air_passengers.csv', 'wp_log_peyton_manning.csv'].filter((file) =>
    existsSync(join(folder, file)),
  )
  const nab = join(folder, '../nab')
  const long = existsSync(join(nab, 'windows.json'))
    ? readFiles(nab).filter(({ values }) => values.length >= LONG)
    : []
  return [
    ...files.map((file) => readCsv(folder, file)),
    ...long.map(({ name, values, times }) => ({ name, values, period: periodOf(times) })),
  ]
}

function readCsv(folder: string, name: string): Series {
  const rows = readFileSync(join(folder, name), 'utf8')
    .trim()
    .split(/[\r\n]+/)
    .slice(1)
  const cells = rows.map((row) => row.replaceAll('"', '').split(','))
  const times = Float64Array.from(cells, ([day]) => Date.parse(`${day}T00:00:00Z`))
  return { name, values: Float64Array.from(cells, ([, value]) => Number(value)), period: periodOf(times) }
}

function periodOf(times: Float64Array): number {
  const steps = times.subarray(1).map((time, i) => time - times[i]!)
  const step = steps.toSorted()[steps.length >> 1] ?? DAY
  if (step < DAY) return Math.round(DAY / step)
  return step < 7 * DAY ? 7 : 12
}

/**
 * Fits on the first four fifths, then forecasts one season ahead again and again through the last fifth; values seen
 * move the state on, nothing is fitted on them. Null for a series too short, or constant where it is fitted.
 */
export function scoreSeries({ name, values, period }: Series): SeriesScore | null {
  const split = Math.floor(FITTED_SHARE * values.length)
  const training = values.subarray(0, split)
  const scale = naiveScale(training, period)
  const start = performance.now()
  const forecaster = fitForecaster(training, { horizon: period, period })
  const fitMs = performance.now() - start
  if (forecaster.kind === 'unknown' || scale === 0 || split < 2 * period) return null
  const { absolute, naive, inside, n } = follow(values, forecaster, { split, period })
  return {
    name,
    mase: absolute / n / scale,
    naiveMase: naive / n / scale,
    covered: inside / n,
    values: n,
    fitMs,
  }
}

function follow(
  values: Float64Array,
  { after }: Forecaster,
  { split, period }: { split: number; period: number },
) {
  const sums = { absolute: 0, naive: 0, inside: 0, n: 0 }
  for (let origin = split; origin < values.length; origin += period) {
    const { mean, lower, upper } = after(values.subarray(0, origin))
    for (let h = 0; h < period && origin + h < values.length; h++) {
      const actual = values[origin + h]!
      sums.absolute += Math.abs(actual - mean[h]!)
      sums.naive += Math.abs(actual - values[origin + h - period]!)
      sums.inside += Number(actual >= lower[h]! && actual <= upper[h]!)
      sums.n++
    }
  }
  return sums
}
