import type { QuestionPlan } from '@numize/semantic'

/** A piece of the reading: which words, read as what. `stated` parts came from the asker, `assumed` ones from us. */
export interface Part {
  readonly kind:
    | 'metric'
    | 'entity'
    | 'dimension'
    | 'filter'
    | 'period'
    | 'comparison'
    | 'grain'
    | 'order'
    | 'limit'
    | 'presentation'
    | 'columns'
    | 'sample'
  /** The asker's words; empty for an assumption. */
  readonly text: string
  /** In words a reader can check: `Card spend`, `1 Jan – 31 Dec 2025`, `Country is FR`. */
  readonly reading: string
  /** Offsets into the question; null for assumptions and for parts kept from earlier turns. */
  readonly span: readonly [number, number] | null
}

/** Calibrated chance of being right, 0–1, and the reasons in words, strongest first. */
export interface Confidence {
  readonly score: number
  readonly reasons: readonly string[]
  /** What the score was worked out from, by name; kept with the answer. */
  readonly features?: Readonly<Record<string, number>>
}

/** How the answer should look, when the asker said so. */
export type Presentation = 'table' | 'bar' | 'line' | 'area' | 'pie' | 'scatter' | 'number' | null

export interface Reading {
  readonly plan: QuestionPlan
  readonly stated: readonly Part[]
  readonly assumed: readonly Part[]
  /** Asked for, or carried from the turn before, and not in the plan: always shown. */
  readonly dropped: readonly Part[]
  readonly confidence: Confidence
  readonly presentation: Presentation
  /** The language model that proposed the plan; absent where it was read from the words by our own rules. */
  readonly proposedBy?: string
}

export type Outcome =
  | { readonly kind: 'reading'; readonly reading: Reading; readonly trail: readonly string[] }
  | {
      readonly kind: 'clarify'
      /** The question back, in one sentence. */
      readonly question: string
      readonly options: readonly { readonly label: string; readonly reading: Reading }[]
      readonly trail: readonly string[]
    }
  | {
      readonly kind: 'refuse'
      readonly code: RefusalCode
      /** The reason, in one sentence that names the words it is about. */
      readonly reason: string
      /** Nearest questions or names that can be answered. */
      readonly nearest: readonly string[]
      readonly trail: readonly string[]
    }

export type RefusalCode =
  | 'unknown-words' // content words nothing in the catalog explains
  | 'no-question' // empty, too long, not about data
  | 'not-supported' // understood, but the plan cannot say it yet
  | 'no-path' // the pieces cannot be joined
  | 'write' // asks to change data
