import { project, type SmoothingModel, smooth } from './exponential-smoothing.ts'
import { type FitOptions, fitSmoothing } from './fit-smoothing.ts'
import type { Method } from './method.ts'

/** A fitted exponential-smoothing model as a method: its parameters stay, its state follows the values. Null: cannot fit. */
export function smoothingMethod(
  training: Float64Array,
  model: SmoothingModel,
  options: FitOptions = {},
): Method | null {
  const fit = fitSmoothing(training, model, options)
  if (fit.kind === 'unknown') return null
  const { parameters } = fit
  return {
    name: nameOf(model),
    run: (values, origins, horizon) => {
      let state = fit.initial
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
