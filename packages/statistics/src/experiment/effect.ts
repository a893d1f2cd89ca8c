import type { Arm } from './arm.ts'
import { type Moments, momentsOf, pooledTheta, quadratic, quantileIsKnown } from './moments.ts'

/** Why no effect could be told; every test passes it on instead of a number. */
export interface Unknown {
  readonly kind: 'unknown'
  /** `no-variance`: an arm is empty, has one unit or never varies. `zero-baseline`: relative to nothing. */
  readonly reason: 'no-variance' | 'zero-baseline' | 'different-arms'
}

/** The difference treatment − control, in the metric's unit or relative to the control (0.1 = +10 %). */
export interface Effect {
  readonly kind: 'effect'
  readonly value: number
  readonly standardError: number
  /** Welch–Satterthwaite. */
  readonly degreesOfFreedom: number
  readonly relative: boolean
  /** Units of both arms together. */
  readonly n: number
  /** The control's own statistic, unadjusted. */
  readonly baseline: number
}

/**
 * Estimates the effect of a treatment by the delta method: means, shares, ratios, CUPED-adjusted means and ratios,
 * quantiles. Both arms must be of one kind. Never NaN: what cannot be told is `unknown` with the reason.
 * Sources: Deng, Xu, Kohavi, Walker (2013) for CUPED; Deng, Knoblich, Lu (2018) for the delta method.
 */
export function estimateEffect(
  control: Arm,
  treatment: Arm,
  { relative }: { relative: boolean },
): Effect | Unknown {
  const family = ({ kind }: Arm): string => (kind === 'share' ? 'mean' : kind)
  if (family(control) !== family(treatment)) return { kind: 'unknown', reason: 'different-arms' }
  const theta = pooledTheta(control, treatment)
  const a = momentsOf(control, theta)
  const b = momentsOf(treatment, theta)
  if (!varies(control, a) || !varies(treatment, b)) return { kind: 'unknown', reason: 'no-variance' }
  if (relative && (a.plain === 0 || a.value === 0)) return { kind: 'unknown', reason: 'zero-baseline' }
  const scale = relative ? Math.abs(a.plain) : 1
  const value = (b.value - a.value) / scale
  const variance = effectVariance(a, b, relative)
  if (!(variance > 0) || !Number.isFinite(value)) return { kind: 'unknown', reason: 'no-variance' }
  const degreesOfFreedom = welchDegrees(a, b)
  const standardError = Math.sqrt(variance)
  return { kind: 'effect', value, standardError, degreesOfFreedom, relative, n: a.n + b.n, baseline: a.plain }
}

const varies = (arm: Arm, { variance }: Moments): boolean =>
  variance > 0 && (arm.kind !== 'quantile' || quantileIsKnown(arm))

function effectVariance(a: Moments, b: Moments, relative: boolean): number {
  const ofTreatment = quadratic(b.gradient, b.covariance) / b.n
  if (!relative) return quadratic(a.gradient, a.covariance) / a.n + ofTreatment
  // Derivative of (b − a)/p by the control's components, p being the unadjusted control.
  const difference = b.level - a.level
  const gradient = a.gradient.map((g, i) => g + (difference / a.plain) * a.plainGradient[i]!)
  return (quadratic(gradient, a.covariance) / a.n + ofTreatment) / (a.plain * a.plain)
}

/** Welch (1947), eq. 28. */
function welchDegrees(a: Moments, b: Moments): number {
  const ofA = a.variance / a.n
  const ofB = b.variance / b.n
  return (ofA + ofB) ** 2 / (ofA ** 2 / (a.n - 1) + ofB ** 2 / (b.n - 1))
}
