import { normalCdf, normalQuantile, truncatedNormalMean } from '../distributions/normal.ts'
import { demand } from '../errors.ts'
import type { Arm } from './arm.ts'
import { type Effect, estimateEffect, type Unknown } from './effect.ts'

/** Belief about the effect before the data: normal, said relative to the control or in the metric's unit. */
export interface Prior {
  readonly mean: number
  readonly variance: number
  readonly relative: boolean
}

export interface BayesianOptions {
  readonly relative?: boolean
  /** None (default): flat, the posterior is the estimate itself. */
  readonly prior?: Prior
  readonly alpha?: number
  /** True when less is better, so that the chance to win is that of an effect below 0. */
  readonly lessIsBetter?: boolean
}

export interface Posterior {
  readonly kind: 'posterior'
  readonly mean: number
  readonly standardDeviation: number
  /** Central interval that holds 1 − alpha of the posterior. */
  readonly interval: readonly [number, number]
  readonly chanceToWin: number
  /** Expected loss of staying with the control, and of choosing the treatment. */
  readonly risk: readonly [ofControl: number, ofTreatment: number]
}

/**
 * Posterior of the effect under a normal prior (conjugate). A prior is rescaled by the control's statistic where it
 * was said in the other terms. @throws statistics/domain for a prior variance that is not positive.
 */
export function posteriorEffect(
  control: Arm,
  treatment: Arm,
  options: BayesianOptions = {},
): Posterior | Unknown {
  const { relative = true, prior } = options
  const effect = estimateEffect(control, treatment, { relative })
  if (effect.kind === 'unknown') return effect
  if (prior && prior.relative !== relative && effect.baseline === 0)
    return { kind: 'unknown', reason: 'zero-baseline' }
  return posteriorOf(effect, options)
}

function posteriorOf(
  effect: Effect,
  { prior, alpha = 0.05, lessIsBetter = false }: BayesianOptions,
): Posterior {
  demand(alpha > 0 && alpha < 1, 'posteriorEffect', ['alpha', alpha], 'above 0 and below 1')
  const variance = effect.standardError ** 2
  const belief = prior && scaledPrior(prior, effect)
  const precision = 1 / variance + (belief ? 1 / belief.variance : 0)
  const mean = belief ? (effect.value / variance + belief.mean / belief.variance) / precision : effect.value
  const sd = Math.sqrt(1 / precision)
  const half = -normalQuantile(alpha / 2) * sd
  const below = normalCdf(-mean / sd)
  const above = normalCdf(mean / sd)
  const losses = [
    above * truncatedNormalMean(mean, sd, 0, Infinity),
    -below * truncatedNormalMean(mean, sd, -Infinity, 0),
  ] as const
  return {
    kind: 'posterior',
    mean,
    standardDeviation: sd,
    interval: [mean - half, mean + half],
    chanceToWin: lessIsBetter ? below : above,
    risk: lessIsBetter ? [losses[1], losses[0]] : losses,
  }
}

function scaledPrior(prior: Prior, { relative, baseline }: Effect): { mean: number; variance: number } {
  demand(prior.variance > 0, 'posteriorEffect', ['prior.variance', prior.variance], 'a positive number')
  if (prior.relative === relative) return prior
  const scale = relative ? 1 / Math.abs(baseline) : Math.abs(baseline)
  return { mean: prior.mean * scale, variance: prior.variance * scale * scale }
}
