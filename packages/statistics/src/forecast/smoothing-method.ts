import { project, type SmoothingModel, smooth } from './exponential-smoothing.ts'
import { type FitOptions, fitSmoothing, initialState } from './fit-smoothing.ts'
import type { Method } from './method.ts'

/** The smoothing shares of a longer series are fitted on its latest values. */
const LONGEST_FITTED = 700

/** A fitted exponential-smoothing model as a method: its parameters stay, its state follows the values. Null: cannot fit. */
export function smoothingMethod(
  training: Float64Array,
  model: SmoothingModel,
  options: FitOptions = {},
): Method | null {
  const whole = training.length <= LONGEST_FITTED
  const fit = fitSmoothing(whole ? training : training.subarray(-LONGEST_FITTED), model, options)
  if (fit.kind === 'unknown') return null
  const { parameters } = fit
  const initial = whole ? fit.initial : initialState(training, model)
  return {
    name: nameOf(model),
    run: (values, origins, horizon) => {
      let state = initial
      let from = 0
      return origins.map((origin) => {
        state = smooth(values.subarray(from, origin), model, parameters, state).state
        from = origin
        return Float64Array.from(project(state, model, parameters.phi, horizon))
      })
    },
  }
}

/** Hyndman's letters: error, trend, season. */
export function nameOf({ error, trend, damped, season }: SmoothingModel): string {
  const letter = { none: 'N', add: 'A', mul: 'M' } as const
  return `ETS(${letter[error]},${letter[trend]}${damped ? 'd' : ''},${letter[season]})`
}
