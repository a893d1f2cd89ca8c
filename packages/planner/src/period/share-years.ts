import { civilOf } from './calendar-date.ts'
import type { Found } from './match.ts'
import type { Piece, Scope } from './piece.ts'
import { wordAt } from './piece.ts'

/** `Q1 and Q2 2025`, `May vs June 2024`: a year said once, at the end, belongs to both. */
export function shareYears(scope: Scope, matches: readonly Found[]): readonly Found[] {
  const shared: Found[] = []
  for (const match of matches.toReversed()) {
    const next = shared[0]
    shared.unshift(match.kind === 'piece' && next ? withYear(scope, match, next) : match)
  }
  return shared
}

function withYear(scope: Scope, match: Extract<Found, { kind: 'piece' }>, next: Found): Found {
  const piece = match.found
  const dated = next.kind === 'piece' || next.kind === 'comparison' ? datedPiece(next) : null
  if (!piece.inYear || dated?.grain !== piece.grain || !adjacent(scope, piece.to, next.found.at)) return match
  const span = piece.inYear(civilOf(dated.span.start).year)
  const { inYear: _year, ...rest } = piece
  return span ? { kind: 'piece', found: { ...rest, span, others: [], assumed: [] } } : match
}

/** The piece of a match, where its year was said. */
function datedPiece(match: Extract<Found, { kind: 'piece' | 'comparison' }>): Piece | null {
  const piece = match.kind === 'piece' ? match.found : match.found.piece
  return piece && !piece.inYear && !piece.shift && piece.assumed.length === 0 ? piece : null
}

function adjacent(scope: Scope, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!/^(and|or|,|&)$/.test(wordAt(scope, at))) return false
  return to - from <= 2
}
