import { type Method, seasonalNaive } from './method.ts'
import { revertingLevel } from './reverting-level.ts'
import { smoothingMethod } from './smoothing-method.ts'
import { thetaMethod } from './theta.ts'

export interface FittedMethods {
  readonly methods: readonly Method[]
  /** Mean absolute error of each over the rolling origins; Infinity where it has none. */
  readonly errors: readonly number[]
}

export interface FitMethodsOptions {
  readonly period: number
  readonly horizon: number
}

const LONGEST_STATE_SEASON = 31
const MOST_FITTED = 4000
const MOST_STATE_WORK = 2000
const MOST_ORIGINS = 30

/** Origins spread over the second half of a series, each with its whole horizon inside; ascending. */
export function rollingOrigins(
  length: number,
  { period, horizon }: FitMethodsOptions,
  most = MOST_ORIGINS,
): number[] {
  const first = Math.max(2 * period, Math.floor(length / 2))
  const last = length - horizon
  if (last < first) return last >= Math.max(period, 2) ? [last] : []
  const step = Math.max(
    1,
    Math.ceil((last - first + 1) / most),
    Math.min(Math.floor(horizon / 2), Math.floor((last - first) / 6)),
  )
  const origins: number[] = []
  for (let origin = last; origin >= first; origin -= step) origins.push(origin)
  return origins.toReversed()
}

/**
 * Fits every method that suits the series, on the whole of it: seasonal naive, season with reverting level, Theta, and
 * for short seasons exponential smoothing (damped, level only, and multiplicative where values allow). Values must be
 * finite. Each comes with its rolling-origin error.
 */
export function fitMethods(training: Float64Array, options: FitMethodsOptions): FittedMethods {
  const { period, horizon } = options
  const origins = rollingOrigins(training.length, options)
  const methods = [seasonalNaive(period), ...candidates(training, options, origins)]
  const errors = methods.map((method) =>
    meanAbsoluteError(training, method.run(training, origins, horizon), origins),
  )
  return { methods, errors }
}

function candidates(
  training: Float64Array,
  { period, horizon }: FitMethodsOptions,
  origins: readonly number[],
): Method[] {
  const found: (Method | null)[] = [
    revertingLevel(training, period, { origins, horizon }),
    thetaMethod(training, period),
  ]
  const seasonal = period > 1 && training.length >= 2 * period + 2
  if (period <= LONGEST_STATE_SEASON && training.length <= MOST_FITTED) {
    const model = { error: 'add', period: seasonal ? period : 1, season: seasonal ? 'add' : 'none' } as const
    const options = {
      mostRounds: 6,
      quick: true,
      estimateSeason: training.length * period <= MOST_STATE_WORK,
    }
    found.push(smoothingMethod(training, { ...model, trend: 'add', damped: true }, options))
    found.push(smoothingMethod(training, { ...model, trend: 'none', damped: false }, options))
    if (seasonal)
      found.push(smoothingMethod(training, { ...model, season: 'mul', trend: 'add', damped: false }, options))
  }
  return found.filter((method) => method !== null)
}

/** Mean absolute error of forecasts from `origins`, over the steps that lie within the series. */
export function meanAbsoluteError(
  values: Float64Array,
  forecasts: readonly Float64Array[],
  origins: readonly number[],
): number {
  let sum = 0
  let n = 0
  for (const [at, forecast] of forecasts.entries())
    for (const [h, value] of forecast.entries()) {
      const actual = values[origins[at]! + h]
      if (actual === undefined) break
      sum += Math.abs(actual - value)
      n++
    }
  return n === 0 || Number.isNaN(sum) ? Infinity : sum / n
}
