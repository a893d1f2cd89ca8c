import type { Comparison, MetricRef, MetricsPlan, Result } from '@numize/semantic'
import type { Axis } from './breakdown.ts'
import type { Change, Finding, RatioParts, Span } from './report.ts'

/** Governed answers for plans, all on one data version: `ask`, bound to an asker. */
export type Fetch = (plans: readonly MetricsPlan[]) => Promise<readonly Result[]>

/** A plan that can be explained, taken apart. */
export interface Subject {
  readonly metric: MetricRef
  readonly name: string
  readonly period: Span
  readonly previous: Span
  readonly plan: MetricsPlan
  readonly compare: Comparison
}

export interface Search {
  readonly subject: Subject
  readonly change: Change
  readonly axes: readonly Axis[]
  readonly parts: RatioParts | null
  readonly additive: boolean
  readonly fetch: Fetch
}

export interface Found {
  readonly findings: readonly Finding[]
  /** Dimensions that were looked at, by label. */
  readonly looked: readonly string[]
  /** Dimensions left out for their many members, by label. */
  readonly leftOut?: readonly string[]
}
