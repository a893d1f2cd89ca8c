import type { Comparison } from '@numize/semantic'
import { addMonths, civilOf, isoDate, type Span } from './calendar-date.ts'
import type { ComparisonFound } from './comparison-words.ts'
import { sayComparison, sayOpen, saySpan } from './describe.ts'
import type { GrainFound } from './grain-words.ts'
import type { Found, PeriodMatch } from './match.ts'
import type { OpenRange } from './open-range.ts'
import { type GrainName, type Piece, type Scope, wordAt } from './piece.ts'
import { addUnits } from './unit.ts'

const PREPOSITIONS = /^(in|on|during|for|of|over|within|throughout|from|across|at|the|around|about)$/

export interface Around {
  /** The first token no match before this one has taken. */
  readonly free: number
  readonly main: Span | null
}

/** A match as the planner reads it: offsets, dates, words and what was assumed. */
export function render(scope: Scope, match: Found, around: Around): PeriodMatch {
  switch (match.kind) {
    case 'grain':
      return renderGrain(scope, match.found)
    case 'comparison':
      return renderComparison(scope, match.found, around.main)
    case 'open':
      return renderOpen(scope, match.found)
    case 'piece':
      return renderPiece(scope, match.found, around.free)
  }
}

const offsets = (scope: Scope, at: number, to: number): readonly [number, number] => [
  scope.tokens[at]?.start ?? 0,
  scope.tokens[to - 1]?.end ?? 0,
]

function renderPiece(scope: Scope, piece: Piece, free: number): PeriodMatch {
  let from = piece.at
  while (from > free && from > piece.at - 3 && PREPOSITIONS.test(wordAt(scope, from - 1))) from--
  const { clock } = piece
  const span = piece.span.start < piece.span.end ? piece.span : { start: scope.today, end: scope.today + 1 }
  return {
    span: offsets(scope, from, piece.to),
    kind: 'range',
    start: clock?.start ?? isoDate(span.start),
    end: clock?.end ?? isoDate(span.end),
    grain: piece.grain,
    reading: clock
      ? `${clock.start} – ${clock.end}`.replaceAll('T', ' ')
      : (piece.reading ?? saySpan(span, piece.grain)),
    assumed: piece.assumed,
    alternatives: piece.others.map((other) => ({
      start: isoDate(other.start),
      end: isoDate(other.end),
      reading: saySpan(other, other.grain ?? null),
    })),
    complete: clock ? clock.end <= scope.now : span.end <= scope.openDay,
  }
}

function renderOpen(scope: Scope, open: OpenRange): PeriodMatch {
  const iso = (day: number | null): string | null => (day === null ? null : isoDate(day))
  return {
    span: offsets(scope, open.at, open.to),
    kind: 'range',
    start: iso(open.start),
    end: iso(open.end),
    grain: open.piece.grain,
    reading: sayOpen(open.start, open.end),
    assumed: open.piece.edge?.assumed ?? open.piece.assumed,
    alternatives: open.piece.others.map((other) => {
      const start = open.start === null ? null : open.start === open.piece.span.end ? other.end : other.start
      const end = open.end === null ? null : open.end === open.piece.span.end ? other.end : other.start
      return { start: iso(start), end: iso(end), reading: sayOpen(start, end) }
    }),
    complete: open.end !== null && open.end <= scope.openDay,
  }
}

const GRAIN_READING: Readonly<Partial<Record<GrainName, string>>> = {
  dow: 'by day of the week',
  doy: 'by day of the year',
}

const renderGrain = (scope: Scope, found: GrainFound): PeriodMatch => ({
  span: offsets(scope, found.at, found.to),
  kind: found.every ? 'every' : 'grain',
  start: null,
  end: null,
  grain: found.grain,
  reading: found.reading ?? GRAIN_READING[found.grain] ?? `by ${found.grain}`,
  assumed: [],
  alternatives: [],
  complete: true,
})

function renderComparison(scope: Scope, found: ComparisonFound, main: Span | null): PeriodMatch {
  const span = comparedSpan(found, main)
  const comparison = found.comparison ?? before(span)
  const unsaid = found.comparison || main ? [] : ['the month before, as no period was given']
  return {
    span: offsets(scope, found.at, found.to),
    kind: 'comparison',
    start: span && isoDate(span.start),
    end: span && isoDate(span.end),
    grain: found.piece?.grain ?? null,
    comparison,
    reading: sayComparison(comparison, span),
    assumed: [...(found.piece?.assumed ?? []), ...unsaid],
    alternatives: [],
    complete: span === null || span.end <= scope.openDay,
  }
}

const before = (span: Span | null): Comparison =>
  span
    ? { kind: 'range', start: isoDate(span.start), end: isoDate(span.end) }
    : { kind: 'shift', count: 1, grain: 'month' }

/** The days compared with: the period asked about, moved; the period named; or nothing known yet. */
function comparedSpan({ comparison, piece }: ComparisonFound, main: Span | null): Span | null {
  if (comparison === null) return main && spanBefore(main)
  if (comparison.kind === 'range' || !main) return piece?.span ?? null
  const move = (day: number): number => addUnits(day, comparison.grain, -comparison.count)
  return { start: move(main.start), end: move(main.end) }
}

/** The period of the same length just before; whole months stay whole months. */
function spanBefore({ start, end }: Span): Span {
  const [first, last] = [civilOf(start), civilOf(end)]
  const months =
    first.day === 1 && last.day === 1 ? (last.year - first.year) * 12 + last.month - first.month : 0
  return { start: months > 0 ? addMonths(start, -months) : start - (end - start), end: start }
}
