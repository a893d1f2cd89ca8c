import type { Catalog } from '@numize/planner'
import type { MetricsPlan, Plan, Result } from '@numize/semantic'
import type { Change, Verdict } from '../explain/report.ts'

/** Something that happened, from the timeline people keep. */
export interface KnownEvent {
  readonly name: string
  /** `YYYY-MM-DD`, local. */
  readonly day: string
  /** The last day of it, included; null for one day. */
  readonly until: string | null
  readonly note: string | null
}

/**
 * - `driver`: a segment, rate or mix that moved unlike the rest; `within`: what moved inside the strongest of them;
 * - `onset`: when it began; `day`: days that stand out; `lastYear`: the same a year before;
 * - `related`: a metric that moves with it; `event`: something known that happened then; `data`: a defect of the data.
 */
export type EvidenceKind = 'driver' | 'within' | 'onset' | 'day' | 'lastYear' | 'related' | 'event' | 'data'

export interface Evidence {
  readonly kind: EvidenceKind
  /** One sentence; every figure in it is of the plan's result. */
  readonly text: string
  /** Chance that it is more than noise, 0 to 1; null where there is none to give. */
  readonly confidence: number | null
  /** Opens the evidence; null for an event. */
  readonly plan: Plan | null
}

export interface DiveReport {
  readonly change: Change
  readonly verdict: Verdict
  readonly headline: string
  readonly summary: string
  /** What speaks for a cause, in the order it should be read. */
  readonly evidence: readonly Evidence[]
  /** Looked at and found calm. */
  readonly ruledOut: readonly string[]
  /** What to look at next. */
  readonly nextSteps: readonly string[]
  /** What could be done about it, where something could. */
  readonly actions: readonly string[]
  /** Looks that were not taken because the budget was spent. */
  readonly notLooked: readonly string[]
  readonly runHashes: readonly string[]
}

/** What one look found. */
export interface Look {
  readonly evidence: readonly Evidence[]
  readonly ruledOut: readonly string[]
}

export interface DiveInput {
  /** One metric in a closed period, compared with another, as `explainChange` takes it. */
  readonly plan: MetricsPlan
  readonly events: readonly KnownEvent[]
  readonly budget: DiveBudget
}

/** What a dive may take; where it is spent the report names what was not looked at. */
export interface DiveBudget {
  readonly plans: number
  readonly ms: number
}

export interface DiveTools {
  readonly catalog: Catalog
  /** Governed answers: `ask`, bound to an asker. */
  readonly fetch: (plans: readonly Plan[]) => Promise<readonly Result[]>
  /** Does a look once, also where the run was interrupted; its output is JSON. */
  readonly step: <T>(name: string, work: () => Promise<T>) => Promise<T>
  /** Told before and after each look; told again of finished looks where the run goes on after an interruption. */
  readonly tell: (progress: DiveProgress) => Promise<void>
  /** Milliseconds, to hold the budget. */
  readonly now: () => number
}

export interface DiveProgress {
  readonly look: string
  readonly state: 'looking' | 'done'
  readonly found: readonly Evidence[]
  /** Looked at and found calm. */
  readonly ruledOut: readonly string[]
  /** What the whole dive took so far: plans, and milliseconds of looking. */
  readonly spent: DiveBudget
}
