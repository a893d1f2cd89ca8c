import { project, type SmoothingModel, smooth } from './exponential-smoothing.ts'
import { fitSmoothing } from './fit-smoothing.ts'
import type { Method } from './method.ts'

const level: SmoothingModel = { error: 'add', trend: 'none', damped: false, season: 'none', period: 1 }

/** The smoothing share is fitted on the latest values only; more change it no further. */
const LONGEST_FITTED = 3000

/**
 * Theta method (Assimakopoulos and Nikolopoulos, 2000) in its equal form of Hyndman and Billah (2003): simple
 * exponential smoothing with half the slope of a straight line as drift, on values less the average season of the
 * training series (classical decomposition). Null with too few values.
 */
export function thetaMethod(training: Float64Array, period: number): Method | null {
  const season = averageSeason(training, period)
  const adjusted = training.map((value, i) => value - season[i % period]!)
  const fit = fitSmoothing(adjusted.subarray(-LONGEST_FITTED), level, { mostRounds: 12 })
  if (fit.kind === 'unknown') return null
  const { alpha } = fit.parameters
  const drift = slopeOf(adjusted) / 2
  return {
    name: 'theta',
    run: (values, origins, horizon) => {
      let state = { ...fit.initial, level: values[0]! - season[0]! }
      let from = 0
      return origins.map((origin) => {
        const plain = values.subarray(from, origin).map((value, i) => value - season[(from + i) % period]!)
        state = smooth(plain, level, fit.parameters, state).state
        from = origin
        const lag = (1 - (1 - alpha) ** origin) / alpha
        const ahead = project(state, level, 1, horizon)
        return Float64Array.from(
          ahead,
          (value, h) => value + drift * (h + lag) + season[(origin + h) % period]!,
        )
      })
    },
  }
}

/** Mean of each phase about the mean of whole seasons, adding to 0; zeros without a season. */
export function averageSeason(values: Float64Array, period: number): number[] {
  const seasons = Math.floor(values.length / period)
  if (period < 2 || seasons < 2) return Array.from({ length: Math.max(1, period) }, () => 0)
  const season = Array.from({ length: period }, () => 0)
  for (let s = 0; s < seasons; s++) {
    const own = values.subarray(s * period, (s + 1) * period)
    const mean = own.reduce((a, b) => a + b, 0) / period
    for (const [phase, value] of own.entries()) season[phase]! += (value - mean) / seasons
  }
  return season
}

function slopeOf(values: Float64Array): number {
  const centre = (values.length - 1) / 2
  let [run, rise] = [0, 0]
  for (const [i, value] of values.entries()) {
    run += (i - centre) ** 2
    rise += (i - centre) * value
  }
  return run > 0 ? rise / run : 0
}
