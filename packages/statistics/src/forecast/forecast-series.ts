import { demand } from '../errors.ts'
import { conformalOffsets } from './conformal.ts'
import { type FittedMethods, fitMethods, meanAbsoluteError, rollingOrigins } from './fit-methods.ts'
import { fillGaps } from './fit-smoothing.ts'
import { type Holiday, holidayEffects, holidayOffsets } from './holidays.ts'
import { seasonalNaive } from './method.ts'
import { weighMethods, weightsOf } from './weigh-methods.ts'

export interface ForecastOptions {
  /** Steps ahead, at least 1. */
  readonly horizon: number
  /** Points of a season (7 for daily values with a week); 1 (default): none. */
  readonly period?: number
  /** Share of actual values the interval should hold, default 0.95. */
  readonly coverage?: number
  /** Days that recur, by row of the series; rows beyond its end are in the forecast. */
  readonly holidays?: readonly Holiday[]
}

export interface Forecast {
  readonly kind: 'forecast'
  /** The methods behind the mean and their weights, which add to 1. */
  readonly methods: Readonly<Record<string, number>>
  readonly mean: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** Mean absolute error of past forecasts over that of the one-season-back rule within the series; null: constant. */
  readonly mase: number | null
  /**
   * Errors (actual − forecast, grown with a growing series) of past forecasts, one list per origin and one error per
   * step ahead: what the interval is made of, and what an interval of a sum over steps can be made of.
   */
  readonly pastErrors: readonly Float64Array[]
  /** Mean absolute errors of past forecasts over this horizon, and of the one-season-back rule; null without any. */
  readonly backtest: Backtest | null
  /** What the reader should know. */
  readonly notes: readonly ForecastNote[]
}

export interface Backtest {
  /** Past forecasts behind it. */
  readonly n: number
  readonly error: number
  readonly naiveError: number
}

export type ForecastNote = 'gaps-filled' | 'constant' | 'no-full-season' | 'few-past-forecasts'

export interface NoForecast {
  readonly kind: 'unknown'
  readonly reason: 'too-few'
}

/** A method chosen and fitted on one stretch of a series, to be asked again as values come in. */
export interface Forecaster {
  readonly fitted: FittedMethods
  /** Forecast after the last of `values`, whose beginning is the series fitted on; nothing is fitted anew. */
  readonly after: (values: ArrayLike<number>) => Forecast
}

const FEWEST = 8
/** Of a longer series the last values are used: these, or thirty seasons where that is more. */
const LONGEST = 6000
const LONGEST_SEASONS = 30
const CALIBRATED_ON = 40
const FEW_PAST = 5
const MOST_GROWTH = 3

/**
 * Forecast with an interval: methods are weighed by their rolling-origin errors, the interval is made of the errors past
 * forecasts made. Unit and sign of the values are free. NaN, null and infinities are gaps, filled with straight lines; a
 * constant series is continued with a zero-width interval and a note. Fewer than eight values: unknown.
 * @throws statistics/domain for a horizon or period that is no whole number from 1.
 */
export function forecastSeries(values: ArrayLike<number>, options: ForecastOptions): Forecast | NoForecast {
  const forecaster = fitForecaster(values, options)
  return forecaster.kind === 'unknown' ? forecaster : forecaster.after(values)
}

/** Chooses and fits a method on `training`. Of more than 6,000 values (and thirty seasons) the last are used. */
export function fitForecaster(
  training: ArrayLike<number>,
  options: ForecastOptions,
): ({ readonly kind: 'forecaster' } & Forecaster) | NoForecast {
  const { horizon, period: asked = 1, coverage = 0.95, holidays = [] } = options
  demand(
    Number.isInteger(horizon) && horizon >= 1,
    'forecastSeries',
    ['horizon', horizon],
    'a whole number from 1',
  )
  demand(Number.isInteger(asked) && asked >= 1, 'forecastSeries', ['period', asked], 'a whole number from 1')
  const known = Array.prototype.filter.call(training, Number.isFinite).length
  if (known < FEWEST) return { kind: 'unknown', reason: 'too-few' }
  const skipped = Math.max(0, training.length - Math.max(LONGEST, LONGEST_SEASONS * asked))
  const effects = holidayEffects(training, holidays, asked)
  const withoutHolidays = (values: ArrayLike<number>): Float64Array => {
    const offsets = holidayOffsets(holidays, effects, { first: 0, count: values.length })
    return fillGaps(values)
      .map((value, row) => value - offsets[row]!)
      .subarray(skipped)
  }
  const series = withoutHolidays(training)
  const period = series.length >= 2 * asked + 2 ? asked : 1
  const fitted = fitMethods(series, { period, horizon })
  const after = (values: ArrayLike<number>): Forecast => {
    const all = withoutHolidays(values)
    const offsets = holidayOffsets(holidays, effects, { first: values.length, count: horizon })
    const notes: ForecastNote[] = period === asked ? [] : ['no-full-season']
    if (Array.prototype.some.call(values, (value) => !Number.isFinite(value))) notes.push('gaps-filled')
    return shifted(forecastAfter(all, fitted, { horizon, period, coverage, notes }), offsets)
  }
  return { kind: 'forecaster', fitted, after }
}

const shifted = (forecast: Forecast, offsets: Float64Array): Forecast => ({
  ...forecast,
  mean: forecast.mean.map((value, h) => value + offsets[h]!),
  lower: forecast.lower.map((value, h) => value + offsets[h]!),
  upper: forecast.upper.map((value, h) => value + offsets[h]!),
})

interface Settings extends Required<Omit<ForecastOptions, 'holidays'>> {
  readonly notes: ForecastNote[]
}

function forecastAfter(
  values: Float64Array,
  { methods, errors: fitErrors }: FittedMethods,
  settings: Settings,
): Forecast {
  const { horizon, period, coverage, notes } = settings
  const origins = rollingOrigins(values.length, { period, horizon }, CALIBRATED_ON)
  const first = weightsOf(fitErrors) ?? methods.map((_, at) => Number(at === 0))
  const weighed = weighMethods(methods, values, { origins: [...origins, values.length], horizon, first })
  const { forecasts, weights } = weighed
  const mean = forecasts.at(-1)!
  const growth = growthSince(values, origins, period)
  const errors = origins.map((origin, at) =>
    forecasts[at]!.map((value, h) => (values[origin + h]! - value) * growth[at]!),
  )
  const offsets = conformalOffsets(errors, horizon, coverage)
  if (origins.length < FEW_PAST) notes.push('few-past-forecasts')
  const scale = naiveScale(values, period)
  if (scale === 0) notes.push('constant')
  const backtest = backtestOf(values, forecasts.slice(0, -1), { origins, horizon, period })
  return {
    kind: 'forecast',
    methods: sharesOf(methods, weights),
    mean,
    lower: mean.map((value, h) => value + (offsets?.lower[h] ?? 0)),
    upper: mean.map((value, h) => value + (offsets?.upper[h] ?? 0)),
    mase: backtest === null || scale === 0 ? null : backtest.error / scale,
    pastErrors: errors,
    backtest,
    notes,
  }
}

function backtestOf(
  values: Float64Array,
  forecasts: readonly Float64Array[],
  { origins, horizon, period }: { origins: readonly number[]; horizon: number; period: number },
): Backtest | null {
  if (origins.length === 0) return null
  return {
    n: origins.length,
    error: meanAbsoluteError(values, forecasts, origins),
    naiveError: meanAbsoluteError(values, seasonalNaive(period).run(values, origins, horizon), origins),
  }
}

const sharesOf = (methods: FittedMethods['methods'], weights: readonly number[]): Record<string, number> =>
  Object.fromEntries(methods.flatMap(({ name }, at) => (weights[at]! > 0 ? [[name, weights[at]!]] : [])))

/** How many times larger the last season is than the one before each origin: errors grow with a growing series. */
function growthSince(values: Float64Array, origins: readonly number[], period: number): number[] {
  if (values.some((value) => value <= 0)) return origins.map(() => 1)
  const window = Math.max(period, 8)
  const sizeAt = (end: number): number =>
    values.subarray(Math.max(0, end - window), end).reduce((sum, value) => sum + value, 0)
  const now = sizeAt(values.length)
  return origins.map((origin) => Math.min(MOST_GROWTH, Math.max(1, now / sizeAt(origin))))
}

/** Mean absolute one-season difference, the unit of the scaled error (Hyndman and Koehler, 2006). */
export function naiveScale(values: Float64Array, period: number): number {
  const origins = Array.from({ length: Math.max(0, values.length - period) }, (_, i) => i + period)
  return origins.length === 0
    ? 0
    : meanAbsoluteError(values, seasonalNaive(period).run(values, origins, 1), origins)
}
