import type { MetricsPlan } from '@numize/semantic'

/** A change somebody asked to dive into. */
export interface DiveAsked {
  readonly project: string
  /** The slice it was asked in; a dive is seen and goes on only there. */
  readonly slice: string
  /** What changed, in a few words: "Revenue in March 2026". */
  readonly about: string
  readonly question: string
  readonly plan: MetricsPlan
  /** The moment it was asked at, where that is not the project's own. */
  readonly now: string | null
}

/** What a run of a dive is given: everything it needs to go on in another process. */
export interface DiveInput extends DiveAsked {
  /** Where the project is, in the words of whoever opens it. */
  readonly place: unknown
}

/** What one dive may take. */
export const DIVE_BUDGET = { plans: 80, ms: 120_000 } as const
