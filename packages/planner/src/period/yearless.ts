import type { Grain } from '@numize/semantic'
import { civilOf, type Span } from './calendar-date.ts'
import type { Option, Piece, Scope } from './piece.ts'

interface Words {
  readonly at: number
  readonly to: number
  readonly grain: Grain
  /** As sentences name it: `May`. */
  readonly name: string
}

/** Leap days come back within eight years, also across 1900 and 2100. */
const REACH_YEARS = 8

/** A period without a year: the latest that has begun (or the next to come, if that is preferred), the other offered. */
export function yearless(scope: Scope, words: Words, inYear: (year: number) => Span | null): Piece | null {
  const begun = latest(scope, inYear, (span) => span.start <= scope.today)
  const coming = earliest(scope, inYear, (span) => span.start > scope.today)
  const current = begun && begun.end > scope.today ? begun : null
  const ordered = scope.prefer === 'past' ? [begun, coming] : current ? [current, coming] : [coming, begun]
  const [first, ...rest] = ordered.filter((span) => span !== null)
  if (!first) return null
  return {
    ...words,
    span: first,
    others: rest.map((span): Option => ({ ...span, grain: words.grain })),
    assumed: [`${words.name} of ${civilOf(first.start).year}`],
    inYear,
  }
}

export function latest(
  scope: Scope,
  inYear: (year: number) => Span | null,
  fits: (span: Span) => boolean,
): Span | null {
  const { year } = civilOf(scope.today)
  for (let candidate = year + 1; candidate >= year - REACH_YEARS; candidate--) {
    const span = inYear(candidate)
    if (span && fits(span)) return span
  }
  return null
}

export function earliest(
  scope: Scope,
  inYear: (year: number) => Span | null,
  fits: (span: Span) => boolean,
): Span | null {
  const { year } = civilOf(scope.today)
  for (let candidate = year - 1; candidate <= year + REACH_YEARS; candidate++) {
    const span = inYear(candidate)
    if (span && fits(span)) return span
  }
  return null
}
