import type { CalendarHoliday } from '@numize/semantic'
import { conformalOffsets, type Forecast, forecastSeries, studentT, yearlyIndex } from '@numize/statistics'
import { holidaysOf } from './holidays-of.ts'
import { addSteps, daysBetween, SEASON, type StepGrain } from './steps.ts'

/** A figure that is not known yet: what is most likely, and where it lies in 80 and 95 of 100 cases. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly low80: number
  readonly high80: number
}

/** Values step by step and what is known of them; plain numbers, so that any series can be looked ahead of. */
export interface OutlookInput {
  /** NaN, null and infinities are gaps. */
  readonly values: ArrayLike<number>
  readonly grain: StepGrain
  /** First day of the first value. */
  readonly start: string
  /** Steps ahead. */
  readonly horizon: number
  /** Values add up over days, so that a longer month has more of them. */
  readonly additive: boolean
  /** A share: never outside 0 and 1 where it has not been. */
  readonly isShare?: boolean
  /** Days of the project's own that are not as usual; beside those of many countries. */
  readonly holidays?: readonly CalendarHoliday[]
}

export type CannotForecast = 'no-values' | 'too-few' | 'constant' | 'too-far'

/** What is ahead of a series, and how well such a look would have done before. */
export interface Outlook {
  readonly kind: 'outlook'
  readonly steps: readonly Estimate[]
  /**
   * The sum of the steps from `from` to before `to`. Its interval is made of the sums of errors that past forecasts made
   * over as many steps, so that errors which even out, or pile up, are counted as they did.
   */
  sum(from: number, to: number): Estimate
  /** Chance, 0–1, that this sum is at least `least`. */
  chance(from: number, to: number, least: number): number
  /** Mean absolute error of past forecasts of that sum; null without any. */
  sumError(from: number, to: number): number | null
  readonly forecast: Forecast
}

const FEWEST = 8
/** Nothing is looked ahead farther than half of its history, nor than so many steps. */
const FARTHEST = 730
/** Of a very long series the last values are looked at. */
const MOST_VALUES = 8000
const CERTAIN = 0.995
const FEW_ERRORS = 5

/**
 * Looks ahead of a series: method and weights by rolling-origin error, conformal intervals. Sums are forecast by the day
 * of their step, so that February is not taken for a weak month; on daily series holidays are counted, and the time of the
 * year where two years or more recur.
 * Nothing is NaN; what cannot be told is named.
 */
export function outlookOf(
  input: OutlookInput,
): Outlook | { readonly kind: 'unknown'; readonly reason: CannotForecast } {
  const { grain, horizon } = input
  const skipped = Math.max(0, input.values.length - MOST_VALUES)
  const values = Float64Array.from({ length: input.values.length - skipped }, (_, at) => {
    const value = input.values[at + skipped]!
    return Number.isFinite(value) ? value : Number.NaN
  })
  const start = addSteps(input.start, skipped, grain)
  const reason = whyNot(values, horizon)
  if (reason) return { kind: 'unknown', reason }
  const days = weightsOfSteps(start, values, input)
  const forecast = forecastSeries(
    values.map((value, at) => value / days[at]!),
    {
      horizon,
      period: SEASON[grain],
      holidays: grain === 'day' ? holidaysOf(start, { length: values.length, horizon }, input.holidays) : [],
    },
  )
  if (forecast.kind === 'unknown') return { kind: 'unknown', reason: forecast.reason }
  return outlookFrom(forecast, days.subarray(values.length), boundsOf(values, input))
}

function whyNot(values: Float64Array, horizon: number): CannotForecast | null {
  const known = values.filter((value) => Number.isFinite(value))
  if (known.length === 0) return 'no-values'
  if (known.length < FEWEST) return 'too-few'
  if (known.every((value) => value === known[0])) return 'constant'
  return horizon > Math.min(FARTHEST, values.length / 2) ? 'too-far' : null
}

/** Of how much of an even step each step is: its days, or of a day what its time of the year makes of it where two years show that. */
function weightsOfSteps(start: string, values: Float64Array, input: OutlookInput): Float64Array {
  const yearly =
    input.grain === 'day' && input.isShare !== true ? yearlyIndex(values, { horizon: input.horizon }) : null
  return yearly ?? daysOfSteps(start, values.length + input.horizon, input)
}

/** Days of each step where they matter, else 1. */
function daysOfSteps(start: string, count: number, { grain, additive }: OutlookInput): Float64Array {
  const matters = additive && grain !== 'day' && grain !== 'week'
  return Float64Array.from({ length: count }, (_, at) =>
    matters ? daysBetween(addSteps(start, at, grain), addSteps(start, at + 1, grain)) : 1,
  )
}

interface Bounds {
  readonly least: number
  readonly most: number
}

/** What never was below 0 will not be; a share that never was above 1 neither. */
function boundsOf(values: Float64Array, { isShare = false }: OutlookInput): Bounds {
  const known = values.filter((value) => Number.isFinite(value))
  const least = known.every((value) => value >= 0) ? 0 : -Infinity
  return { least, most: isShare && known.every((value) => value <= 1) ? 1 : Infinity }
}

function outlookFrom(forecast: Forecast, days: Float64Array, bounds: Bounds): Outlook {
  const clamp = (value: number): number => Math.min(bounds.most, Math.max(bounds.least, value))
  const over = (values: ArrayLike<number>, from: number, to: number): number => {
    let sum = 0
    for (let at = from; at < to; at++) sum += values[at]! * days[at]!
    return sum
  }
  const errorsOver = (from: number, to: number): number[] =>
    forecast.pastErrors.map((errors) => over(errors, from, to)).filter(Number.isFinite)
  const sum = (from: number, to: number): Estimate => {
    const mean = over(forecast.mean, from, to)
    const [wide, narrow] = [0.95, 0.8].map((coverage) => offsetsOf(errorsOver(from, to), coverage)) as [
      Pair,
      Pair,
    ]
    const value = clamp(mean)
    const low80 = Math.min(value, clamp(mean + narrow[0]))
    const high80 = Math.max(value, clamp(mean + narrow[1]))
    return {
      value,
      low80,
      high80,
      low: Math.min(low80, clamp(mean + wide[0])),
      high: Math.max(high80, clamp(mean + wide[1])),
    }
  }
  return {
    kind: 'outlook',
    forecast,
    steps: stepsOf(forecast, days, clamp),
    sum,
    chance: (from, to, least) => chanceOf(over(forecast.mean, from, to), errorsOver(from, to), least),
    sumError: (from, to) => {
      const errors = errorsOver(from, to)
      return errors.length === 0
        ? null
        : errors.reduce((all, error) => all + Math.abs(error), 0) / errors.length
    },
  }
}

/** Intervals of single steps pool the errors of steps about as far ahead. */
function stepsOf(forecast: Forecast, days: Float64Array, clamp: (value: number) => number): Estimate[] {
  const { mean, pastErrors } = forecast
  const [wide, narrow] = [0.95, 0.8].map((coverage) => offsetsByStep(pastErrors, mean.length, coverage)) as [
    ByStep,
    ByStep,
  ]
  return Array.from(mean, (level, at): Estimate => {
    const scaled = (offset: number): number => clamp((level + offset) * days[at]!)
    const value = scaled(0)
    const low80 = Math.min(value, scaled(narrow.lower[at]!))
    const high80 = Math.max(value, scaled(narrow.upper[at]!))
    return {
      value,
      low80,
      high80,
      low: Math.min(low80, scaled(wide.lower[at]!)),
      high: Math.max(high80, scaled(wide.upper[at]!)),
    }
  })
}

interface ByStep {
  readonly lower: Float64Array
  readonly upper: Float64Array
}

function offsetsByStep(errors: readonly Float64Array[], horizon: number, coverage: number): ByStep {
  const offsets = errors.length < FEW_ERRORS ? null : conformalOffsets(errors, horizon, coverage)
  if (offsets) return offsets
  const [low, high] = offsetsOf(
    errors.flatMap((list) => rootMeanSquare(Array.from(list))),
    coverage,
  )
  return { lower: new Float64Array(horizon).fill(low), upper: new Float64Array(horizon).fill(high) }
}

type Pair = readonly [number, number]

/**
 * Quantiles of the errors, and no narrower than Student's t with their spread: forecasts of long sums overlap and are
 * few, so that their quantiles alone are too sure (measured: 80 % intervals held 68 %).
 */
function offsetsOf(errors: readonly number[], coverage: number): Pair {
  const n = errors.length
  if (n === 0) return [0, 0]
  const half = studentT(n).upperQuantile((1 - coverage) / 2) * rootMeanSquare(errors) * Math.sqrt(1 + 1 / n)
  const lists = errors.map((error) => [error])
  const offsets = n < FEW_ERRORS ? null : conformalOffsets(lists, 1, coverage)
  return [Math.min(-half, offsets?.lower[0] ?? 0), Math.max(half, offsets?.upper[0] ?? 0)]
}

/** Student's t around the forecast with the spread of past errors; never quite certain either way. */
function chanceOf(mean: number, errors: readonly number[], least: number): number {
  const n = errors.length
  const spread = rootMeanSquare(errors) * Math.sqrt(1 + 1 / Math.max(1, n))
  if (!(spread > 0)) return mean >= least ? CERTAIN : 1 - CERTAIN
  const chance = studentT(n).survival((least - mean) / spread)
  return Math.min(CERTAIN, Math.max(1 - CERTAIN, chance))
}

/** Root mean square: errors are around 0 by right. */
const rootMeanSquare = (errors: readonly number[]): number =>
  Math.sqrt(errors.reduce((all, error) => all + error * error, 0) / Math.max(1, errors.length))
