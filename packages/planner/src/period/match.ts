import type { Calendar, Comparison } from '@numize/semantic'
import type { ComparisonFound } from './comparison-words.ts'
import type { GrainFound } from './grain-words.ts'
import type { OpenRange } from './open-range.ts'
import type { GrainName, Piece } from './piece.ts'

/** What a reading of dates depends on. */
export interface PeriodContext {
  /** Local date-time in the calendar's zone, `YYYY-MM-DDTHH:MM:SS`. */
  readonly now: string
  readonly calendar: Calendar
  /** Where no year was said: the latest that has begun (the default), or the next to come. */
  readonly prefer?: 'past' | 'future'
  /** Whether `to May` takes May in and `to date` today (the default: people count them), or ends where they begin. */
  readonly ends?: 'included' | 'excluded'
}

export interface PeriodOption {
  readonly start: string | null
  readonly end: string | null
  readonly reading: string
}

/** Words of a question that speak of time, and what they mean. */
export interface PeriodMatch {
  /** Offsets in the text, with the prepositions that belong to it. */
  readonly span: readonly [number, number]
  /** `every` is a recurrence (`on Mondays`); its grain is the date part. */
  readonly kind: 'range' | 'grain' | 'comparison' | 'every'
  /** `[start, end)`, local ISO dates, or date-times where finer than a day; null is open. */
  readonly start: string | null
  readonly end: string | null
  /** The natural grain of a range, or the one asked for; `dow` is the day of the week. */
  readonly grain: GrainName | null
  readonly comparison?: Comparison
  /** In words to check: `1–31 May 2026`. */
  readonly reading: string
  /** What was not said. */
  readonly assumed: readonly string[]
  /** Other sensible readings, likeliest first. */
  readonly alternatives: readonly PeriodOption[]
  /** False where it reaches beyond now. */
  readonly complete: boolean
}

/** What was found at a word, before it is put in words and dates. */
export type Found =
  | { readonly kind: 'comparison'; readonly found: ComparisonFound }
  | { readonly kind: 'grain'; readonly found: GrainFound }
  | { readonly kind: 'open'; readonly found: OpenRange }
  | { readonly kind: 'piece'; readonly found: Piece }
