import type { Calendar, Comparison, DatePart, Grain } from '@numize/semantic'
import type { Day, Span } from './calendar-date.ts'
import type { Token } from './tokens.ts'

/** Another sensible reading of the same words. */
export interface Option extends Span {
  readonly grain?: Grain
}

/** One period as it was said: what is known, and how to read it again for another year when none was said. */
export interface Piece {
  /** Tokens `[at, to)`. */
  readonly at: number
  readonly to: number
  readonly grain: Grain
  readonly span: Span
  /** Other readings, likeliest first. */
  readonly others: readonly Option[]
  readonly assumed: readonly string[]
  /** Present where the year was not said: the same words in another year, null where it lacks them. */
  readonly inYear?: (year: number) => Span | null
  /** A name for sentences about what was assumed: `May`, `Q1`. */
  readonly name?: string
  /** The words name a moment, so that `to` it means up to it and not through it. */
  readonly moment?: true
  /** Where a range that names these words starts or ends: `the end of 2008`. */
  readonly edge?: {
    readonly day: Day
    readonly inYear?: (year: number) => Day | null
    readonly assumed: readonly string[]
  }
  /** Counted from now (`last month`): in a comparison a shift by so many of a unit. */
  readonly shift?: Extract<Comparison, { kind: 'shift' }>
  /** Local date-times, where the period is finer than a day. */
  readonly clock?: { readonly start: string; readonly end: string }
  readonly reading?: string
}

/** A question being read, and what a reading may depend on. */
export interface Scope {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly now: string
  readonly today: Day
  /** The first day that is not over yet. */
  readonly openDay: Day
  /** The first day nothing of which has passed: where "to date" ends. */
  readonly freshDay: Day
  readonly calendar: Calendar
  readonly prefer: 'past' | 'future'
  readonly ends: 'included' | 'excluded'
  /** The longest single period that starts at a token. */
  readonly pieceAt: (at: number) => Piece | null
}

export type PieceParser = (scope: Scope, at: number) => Piece | null

export type GrainName = Grain | DatePart

/** The word at a token, or the empty text outside the question. */
export const wordAt = (scope: Scope, at: number): string => scope.tokens[at]?.text ?? ''

/** The position after any of these words. */
export const skip = (scope: Scope, at: number, words: ReadonlySet<string>): number => {
  let to = at
  while (words.has(wordAt(scope, to))) to++
  return to
}

/** The position after a phrase of blank-separated tokens, or null. */
export function phraseAt(scope: Scope, at: number, phrase: readonly string[]): number | null {
  for (const [index, word] of phrase.entries()) if (wordAt(scope, at + index) !== word) return null
  return at + phrase.length
}

const ARTICLES = new Set(['the', 'a', 'an'])
export const skipThe = (scope: Scope, at: number): number => (wordAt(scope, at) === 'the' ? at + 1 : at)
export const isArticle = (word: string): boolean => ARTICLES.has(word)
