import type { Reading } from '@numize/planner'
import type { Filter } from '@numize/semantic'

/** A question as it was answered by a run. */
export interface Asked {
  readonly runHash: string
  readonly slice: string
  readonly question: string
  readonly reading: Reading
  /** Local moment it was read at. */
  readonly now: string
  /** Equal only where the same rows may be seen. */
  readonly fingerprint: string
  /** False of a question that is understood only after those before it in its thread. */
  readonly standsAlone: boolean
}

/** Something learnt of a slice: it changes how later questions there are read. */
export type Lesson = Learnt & { readonly why?: string }

type Learnt =
  /** This is how the question is answered, also with another value, period or number in it. */
  | ({ readonly kind: 'answer'; readonly corrected: boolean } & Omit<Asked, 'runHash' | 'slice'>)
  /** A phrase means a metric, dimension or value of the model. */
  | { readonly kind: 'synonym'; readonly phrase: string; readonly means: string }
  /** Rows that a metric counts unless a question speaks of the same column. */
  | {
      readonly kind: 'filter'
      readonly metric: string
      readonly where: readonly Filter[]
      readonly words: string
    }

export interface Remembered {
  readonly id: string
  readonly slice: string
  readonly by: string
  /** ISO, UTC. */
  readonly at: string
  readonly lesson: Lesson
}

export const REASONS = [
  'wrong metric',
  'wrong filter',
  'wrong period',
  'wrong grouping',
  'numbers look wrong',
  'incomplete',
  'other',
] as const
export type Reason = (typeof REASONS)[number]

/** What somebody said of an answer and nobody with the right has settled. */
export interface Review {
  readonly id: string
  readonly slice: string
  readonly runHash: string
  readonly verdict: 'up' | 'down'
  readonly reason: Reason | null
  readonly note: string | null
  readonly question: string
  readonly by: string
  readonly at: string
}

/** A review with how the question was read, in words. */
export interface OpenReview extends Review {
  readonly read: readonly string[]
}

/** Where questions, lessons and reviews are kept; bound to one organisation. */
export interface MemoryKeeper {
  noteAsked(project: string, userId: string, asked: Asked): Promise<void>
  /** By a run's hash or the beginning of it; null where none or several are meant. */
  asked(project: string, run: string): Promise<Asked | null>
  remember(project: string, remembered: Omit<Remembered, 'at'>): Promise<void>
  remembered(project: string): Promise<readonly Remembered[]>
  /** Another text after every change of what is remembered. */
  version(project: string): Promise<string>
  forget(project: string, id: string, by: string): Promise<boolean>
  addReview(project: string, review: Omit<Review, 'at'>): Promise<void>
  openReviews(project: string): Promise<readonly Review[]>
  settle(project: string, id: string, by: string): Promise<boolean>
}
