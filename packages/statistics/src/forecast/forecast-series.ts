import { demand } from '../errors.ts'
import { type Chosen, chooseMethod, meanAbsoluteError, rollingOrigins } from './choose-method.ts'
import { conformalOffsets } from './conformal.ts'
import { fillGaps } from './fit-smoothing.ts'
import { seasonalNaive } from './method.ts'

export interface ForecastOptions {
  /** Steps ahead, at least 1. */
  readonly horizon: number
  /** Points of a season (7 for daily values with a week); 1 (default): none. */
  readonly period?: number
  /** Share of actual values the interval should hold, default 0.95. */
  readonly coverage?: number
}

export interface Forecast {
  readonly kind: 'forecast'
  readonly method: string
  readonly mean: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** Mean absolute error of past forecasts over that of the one-season-back rule within the series; null: constant. */
  readonly mase: number | null
  /** Error of each method tried, as a multiple of seasonal naive's. */
  readonly relativeErrors: Readonly<Record<string, number>>
  /** What the reader should know. */
  readonly notes: readonly ForecastNote[]
}

export type ForecastNote = 'gaps-filled' | 'constant' | 'no-full-season' | 'few-past-forecasts'

export interface NoForecast {
  readonly kind: 'unknown'
  readonly reason: 'too-few'
}

/** A method chosen and fitted on one stretch of a series, to be asked again as values come in. */
export interface Forecaster {
  readonly chosen: Chosen
  /** Forecast after the last of `values`, whose beginning is the series fitted on; nothing is fitted anew. */
  readonly after: (values: ArrayLike<number>) => Forecast
}

const FEWEST = 8
const LONGEST = 20_000
const CALIBRATED_ON = 40
const FEW_PAST = 5

/**
 * Forecast with an interval: the method is chosen by rolling-origin error, the interval is made of the errors past
 * forecasts made. Unit and sign of the values are free. NaN, null and infinities are gaps, filled with straight lines; a
 * constant series is continued with a zero-width interval and a note. Fewer than eight values: unknown.
 * @throws statistics/domain for a horizon or period that is no whole number from 1.
 */
export function forecastSeries(values: ArrayLike<number>, options: ForecastOptions): Forecast | NoForecast {
  const forecaster = fitForecaster(values, options)
  return forecaster.kind === 'unknown' ? forecaster : forecaster.after(values)
}

/** Chooses and fits a method on `training`. Of more than 20,000 values the last are used. */
export function fitForecaster(
  training: ArrayLike<number>,
  options: ForecastOptions,
): ({ readonly kind: 'forecaster' } & Forecaster) | NoForecast {
  const { horizon, period: asked = 1, coverage = 0.95 } = options
  demand(
    Number.isInteger(horizon) && horizon >= 1,
    'forecastSeries',
    ['horizon', horizon],
    'a whole number from 1',
  )
  demand(Number.isInteger(asked) && asked >= 1, 'forecastSeries', ['period', asked], 'a whole number from 1')
  const known = Array.prototype.filter.call(training, Number.isFinite).length
  if (known < FEWEST) return { kind: 'unknown', reason: 'too-few' }
  const skipped = Math.max(0, training.length - LONGEST)
  const series = fillGaps(training).subarray(skipped)
  const period = series.length >= 2 * asked + 2 ? asked : 1
  const chosen = chooseMethod(series, { period, horizon })
  const after = (values: ArrayLike<number>): Forecast => {
    const all = fillGaps(values).subarray(skipped)
    const notes: ForecastNote[] = period === asked ? [] : ['no-full-season']
    if (Array.prototype.some.call(values, (value) => !Number.isFinite(value))) notes.push('gaps-filled')
    return forecastAfter(all, chosen, { horizon, period, coverage, notes })
  }
  return { kind: 'forecaster', chosen, after }
}

interface Settings extends Required<ForecastOptions> {
  readonly notes: ForecastNote[]
}

function forecastAfter(
  values: Float64Array,
  { method, relativeErrors }: Chosen,
  settings: Settings,
): Forecast {
  const { horizon, period, coverage, notes } = settings
  const origins = rollingOrigins(values.length, { period, horizon }, CALIBRATED_ON)
  const forecasts = method.run(values, [...origins, values.length], horizon)
  const mean = forecasts.at(-1)!
  const errors = origins.map((origin, at) => forecasts[at]!.map((value, h) => values[origin + h]! - value))
  const offsets = conformalOffsets(errors, horizon, coverage)
  if (origins.length < FEW_PAST) notes.push('few-past-forecasts')
  const scale = naiveScale(values, period)
  if (scale === 0) notes.push('constant')
  const past = origins.length > 0 ? meanAbsoluteError(values, forecasts.slice(0, -1), origins) : null
  return {
    kind: 'forecast',
    method: method.name,
    mean,
    lower: mean.map((value, h) => value + (offsets?.lower[h] ?? 0)),
    upper: mean.map((value, h) => value + (offsets?.upper[h] ?? 0)),
    mase: past === null || scale === 0 ? null : past / scale,
    relativeErrors,
    notes,
  }
}

/** Mean absolute one-season difference, the unit of the scaled error (Hyndman and Koehler, 2006). */
export function naiveScale(values: Float64Array, period: number): number {
  const origins = Array.from({ length: Math.max(0, values.length - period) }, (_, i) => i + period)
  return origins.length === 0
    ? 0
    : meanAbsoluteError(values, seasonalNaive(period).run(values, origins, 1), origins)
}
