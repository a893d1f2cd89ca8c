import type { Source } from '../config/dnr-config.ts'
import type { Filtered } from '../threads/prefilter.ts'
import type { Question } from '../threads/thread.ts'
import type { QuestionVerdict } from './judge-question.ts'
import type { ThreadVerdict } from './judge-thread.ts'

/** What is to be labelled: threads that were kept and sampled, and questions. */
export interface ToLabel {
  readonly threads: readonly Filtered[]
  readonly questions: readonly Question[]
}

/** Verdicts by id, and how labelling went. */
export interface Labelled {
  readonly slack: ReadonlyMap<string, ThreadVerdict>
  readonly email: ReadonlyMap<string, ThreadVerdict>
  readonly nlq: ReadonlyMap<string, QuestionVerdict>
  readonly stages: readonly Stage[]
}

/** One stage of the work that was paid, or could have been. */
export interface Stage {
  readonly stage: 'labels' | 'entities'
  readonly source: Source
  /** Asked of the model. */
  readonly calls: number
  readonly cachedCalls: number
  readonly parseErrors: number
  readonly costUsd: number
  readonly partial: string | null
  readonly capReached: boolean
}
