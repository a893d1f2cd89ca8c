import type { QuestionPlan } from '@numize/semantic'
import type { Mention } from './evidence/mentions.ts'
import type { Outcome, Part, Reading } from './outcome.ts'

/** The moment and the thread a question is asked in. */
export interface Situation {
  /** Local date and time in the calendar's zone, `YYYY-MM-DDTHH:MM:SS`. */
  readonly now: string
  /** The reading the thread stands at; a follow-up changes it. */
  readonly previous: Reading | null
}

/** A planner over one catalog; building it indexes the catalog once. Pure and deterministic. */
export interface Planner {
  plan(question: string, situation: Situation): Outcome
  /** Everything a plan asks, piece by piece in words, also of a plan that did not come from here. */
  tell(plan: QuestionPlan): readonly Part[]
  /** What the words of a question may stand for, to find what belongs to it; decides nothing. */
  mentions(question: string): readonly Mention[]
}
