import type { MetricsPlan, Unit } from '@numize/semantic'
import type { Span } from '../explain/report.ts'

/** What a test of two variants comes to. */
export type Verdict = 'win' | 'loss' | 'no-difference-yet' | 'invalid' | 'unknown'

/** A variant and what it measured on one metric. */
export interface VariantFigure {
  readonly variant: string
  /** Units of analysis. */
  readonly units: number
  /** Mean of a unit, share of units, or the ratio itself; null where there is none. */
  readonly value: number | null
}

/** A treatment beside the control on one metric. */
export interface Compared {
  readonly treatment: string
  /** Relative to the control (0.1 = 10 % more), or in the metric's unit where the control is 0. */
  readonly effect: number
  readonly relative: boolean
  /** 95 %, valid however often one looks. */
  readonly interval: readonly [number, number]
  /** The same, corrected for how many were tested. */
  readonly pValue: number
  /** Of a single look at a time fixed before. */
  readonly fixedPValue: number
  /** Part of the variance that the units' own past explains; null where it was not used. */
  readonly varianceExplained: number | null
}

export interface MetricOutcome {
  readonly metric: string
  readonly label: string
  readonly unit: Unit | null
  /** How a unit's figure is read: its mean, the share of units with it, or a ratio of two sums. */
  readonly kind: 'mean' | 'share' | 'ratio'
  readonly variants: readonly VariantFigure[]
  readonly compared: readonly Compared[]
  /** Why nothing could be compared; null where it was. */
  readonly reason: string | null
}

export interface SegmentOutcome {
  readonly dimension: string
  readonly member: string
  readonly compared: readonly Compared[]
}

export interface ExperimentReport {
  readonly kind: 'experiment'
  readonly variantDimension: string
  readonly control: string
  readonly unit: string
  readonly period: Span | null
  readonly goal: MetricOutcome
  readonly guardrails: readonly MetricOutcome[]
  readonly segments: readonly SegmentOutcome[]
  /** Whether units fell to the variants as planned; a mismatch makes every figure doubtful. */
  readonly sampleRatio: { readonly pValue: number; readonly mismatch: boolean }
  readonly verdicts: readonly {
    readonly treatment: string
    readonly verdict: Verdict
    readonly text: string
  }[]
  readonly notes: readonly string[]
  readonly plans: readonly MetricsPlan[]
  readonly runHashes: readonly string[]
}
