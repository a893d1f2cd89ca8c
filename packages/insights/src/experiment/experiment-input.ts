import type { Catalog } from '@numize/planner'
import type { Filter, MetricsPlan, Result } from '@numize/semantic'
import type { Span } from '../explain/report.ts'
import type { Tested } from './compare-variants.ts'
import type { MetricOutcome } from './report.ts'

export interface ExperimentInput {
  /** What is to become better: a sum, a count, or a ratio of those. */
  readonly goal: string
  /** What must not become worse. */
  readonly guardrails: readonly string[]
  /** A dimension whose values are the variants. */
  readonly variant: string
  readonly control: string
  /** Empty: every other variant. */
  readonly treatments: readonly string[]
  /** The entity that is assigned to variants and counted. */
  readonly unit: string
  /** The semantic model whose rows say that a unit saw a variant; null: rows of the metric. */
  readonly exposure: string | null
  readonly where: readonly Filter[]
  readonly period: Span | null
  /** A period before the experiment, by which the units' own differences are taken out. */
  readonly before: Span | null
  /** Planned shares of the control and the treatments, in that order; empty: equal. */
  readonly split: readonly number[]
  /** Dimensions whose members are told apart. */
  readonly segments: readonly string[]
  readonly catalog: Catalog
  readonly fetch: (plans: readonly MetricsPlan[]) => Promise<readonly Result[]>
}

export interface NoExperiment {
  readonly kind: 'none'
  readonly reason: string
}

/** An outcome with its tests, for verdicts. */
export interface Told {
  readonly outcome: MetricOutcome
  readonly tests: readonly (Tested | null)[]
}
