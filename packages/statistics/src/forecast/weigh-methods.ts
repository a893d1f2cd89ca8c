import type { Method } from './method.ts'

/** Forecasts from each origin, every method weighed by how it did shortly before. */
export interface Weighed {
  readonly forecasts: readonly Float64Array[]
  /** Weights at the last origin, in order of the methods; they add to 1. */
  readonly weights: readonly number[]
}

/** What an error counts for with each origin that has passed since. */
const MEMORY = 0.8
/** Methods with more than this multiple of the least error get no weight. */
const WORST = 1.4
const SHARPNESS = 3

/**
 * Runs every method from every origin and averages them with weights from the errors each made before that origin
 * (discounted with age; inverse cubes), so that a series that changes its nature changes its method without a new
 * fit. Where there is no past yet, the methods weigh by `first`.
 */
export function weighMethods(
  methods: readonly Method[],
  values: Float64Array,
  { origins, horizon, first }: { origins: readonly number[]; horizon: number; first: readonly number[] },
): Weighed {
  const runs = methods.map((method) => method.run(values, origins, horizon))
  const misses = runs.map((run) => run.map((forecast, at) => runningMiss(values, forecast, origins[at]!)))
  let weights: readonly number[] = first
  const forecasts = origins.map((_, at) => {
    weights = weightsAt(misses, origins, at) ?? first
    return Float64Array.from({ length: horizon }, (_unused, h) =>
      runs.reduce((sum, run, m) => sum + (weights[m]! > 0 ? weights[m]! * run[at]![h]! : 0), 0),
    )
  })
  return { forecasts, weights }
}

/** Sum of absolute errors of the first 1, 2, … steps that lie within the series. */
function runningMiss(values: Float64Array, forecast: Float64Array, origin: number): Float64Array {
  const sums = new Float64Array(Math.min(forecast.length, values.length - origin) + 1)
  for (let h = 0; h + 1 < sums.length; h++)
    sums[h + 1] = sums[h]! + Math.abs(values[origin + h]! - forecast[h]!)
  return sums
}

function weightsAt(
  misses: readonly (readonly Float64Array[])[],
  origins: readonly number[],
  at: number,
): number[] | null {
  const errors = misses.map((own) => {
    let sum = 0
    let mass = 0
    for (let past = 0; past < at; past++) {
      const sums = own[past]!
      const seen = Math.min(sums.length - 1, origins[at]! - origins[past]!)
      if (seen < 1) continue
      const weight = MEMORY ** (at - past)
      sum += (weight * sums[seen]!) / seen
      mass += weight
    }
    return mass > 0 ? sum / mass : Number.NaN
  })
  return weightsOf(errors)
}

/** Weights of methods with these mean errors; null where no error is known. */
export function weightsOf(errors: readonly number[]): number[] | null {
  const known = errors.filter(Number.isFinite)
  const least = Math.min(...known)
  if (known.length === 0) return null
  if (least === 0) return shares(errors.map((error) => Number(error === 0)))
  return shares(errors.map((error) => (error <= WORST * least ? (least / error) ** SHARPNESS : 0)))
}

function shares(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}
