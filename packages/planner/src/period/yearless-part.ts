import type { Grain } from '@numize/semantic'
import type { Span } from './calendar-date.ts'
import type { Piece, Scope } from './piece.ts'
import { yearless } from './yearless.ts'

interface Words {
  readonly at: number
  readonly to: number
  readonly grain: Grain
}

/** A part of a period: where the whole had no year, the part has none either, and is chosen by its own days. */
export function yearlessPart(
  scope: Scope,
  words: Words,
  whole: Piece,
  take: (span: Span) => Span | null,
): Piece | null {
  const { inYear } = whole
  if (inYear) {
    const partIn = (year: number): Span | null => {
      const span = inYear(year)
      return span && take(span)
    }
    return yearless(scope, { ...words, name: whole.name ?? 'it' }, partIn)
  }
  const span = take(whole.span)
  const others = whole.others.map((other) => take(other)).filter((other) => other !== null)
  return span && { ...words, span, others, assumed: whole.assumed }
}
