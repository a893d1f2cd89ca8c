import type { QuestionPlan } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Part, RefusalCode } from '../outcome.ts'
import type { Frame } from '../structure/frame.ts'
import { listed } from './labels.ts'

/** What a frame is fitted with. */
export interface Fitting {
  readonly frame: Frame
  readonly index: CatalogIndex
  /** Lower-case words and lemmas of the question: they choose among parallel ways. */
  readonly spoken: ReadonlySet<string>
  readonly now: string
  readonly assumed: Part[]
  readonly dropped: Part[]
  readonly trail: string[]
  /** Ways chosen among parallel ones: the entity path to each model. */
  readonly ways: ReadonlyMap<string, string>
  /** Parallel ways nothing in the question told apart. */
  readonly ties: Tie[]
  /** Grows with everything that makes the fit doubtful. */
  readonly doubts: { readonly why: string; readonly weight: number }[]
}

/** Several ways lead to a model (origin and destination) and any could be meant. */
export interface Tie {
  readonly model: string
  readonly paths: readonly string[]
}

/** The frame cannot be said as a plan. */
export interface Misfit {
  readonly code: RefusalCode
  readonly reason: string
  /** Words it is about, where nothing knows them. */
  readonly words?: readonly string[]
}

export interface Fit {
  readonly plan: QuestionPlan
  readonly stated: readonly Part[]
  readonly assumed: readonly Part[]
  readonly dropped: readonly Part[]
  readonly doubts: readonly { readonly why: string; readonly weight: number }[]
  readonly trail: readonly string[]
  readonly ties: readonly Tie[]
  /** Where the data itself may mislead, in words. */
  readonly unclean: readonly string[]
  /** Which of parallel ways this reading takes, in words. */
  readonly roles: readonly string[]
}

/** Thrown inside fitting only, caught where a frame's fit is asked for. */
export class CannotFit extends Error {
  readonly misfit: Misfit
  constructor(code: RefusalCode, reason: string) {
    super(reason)
    this.misfit = { code, reason }
  }
}

export const assume = (fitting: Fitting, kind: Part['kind'], reading: string): void => {
  if (!fitting.assumed.some((part) => part.reading === reading))
    fitting.assumed.push({ kind, text: '', reading, span: null })
}

export const doubt = (fitting: Fitting, why: string, weight: number): void => {
  fitting.doubts.push({ why, weight })
}

export const unknownWords = (words: readonly string[]): Misfit => ({
  code: 'unknown-words',
  words,
  reason: `I do not know ${listed(
    words.map((word) => `"${word}"`),
    'or',
  )} here.`,
})
