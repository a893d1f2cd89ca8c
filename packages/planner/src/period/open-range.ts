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
  const from = wordAt(scope, at) === 'from'
  const piece = scope.pieceAt(from ? at + 1 : at)
  if (!piece) return null
  const since = { at, piece, start: piece.edge?.day ?? piece.span.start, end: null }
  const word = wordAt(scope, piece.to)
  if (from && piece.edge) return { ...since, to: piece.to }
  if (from ? ONWARD.test(word) : /^onwards?$/.test(word)) return { ...since, to: piece.to + 1 }
  return from ? null : orLater(scope, since)
}

/** `2018 or later`, `1 May and before` */
function orLater(scope: Scope, since: Omit<OpenRange, 'to'>): OpenRange | null {
  const { piece } = since
  const [joint, word, next] = [0, 1, 2].map((ahead) => wordAt(scope, piece.to + ahead))
  if (!/^(or|and)$/.test(joint ?? '') || /^\p{L}/u.test(next ?? '')) return null
  const to = piece.to + 2
  if (/^(later|after|newer|onwards)$/.test(word ?? '')) return { ...since, to }
  return /^(earlier|before|older)$/.test(word ?? '')
    ? { ...since, to, start: null, end: piece.span.end }
    : null
}
