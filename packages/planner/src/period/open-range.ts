import type { Day } from './calendar-date.ts'
import { type Piece, type Scope, wordAt } from './piece.ts'

/** A period without one of its ends. */
export interface OpenRange {
  readonly at: number
  readonly to: number
  readonly start: Day | null
  readonly end: Day | null
  readonly piece: Piece
}

type Edge = 'from' | 'through' | 'edge' | 'beforeStart' | 'afterEnd'

/** Longer phrases first. */
const LEADS: readonly { readonly words: readonly string[]; readonly edge: Edge }[] = (
  [
    ['no later than', 'through'],
    ['not later than', 'through'],
    ['no earlier than', 'from'],
    ['on or before', 'through'],
    ['on or after', 'from'],
    ['later than', 'afterEnd'],
    ['earlier than', 'beforeStart'],
    ['prior to', 'beforeStart'],
    ['up until', 'through'],
    ['up to', 'through'],
    ['starting from', 'from'],
    ['starting on', 'from'],
    ['starting in', 'from'],
    ['beginning on', 'from'],
    ['beginning in', 'from'],
    ['ever since', 'from'],
    ['as of', 'through'],
    ['starting', 'from'],
    ['beginning', 'from'],
    ['since', 'from'],
    ['until', 'through'],
    ['till', 'through'],
    ['through', 'through'],
    ['before', 'beforeStart'],
    ['after', 'afterEnd'],
    ['by', 'edge'],
  ] as const
).map(([words, edge]) => ({ words: words.split(' '), edge }))

const LEAD_WORDS = new Set(LEADS.map(({ words }) => words[0]))

/** `since March`, `before 2020`, `until yesterday`, `from May onwards`, `2018 or later`. */
export function openRangeAt(scope: Scope, at: number): OpenRange | null {
  return LEAD_WORDS.has(wordAt(scope, at)) ? led(scope, at) : followed(scope, at)
}

function led(scope: Scope, at: number): OpenRange | null {
  for (const { words, edge } of LEADS) {
    if (words.some((word, index) => wordAt(scope, at + index) !== word)) continue
    const piece = scope.pieceAt(at + words.length)
    if (piece && (edge !== 'edge' || piece.edge)) return { at, to: piece.to, piece, ...bounds(piece, edge) }
  }
  return null
}

function bounds(piece: Piece, edge: Edge): { start: Day | null; end: Day | null } {
  const start = piece.edge?.day ?? piece.span.start
  const end = piece.edge?.day ?? piece.span.end
  if (edge === 'from') return { start, end: null }
  if (edge === 'afterEnd')
    return { start: piece.grain === 'day' && piece.edge === undefined ? end : end, end: null }
  return { start: null, end: edge === 'beforeStart' ? start : end }
}

const ONWARD = /^(on|onward|onwards|forward)$/

function followed(scope: Scope, at: number): OpenRange | null {
  const from = wordAt(scope, at) === 'from' ? at + 1 : at
  const piece = scope.pieceAt(from)
  if (!piece) return null
  const word = wordAt(scope, piece.to)
  const later = wordAt(scope, piece.to + 1)
  if (from > at && piece.edge) return { at, to: piece.to, piece, start: piece.edge.day, end: null }
  if (from > at && ONWARD.test(word))
    return { at, to: piece.to + 1, piece, start: piece.span.start, end: null }
  if (/^(onward|onwards)$/.test(word))
    return { at, to: piece.to + 1, piece, start: piece.span.start, end: null }
  if (!/^(or|and)$/.test(word) || from > at || /^\p{L}/u.test(wordAt(scope, piece.to + 2))) return null
  if (/^(later|after|newer|onwards)$/.test(later))
    return { at, to: piece.to + 2, piece, start: piece.span.start, end: null }
  if (/^(earlier|before|older)$/.test(later))
    return { at, to: piece.to + 2, piece, start: null, end: piece.span.end }
  return null
}
