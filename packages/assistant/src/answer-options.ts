import type { Principal } from '@numize/access'
import type { AskOptions, Step } from '@numize/ask'
import type { DiveAsked } from './dives/dive-input.ts'

/** Who asks, where, and how the answer is to be brought. */
export interface AnswerOptions {
  readonly principal: Principal
  readonly threadId?: string
  readonly signal?: AbortSignal
  readonly onStep?: (step: Step) => void
  /** Overrides the project's "now"; ISO local. */
  readonly now?: string
  /** Starts a durable run of a dive and gives its id; absent = a question for a deep dive is answered at once. */
  readonly startDive?: (asked: DiveAsked) => Promise<string>
  /** False = no thread is kept (batches); the audit still is. */
  readonly keep?: boolean
  /** Waits for a turn in front of the engine; what is stored needs none. May refuse by throwing. */
  readonly admit?: NonNullable<AskOptions['admit']>
}
