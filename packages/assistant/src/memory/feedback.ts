import type { Reason } from './remembered.ts'

/** An answer, by its turn in a thread of one's own or by its run. */
export type AnswerRef = { readonly turn: string } | { readonly run: string }

export interface Feedback {
  readonly verdict: 'up' | 'down'
  readonly reason?: Reason
  readonly note?: string
}

/** What an answer should have been, and why. */
export type Correction = Fix & { readonly why?: string | undefined }

export type Fix =
  | { readonly kind: 'metric'; readonly metric: string }
  | { readonly kind: 'synonym'; readonly phrase: string; readonly means: string }
  /** A condition in words that the metric of the answer is counted under from now on. */
  | { readonly kind: 'filter'; readonly words: string }
