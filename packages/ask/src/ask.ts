import type { Principal } from '@numize/access'
import type { Plan, Result } from '@numize/semantic'

export interface AskOptions {
  readonly signal?: AbortSignal
  readonly deadlineMs?: number
  /** Called when a step starts and when it ends. */
  readonly onStep?: (step: Step) => void
  /** The moment of asking, local `YYYY-MM-DDTHH:MM:SS`; marks incomplete periods. */
  readonly now?: string
  /** Waits for a turn in front of the engine; what is stored needs none. May refuse by throwing. */
  readonly admit?: <T>(work: () => Promise<T>) => Promise<T>
}

export interface Step {
  readonly name: 'understand' | 'propose' | 'check' | 'run' | 'draw'
  readonly status: 'started' | 'done' | 'failed'
  readonly detail: string
  readonly elapsedMs: number
}

/** The one way to rows: plans in, results out, all on one data version. */
export type Ask = (
  plans: readonly Plan[],
  principal: Principal,
  options?: AskOptions,
) => Promise<readonly Result[]>
