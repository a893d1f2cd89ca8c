import { studentT } from '../distributions/student-t.ts'
import { demand } from '../errors.ts'
import type { Arm } from './arm.ts'
import { type Effect, estimateEffect, type Unknown } from './effect.ts'

/** Two-sided, or one-sided for a treatment that is greater or less. */
export type Alternative = 'different' | 'greater' | 'less'

export interface CompareOptions {
  /** Relative to the control (default) or in the metric's unit. */
  readonly relative?: boolean
  readonly alternative?: Alternative
  /** False positives accepted, default 0.05. */
  readonly alpha?: number
  /** The effect under the null hypothesis, default 0. */
  readonly nullEffect?: number
}

/** An effect with its p-value and confidence interval (one end infinite when one-sided). */
export interface TestResult {
  readonly kind: 'test'
  readonly effect: Effect
  readonly pValue: number
  readonly interval: readonly [low: number, high: number]
}

/**
 * Welch's t test of treatment against control. Valid for one look at a time fixed before; for daily looks use
 * `compareSequentially`. @throws statistics/domain for alpha outside (0, 1).
 */
export function compareArms(
  control: Arm,
  treatment: Arm,
  options: CompareOptions = {},
): TestResult | Unknown {
  const { relative = true } = options
  const effect = estimateEffect(control, treatment, { relative })
  return effect.kind === 'unknown' ? effect : testEffect(effect, options)
}

/** Student's test of an effect already estimated. */
export function testEffect(effect: Effect, options: CompareOptions = {}): TestResult {
  const { alternative = 'different', alpha = 0.05, nullEffect = 0 } = options
  demand(alpha > 0 && alpha < 1, 'testEffect', ['alpha', alpha], 'above 0 and below 1')
  const t = studentT(effect.degreesOfFreedom)
  const score = (effect.value - nullEffect) / effect.standardError
  const quantile = t.upperQuantile(alternative === 'different' ? alpha / 2 : alpha)
  const interval = around(effect.value, quantile * effect.standardError, alternative)
  const pValue =
    alternative === 'different'
      ? Math.min(1, 2 * t.survival(Math.abs(score)))
      : alternative === 'greater'
        ? t.survival(score)
        : t.cdf(score)
  return { kind: 'test', effect, pValue, interval }
}

/** value ± half, opened to one side for a one-sided question. */
export function around(value: number, half: number, alternative: Alternative): [number, number] {
  return [
    alternative === 'less' ? -Infinity : value - half,
    alternative === 'greater' ? Infinity : value + half,
  ]
}
