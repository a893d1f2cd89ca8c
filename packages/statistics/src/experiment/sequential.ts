import { demand } from '../errors.ts'
import type { Arm } from './arm.ts'
import { type Alternative, around, type CompareOptions, type TestResult } from './compare-arms.ts'
import { type Effect, estimateEffect, type Unknown } from './effect.ts'

export interface SequentialOptions extends CompareOptions {
  /** The number of units at which the interval is tightest, default 5000. It stays valid at every other. */
  readonly tightestAt?: number
}

/**
 * Treatment against control with an interval and a p-value that stay valid however often one looks, and whenever one
 * stops: asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas (2023, arXiv 2103.06476v7).
 */
export function compareSequentially(
  control: Arm,
  treatment: Arm,
  options: SequentialOptions = {},
): TestResult | Unknown {
  const { relative = true } = options
  const effect = estimateEffect(control, treatment, { relative })
  return effect.kind === 'unknown' ? effect : testSequentially(effect, options)
}

/** The same for an effect already estimated. */
export function testSequentially(effect: Effect, options: SequentialOptions = {}): TestResult {
  const { alternative = 'different', alpha = 0.05, tightestAt = 5000, nullEffect = 0 } = options
  demand(alpha > 0 && alpha < 1, 'testSequentially', ['alpha', alpha], 'above 0 and below 1')
  demand(tightestAt > 0, 'testSequentially', ['tightestAt', tightestAt], 'a positive number')
  const rho = mixingRho(alpha, tightestAt, alternative)
  const distance = effect.value - nullEffect
  const interval = around(effect.value, sequenceHalfWidth(effect, alpha, rho, alternative), alternative)
  const pValue =
    alternative === 'different'
      ? alwaysValidP(distance, effect, rho)
      : oneSidedP(alternative === 'greater' ? distance : -distance, effect, rho)
  return { kind: 'test', effect, pValue, interval }
}

/** ρ that makes the interval tightest at `tightestAt` units (eq. 161; one-sided with 2α). */
export function mixingRho(alpha: number, tightestAt: number, alternative: Alternative = 'different'): number {
  const log = -2 * Math.log(alternative === 'different' ? alpha : 2 * alpha)
  return Math.sqrt((log + Math.log(log + 1)) / tightestAt)
}

/** Half-width after n units: eq. 9, one-sided eq. 134. */
export function sequenceHalfWidth(
  { standardError, n }: Pick<Effect, 'standardError' | 'n'>,
  alpha: number,
  rho: number,
  alternative: Alternative = 'different',
): number {
  const growth = n * rho * rho + 1
  const log =
    alternative === 'different'
      ? Math.log(Math.sqrt(growth) / alpha)
      : Math.log1p(Math.sqrt(growth) / (2 * alpha))
  return standardError * Math.sqrt(((2 * growth) / (n * rho * rho)) * log)
}

/** 1 / e-value, at most 1 (eq. 155). */
function alwaysValidP(distance: number, { standardError, n }: Effect, rho: number): number {
  const growth = n * rho * rho + 1
  const evidence = n * (distance / standardError) ** 2
  const logE = (rho * rho * evidence) / (2 * growth) - 0.5 * Math.log(growth)
  return Math.min(1, Math.exp(-logE))
}

const P_LOW = 1e-5
const P_HIGH = 0.4999
const WIDTH_TOLERANCE = 1e-6

/** The α at which the one-sided half-width equals the distance, by bisection between 1e-5 and 0.4999. */
function oneSidedP(distance: number, effect: Effect, rho: number): number {
  const slack = (alpha: number): number => distance - sequenceHalfWidth(effect, alpha, rho, 'greater')
  if (slack(P_LOW) > 0) return P_LOW
  if (slack(P_HIGH) < 0) return P_HIGH
  let low = P_LOW
  let high = P_HIGH
  let middle = (low + high) / 2
  for (let step = 0; step < 100; step++) {
    const gap = slack(middle)
    if (gap > 0) high = middle
    else low = middle
    middle = (low + high) / 2
    if (Math.abs(gap) < WIDTH_TOLERANCE) break
  }
  return middle
}
