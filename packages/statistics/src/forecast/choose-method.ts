import { combined, type Method, seasonalNaive } from './method.ts'
import { revertingLevel } from './reverting-level.ts'
import { smoothingMethod } from './smoothing-method.ts'
import { thetaMethod } from './theta.ts'

export interface Chosen {
  readonly method: Method
  /** Mean absolute error of each candidate over the rolling origins, as a multiple of seasonal naive's. */
  readonly relativeErrors: Readonly<Record<string, number>>
}

export interface ChooseOptions {
  readonly period: number
  readonly horizon: number
}

const LONGEST_STATE_SEASON = 31
const MOST_FITTED = 2000
const MOST_ORIGINS = 30

/** Origins spread over the second half of a series, each with its whole horizon inside; ascending. */
export function rollingOrigins(
  length: number,
  { period, horizon }: ChooseOptions,
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
 * The method with the least rolling-origin error on this series, among seasonal naive, exponential smoothing
 * (additive, damped, multiplicative where values allow), Theta, season with reverting level, and the mean of the two
 * best; parameters are fitted on the whole series given. Values must be finite.
 */
export function chooseMethod(training: Float64Array, options: ChooseOptions): Chosen {
  const { period, horizon } = options
  const naive = seasonalNaive(period)
  const origins = rollingOrigins(training.length, options)
  const methods = [naive, ...candidates(training, options, origins)]
  if (origins.length === 0) return { method: naive, relativeErrors: {} }
  const errors = methods.map((method) =>
    meanAbsoluteError(training, method.run(training, origins, horizon), origins),
  )
  const ranked = methods
    .map((method, at) => ({ method, error: errors[at]! }))
    .toSorted((a, b) => a.error - b.error)
  const [first, second] = ranked
  if (first && second && second.error < 1.15 * first.error) {
    const both = combined([first.method, second.method])
    ranked.push({
      method: both,
      error: meanAbsoluteError(training, both.run(training, origins, horizon), origins),
    })
  }
  const best = ranked.reduce((a, b) => (b.error < a.error ? b : a))
  const unit = errors[0]! > 0 ? errors[0]! : 1
  return {
    method: best.method,
    relativeErrors: Object.fromEntries(ranked.map(({ method, error }) => [method.name, error / unit])),
  }
}

function candidates(
  training: Float64Array,
  { period, horizon }: ChooseOptions,
  origins: readonly number[],
): Method[] {
  const found: (Method | null)[] = [
    revertingLevel(training, period, { origins, horizon }),
    thetaMethod(training, period),
  ]
  const seasonal = period > 1 && training.length >= 2 * period + 2
  if (period <= LONGEST_STATE_SEASON && training.length <= MOST_FITTED) {
    const model = { error: 'add', period: seasonal ? period : 1, season: seasonal ? 'add' : 'none' } as const
    const options = { mostRounds: 8 }
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
