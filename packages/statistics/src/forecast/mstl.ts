import { demand } from '../errors.ts'
import { type Decomposition, decomposeStl, type StlOptions } from './stl.ts'

/** value = trend + every season + remainder. */
export interface MultipleDecomposition {
  readonly periods: readonly number[]
  readonly trend: Float64Array
  /** One per period, in order of `periods`. */
  readonly seasonals: readonly Float64Array[]
  readonly remainder: Float64Array
}

/**
 * Several seasons at once, e.g. day and week of hourly values (Bandara, Hyndman, Bergmeir, 2021): STL of each period
 * in turn on what the others leave, twice. Periods longer than half the series are left out.
 * @throws statistics/domain when no period is left, or as `decomposeStl`.
 */
export function decomposeMstl(
  values: ArrayLike<number>,
  periods: readonly number[],
  options: Omit<StlOptions, 'period' | 'seasonalWindow'> & { readonly rounds?: number } = {},
): MultipleDecomposition {
  const { rounds = 2, ...stl } = options
  const used = periods.toSorted((a, b) => a - b).filter((period) => period < values.length / 2)
  demand(used.length > 0, 'decomposeMstl', ['periods', periods.join(', ')], 'shorter than half the series')
  const seasonals = used.map(() => new Float64Array(values.length))
  const rest = Float64Array.from(values)
  let last: Decomposition | undefined
  for (let round = 0; round < rounds; round++)
    for (const [at, period] of used.entries()) {
      const season = seasonals[at]!
      for (let i = 0; i < rest.length; i++) rest[i]! += season[i]!
      last = decomposeStl(rest, { ...stl, period, seasonalWindow: 7 + 4 * (at + 1) })
      season.set(last.seasonal)
      for (let i = 0; i < rest.length; i++) rest[i]! -= season[i]!
    }
  const trend = last!.trend
  return { periods: used, trend, seasonals, remainder: rest.map((value, i) => value - trend[i]!) }
}
