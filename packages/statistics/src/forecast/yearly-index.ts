import { demand } from '../errors.ts'

/** A year of days that ends on the weekday it began with. */
const YEAR = 364
/** Days around a day that tell its level: whole weeks, so that weekdays even out. */
const AROUND = 21
/** A year's shape is believed where the next year's follows it at least so closely (correlation) … */
const RECURS = 0.6
/** … and where it moves days by this part at least (standard deviation of its logarithm). */
const LEAST_SHAPE = 0.04

/**
 * How many times an even day each day of a daily series and of `horizon` days after it is, by the time of the year: the
 * level around the day over a steady yearly growth, averaged over the years, as far as the last year follows the one
 * before. Null where there are less than two years, where values are not above 0 throughout, or where no shape recurs.
 * NaN and infinite values are passed over. After the index of classical decomposition (Persons, 1919).
 * @throws statistics/domain for a horizon that is no whole number from 0
 */
export function yearlyIndex(
  values: ArrayLike<number>,
  { horizon }: { readonly horizon: number },
): Float64Array | null {
  demand(
    Number.isInteger(horizon) && horizon >= 0,
    'yearlyIndex',
    ['horizon', horizon],
    'a whole number from 0',
  )
  const length = values.length
  if (length < 2 * YEAR) return null
  const level = levelsOf(values)
  const growth = level && yearlyGrowth(level)
  if (!level || growth === null) return null
  const apart = level.map((value, day) => value - (growth * (day - length)) / YEAR)
  const recurrence = correlationOfYears(apart)
  if (!(recurrence >= RECURS)) return null
  const shape = shapeOf(apart).map((value) => value * recurrence)
  const spread = Math.sqrt(shape.reduce((sum, value) => sum + value * value, 0) / YEAR)
  if (spread < LEAST_SHAPE) return null
  return Float64Array.from({ length: length + horizon }, (_, day) => Math.exp(shape[phaseOf(day, length)]!))
}

/** Logarithms of the mean of the days around each day; null where one is not above 0. */
function levelsOf(values: ArrayLike<number>): Float64Array | null {
  const sums = new Float64Array(values.length + 1)
  const counts = new Float64Array(values.length + 1)
  for (let day = 0; day < values.length; day++) {
    const known = Number.isFinite(values[day])
    sums[day + 1] = sums[day]! + (known ? values[day]! : 0)
    counts[day + 1] = counts[day]! + (known ? 1 : 0)
  }
  const half = (AROUND - 1) / 2
  const levels = Float64Array.from(values, (_, day) => {
    const [from, to] = [Math.max(0, day - half), Math.min(values.length, day + half + 1)]
    return Math.log((sums[to]! - sums[from]!) / (counts[to]! - counts[from]!))
  })
  return levels.every(Number.isFinite) ? levels : null
}

/** By how much the logarithm rises in a year: the mean over all pairs of days a year apart. */
function yearlyGrowth(level: Float64Array): number {
  let sum = 0
  for (let day = YEAR; day < level.length; day++) sum += level[day]! - level[day - YEAR]!
  return sum / (level.length - YEAR)
}

function correlationOfYears(apart: Float64Array): number {
  const last = apart.subarray(apart.length - YEAR)
  const before = apart.subarray(apart.length - 2 * YEAR, apart.length - YEAR)
  const [a, b] = [meanOf(last), meanOf(before)]
  let [product, x, y] = [0, 0, 0]
  for (let day = 0; day < YEAR; day++) {
    const [p, q] = [last[day]! - a, before[day]! - b]
    product += p * q
    x += p * p
    y += q * q
  }
  return product / Math.sqrt(x * y)
}

/** The mean over the years of each day of the year, around 0. */
function shapeOf(apart: Float64Array): Float64Array {
  const sums = new Float64Array(YEAR)
  const counts = new Float64Array(YEAR)
  for (let day = 0; day < apart.length; day++) {
    const phase = phaseOf(day, apart.length)
    sums[phase]! += apart[day]!
    counts[phase]! += 1
  }
  const means = sums.map((sum, phase) => sum / counts[phase]!)
  const middle = meanOf(means)
  return means.map((value) => value - middle)
}

/** Counted from the first day after the series. */
const phaseOf = (day: number, length: number): number => (((day - length) % YEAR) + YEAR) % YEAR

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
