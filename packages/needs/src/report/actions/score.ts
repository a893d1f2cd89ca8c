import type { DnrConfig } from '../../config/dnr-config.ts'

const DECAY_DAYS = 60
/** Actions below this confidence are not shown. */
export const LEAST_CONFIDENCE = 0.55

export interface ScoreParts {
  /** Revenue at risk in 30 days over the usual monthly revenue, 0 to 1. */
  readonly revenueImpact: number
  /** Share of what people ask for, 0 to 1. */
  readonly demand: number
  /** Scaled overage of the worst objective, 0 to 1. */
  readonly healthSeverity: number
  readonly daysSincePeak: number
}

/** `(0.60 RevenueImpact + 0.25 Demand + 0.15 HealthSeverity) · exp(−days since the peak / 60)`; weights from the settings. */
export const scoreOf = (parts: ScoreParts, weights: DnrConfig['report']['scoring_weights']): number =>
  (weights.revenue * parts.revenueImpact +
    weights.demand * parts.demand +
    weights.severity * parts.healthSeverity) *
  Math.exp(-parts.daysSincePeak / DECAY_DAYS)

export interface ConfidenceParts {
  readonly classConf: number
  readonly entityConf: number
  readonly coverage: number
  readonly agreement: number
}

/** `0.45 ClassConf + 0.25 EntityConf + 0.20 Coverage + 0.10 Agreement`, all 0 to 1. */
export const confidenceOf = ({ classConf, entityConf, coverage, agreement }: ConfidenceParts): number =>
  0.45 * classConf + 0.25 * entityConf + 0.2 * coverage + 0.1 * agreement

/** Money at risk over `days`, as a part of a usual month of 30 days, at most 1. */
export const revenueImpactOf = (atRiskUsd: number, monthlyUsd: number, days: number): number =>
  monthlyUsd <= 0 ? 0 : Math.min(1, Math.max(0, (atRiskUsd * 30) / days / monthlyUsd))

/** How far a figure is over its objective, scaled to 0 to 1: `1 − objective / figure` (twice the objective is 0.5). */
export const severityOf = (value: number, threshold: number): number =>
  value <= threshold || value <= 0 ? 0 : 1 - Math.max(0, threshold) / value

const SMOOTH_DAYS = 7
const STILL_THERE = 0.75

/**
 * Days from the peak of a problem to the end of its series (oldest first, one figure a day; null = nothing to measure).
 * A problem that is as bad over the window as over the whole series (three quarters of it, which leaves room for
 * chance) has its peak today: 0. One that has gone has it on the first day of its highest mean over seven days.
 */
export function daysSincePeak(series: readonly (number | null)[], windowDays: number): number {
  const whole = meanOf(series)
  if (whole === null || whole <= 0) return 0
  if ((meanOf(series.slice(-windowDays)) ?? 0) >= STILL_THERE * whole) return 0
  const smooth = series.map(
    (_, index) => meanOf(series.slice(Math.max(0, index - SMOOTH_DAYS + 1), index + 1)) ?? 0,
  )
  return series.length - 1 - smooth.indexOf(Math.max(...smooth))
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}

/** The best of each theme, best first, at most `count`: what is over the gate and of another theme. */
export function chooseActions<
  T extends { readonly theme: string; readonly score: number; readonly confidence: number },
>(gaps: readonly T[], count = 3): { readonly actions: readonly T[]; readonly hidden: readonly T[] } {
  const shown = gaps.filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
  const best = shown.toSorted((a, b) => b.score - a.score)
  const actions = best.filter(
    ({ theme }, index) => best.findIndex((other) => other.theme === theme) === index,
  )
  return {
    actions: actions.slice(0, count),
    hidden: gaps
      .filter(({ confidence }) => confidence < LEAST_CONFIDENCE)
      .toSorted((a, b) => b.score - a.score),
  }
}
