import type { Calendar, Comparison } from '@numize/semantic'
import { addMonths, civilOf, dayOf, isoDate, type Span } from './calendar-date.ts'
import { type ComparisonFound, comparisonAt } from './comparison-words.ts'
import { sayComparison, sayOpen, saySpan } from './describe.ts'
import { type GrainFound, grainAt } from './grain-words.ts'
import { type OpenRange, openRangeAt } from './open-range.ts'
import type { GrainName, Piece, Scope } from './piece.ts'
import { wordAt } from './piece.ts'
import { longestPiece } from './pieces.ts'
import { parseRange } from './range.ts'
import { tokenise } from './tokens.ts'

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

type Found =
  | { readonly kind: 'comparison'; readonly found: ComparisonFound }
  | { readonly kind: 'grain'; readonly found: GrainFound }
  | { readonly kind: 'open'; readonly found: OpenRange }
  | { readonly kind: 'piece'; readonly found: Piece }

/** All period expressions of a question, left to right, none overlapping; at each word the longest wins. */
export function findPeriods(text: string, context: PeriodContext): readonly PeriodMatch[] {
  const scope = scopeOf(text, context)
  const matches: Found[] = []
  let at = 0
  while (at < scope.tokens.length) {
    const found = matchAt(scope, at)
    if (found) matches.push(found)
    at = found ? found.found.to : at + 1
  }
  const main = matches.find((match) => match.kind === 'piece')
  let free = 0
  return matches.map((match) => {
    const result = render(scope, match, { free, main: main?.kind === 'piece' ? main.found.span : null })
    free = match.found.to
    return result
  })
}

function scopeOf(text: string, context: PeriodContext): Scope {
  const [year = 1970, month = 1, day = 1] = context.now.slice(0, 10).split('-').map(Number)
  const today = dayOf(year, month, day)
  const time = context.now.slice(11, 19)
  const memo = new Map<number, Piece | null>()
  const scope: Scope = {
    text,
    tokens: tokenise(text),
    now: context.now,
    today,
    openDay: time >= '23:59:59' ? today + 1 : today,
    freshDay: time === '' || time === '00:00:00' || context.ends === 'excluded' ? today : today + 1,
    calendar: context.calendar,
    prefer: context.prefer ?? 'past',
    ends: context.ends ?? 'included',
    pieceAt: (at) => {
      const known = memo.get(at)
      if (known !== undefined) return known
      memo.set(at, null)
      const piece = at < scope.tokens.length ? longestPiece(scope, at) : null
      memo.set(at, piece)
      return piece
    },
  }
  return scope
}

function matchAt(scope: Scope, at: number): Found | null {
  if (notTime(scope, at)) return null
  const comparison = comparisonAt(scope, at)
  const grain = grainAt(scope, at)
  const open = openRangeAt(scope, at)
  const range = parseRange(scope, at)
  const piece = scope.pieceAt(at)
  const candidates: (Found | null)[] = [
    comparison && { kind: 'comparison', found: comparison },
    range && { kind: 'piece', found: range },
    open && { kind: 'open', found: open },
    piece && stands(scope, piece) ? { kind: 'piece', found: piece } : null,
    grain && { kind: 'grain', found: grain },
  ]
  let best: Found | null = null
  for (const candidate of candidates)
    if (candidate && (!best || candidate.found.to > best.found.to)) best = candidate
  return best
}

const OWNERS = /^(their|his|her|its|my|your)$/

/** `up to date`, `their last year`: words of time that name no period. */
function notTime(scope: Scope, at: number): boolean {
  return (
    wordAt(scope, at) === 'date' ||
    (OWNERS.test(wordAt(scope, at - 1)) && /^(last|first|next)$/.test(wordAt(scope, at)))
  )
}

/** Not a piece of a longer code or number: `138-2010-2015`. */
function stands(scope: Scope, piece: Piece): boolean {
  const before = scope.tokens[piece.at - 1]
  const first = scope.tokens[piece.at]
  if (first?.value != null && first.glued && before?.text === '-' && before.glued) {
    const earlier = scope.tokens[piece.at - 2]
    if (earlier && earlier.value !== null) return false
  }
  const next = scope.tokens[piece.to]
  const later = scope.tokens[piece.to + 1]
  const last = scope.tokens[piece.to - 1]
  return !(last?.value != null && next?.glued && next.text === '-' && later?.glued && later.value !== null)
}

const PREPOSITIONS = /^(in|on|during|for|of|over|within|throughout|from|across|at|the|around|about)$/

interface Around {
  /** The first token no match before this one has taken. */
  readonly free: number
  readonly main: Span | null
}

function render(scope: Scope, match: Found, around: Around): PeriodMatch {
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
    assumed: open.piece.assumed,
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
  const before = found.comparison ? null : main && spanBefore(main)
  const comparison: Comparison =
    found.comparison ??
    (before
      ? { kind: 'range', start: isoDate(before.start), end: isoDate(before.end) }
      : { kind: 'shift', count: 1, grain: 'month' })
  const span = before ?? found.piece?.span ?? null
  return {
    span: offsets(scope, found.at, found.to),
    kind: 'comparison',
    start: span && isoDate(span.start),
    end: span && isoDate(span.end),
    grain: found.piece?.grain ?? null,
    comparison,
    reading: sayComparison(comparison, span),
    assumed: [
      ...(found.piece?.assumed ?? []),
      ...(found.comparison || main ? [] : ['the month before, as no period was given']),
    ],
    alternatives: [],
    complete: span === null || span.end <= scope.openDay,
  }
}

/** The period of the same length just before; whole months stay whole months. */
function spanBefore({ start, end }: Span): Span {
  const [first, last] = [civilOf(start), civilOf(end)]
  const months =
    first.day === 1 && last.day === 1 ? (last.year - first.year) * 12 + last.month - first.month : 0
  return { start: months > 0 ? addMonths(start, -months) : start - (end - start), end: start }
}
