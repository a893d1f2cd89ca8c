import type { Ask, Ground, Inspect } from '@numize/ask'
import type { Clock } from '@numize/base'
import type { Benchmarks, Goal, Snooze } from '@numize/insights'
import type { Llm } from '@numize/llm'
import type { Result } from '@numize/semantic'
import type { ThreadSummary, Turn } from './conversation.ts'
import type { Playbook } from './knowledge/collect.ts'
import type { MemoryKeeper } from './memory/remembered.ts'

/** Where conversations are kept; bound to one organisation. */
export interface ThreadKeeper {
  threads(userId: string, project: string): Promise<readonly ThreadSummary[]>
  /** Turns in order; null where the thread is not this user's. */
  turns(threadId: string, userId: string): Promise<readonly Turn[] | null>
  /** A turn of this user's, or null. */
  turn(turnId: string, userId: string): Promise<Turn | null>
  keep(turn: Turn, owner: { readonly userId: string; readonly project: string }): Promise<void>
}

export interface AssistantParts {
  readonly ground: Ground
  readonly ask: Ask
  readonly inspect: Inspect
  readonly threads: ThreadKeeper
  /** A result that was kept under its run hash and the rights it was read with; absent = none is kept. */
  readonly recall?: (runHash: string, fingerprint: string) => Promise<Result | null>
  /** Where approved answers, corrections and reviews are kept; absent = nothing is learnt. */
  readonly memory?: MemoryKeeper
  /** Text files of the project's `knowledge/` folder; absent = none. */
  readonly playbooks?: () => readonly Playbook[]
  /** Goals of the project; absent = none are kept. */
  readonly goals?: () => Promise<readonly Goal[]>
  /** What others measured, of the project's `benchmarks.yml`; absent = none. */
  readonly benchmarks?: () => Benchmarks
  /** Metrics nobody wants to hear of until a day; absent = none. */
  readonly snoozes?: () => Promise<readonly Snooze[]>
  readonly clock: Clock
  readonly newId: () => string
  /** Opens the language model to ask where the planner is unsure; null = never, and nothing leaves the machine. */
  readonly llm: () => Promise<Llm | null>
  /** Hears of our own mistakes; readers are told only that there was one. */
  readonly onBug: (error: unknown) => void
}
