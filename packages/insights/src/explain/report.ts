import type { MetricRef, Plan, Unit } from '@numize/semantic'
import type { Segment } from '../drivers/leaves.ts'

/** One metric in two periods. */
export interface Change {
  readonly metric: string
  readonly label: string
  readonly unit: Unit | null
  readonly period: Span
  readonly previous: Span
  readonly after: number | null
  readonly before: number | null
}

/** `[start, end)`, local. */
export interface Span {
  readonly start: string
  readonly end: string
}

/**
 * What came of looking for a cause.
 * - `explained`: segments stand out; - `broad`: nearly everything moved alike, so the cause is not in these dimensions;
 * - `noise`: the change is no larger than the metric's usual unrest; - `unknown`: there was nothing to compare.
 */
export type Verdict = 'explained' | 'broad' | 'noise' | 'unknown'

export interface ChangeReport {
  readonly change: Change
  readonly verdict: Verdict
  /** What changed, in one sentence. */
  readonly headline: string
  /** Why, in sentences, most important first; every figure in them is a field of this report or of the results named. */
  readonly summary: string
  readonly findings: readonly Finding[]
  /** Looked at and found calm, in words. */
  readonly ruledOut: readonly string[]
  /** Governed results this stands on. */
  readonly runHashes: readonly string[]
}

export interface Finding {
  readonly kind: 'segment' | 'rate' | 'mix' | 'broad' | 'calendar'
  readonly text: string
  readonly segment: Segment
  readonly before: number | null
  readonly after: number | null
  /** Share of the whole change; null where parts do not add up. */
  readonly share: number | null
  /** Chance that this is more than noise, 0–1. */
  readonly confidence: number
  /** Opens the finding: the metric inside the segment, in both periods. */
  readonly plan: Plan
}

/** The parts of a ratio metric. */
export interface RatioParts {
  readonly numerator: MetricRef
  readonly denominator: MetricRef
}
