import { civilOf, type Span } from './calendar-date.ts'
import { dayNumberAt } from './numbers.ts'
import { dateIn } from './numeric-date.ts'
import { type Option, type Piece, type PieceParser, type Scope, skipThe, wordAt } from './piece.ts'
import { yearAfter } from './year.ts'
import { earliest, latest } from './yearless.ts'

const LEADS = new Set(['from', 'between', 'starting', 'beginning', 'in', 'on', 'during'])
const CONNECTORS = new Set(['to', 'through', 'thru', 'until', 'till', '-', '–', '—', '~'])

/** Where the second end begins after the first, or null. */
function connected(scope: Scope, at: number, lead: string): number | null {
  const comma = wordAt(scope, at) === ',' ? at + 1 : at
  const word = wordAt(scope, comma)
  if (word === 'up' && /^(to|until|till)$/.test(wordAt(scope, comma + 1))) return comma + 2
  if (CONNECTORS.has(word)) return comma + 1
  return word === 'and' && lead === 'between' ? comma + 1 : null
}

/** `from X to Y`, `between X and Y`, `X–Y`, `the 4th to the 22nd of March`: both ends belong to it. */
export const parseRange: PieceParser = (scope, at) => {
  if (/^(compare|comparing)$/.test(wordAt(scope, at - 1))) return null
  const lead = LEADS.has(wordAt(scope, at)) ? wordAt(scope, at) : ''
  const doubled = lead === 'starting' && /^(from|on)$/.test(wordAt(scope, at + 1))
  const start = lead === '' ? at : at + (doubled ? 2 : 1)
  const found = daysOfMonth(scope, { at, start, lead }) ?? twoPieces(scope, { at, start, lead })
  return found
}

interface Lead {
  readonly at: number
  readonly start: number
  readonly lead: string
}

function twoPieces(scope: Scope, { at, start, lead }: Lead): Piece | null {
  const first = scope.pieceAt(start)
  const next = first && connected(scope, first.to, lead)
  if (!first || next === null) return null
  const toDate = wordAt(scope, next) === 'date' ? nowPiece(scope, next) : null
  const second = toDate ?? scope.pieceAt(next)
  const number = dayNumberAt(scope, skipThe(scope, next))
  if (second && number?.to !== second.to) {
    const shared = yearAfterBoth(scope, second)
    return combine(scope, { at, to: shared?.to ?? second.to }, first, shared ?? second)
  }
  return dayNumberEnd(scope, { at, first, next })
}

const nowPiece = (scope: Scope, at: number): Piece => ({
  at,
  to: at + 1,
  grain: 'day',
  span: { start: scope.today, end: scope.freshDay },
  others: [],
  assumed: [],
  moment: true,
})

/** `5/1-5/7, 2020`: a year behind both. */
function yearAfterBoth(scope: Scope, second: Piece): Piece | null {
  if (!second.inYear || !/^(,|in|of)$/.test(wordAt(scope, second.to))) return null
  const year = yearAfter(scope, second.to)
  const span = year && second.inYear(year.value)
  if (!year || !span) return null
  const { inYear: _year, ...rest } = second
  return { ...rest, to: year.to, span, others: [], assumed: [] }
}

/** `between 3 and 12 of September`, `9 to 12 June`, `from 4-23 in next month`. */
function daysOfMonth(scope: Scope, { at, start, lead }: Lead): Piece | null {
  const from = skipThe(scope, start)
  const first = dayNumberAt(scope, from)
  const next = first && connected(scope, first.to, lead)
  if (!first || next === null) return null
  const second = scope.pieceAt(next) ?? (wordAt(scope, next) === 'the' ? scope.pieceAt(next + 1) : null)
  if (
    second?.grain === 'day' &&
    second.span.end - second.span.start === 1 &&
    dayNumberAt(scope, skipThe(scope, next))
  )
    return combine(scope, { at, to: second.to }, dayBefore(first.value, second), second)
  return daysIn(scope, { at, lead: first.value, next })
}

/** Day `date` in the month of another, or in the month before where it would come after it. */
function dayBefore(date: number, second: Piece): Piece {
  const inMonthOf = (span: Span): Span | null => {
    const { year, month, day } = civilOf(span.start)
    return date < day
      ? dateIn(year, month, date)
      : dateIn(month === 1 ? year - 1 : year, month === 1 ? 12 : month - 1, date)
  }
  return followed(onlySpan(second, inMonthOf(second.span) ?? second.span), second, inMonthOf)
}

function daysIn(scope: Scope, words: { at: number; lead: number; next: number }): Piece | null {
  const second = dayNumberAt(scope, words.next)
  if (!second || !/^(of|in)$/.test(wordAt(scope, second.to)) || second.value < words.lead) return null
  const month = scope.pieceAt(second.to + 1)
  if (month?.grain !== 'month') return null
  const { year, month: number } = civilOf(month.span.start)
  const [start, end] = [dateIn(year, number, words.lead), dateIn(year, number, second.value)]
  if (!start || !end) return null
  const words2 = { at: words.at, to: month.to }
  const piece = (span: Span): Piece => ({ ...words2, grain: 'day', span, others: [], assumed: [] })
  return combine(scope, words2, piece(start), piece(end))
}

/** `April 9th through 17th`, `November 18-19`, `from April 27 to the 3rd`. */
function dayNumberEnd(scope: Scope, said: { at: number; first: Piece; next: number }): Piece | null {
  const { at, first, next } = said
  const isDay = first.grain === 'day' && first.span.end - first.span.start === 1
  const date = isDay ? dayNumberAt(scope, skipThe(scope, next)) : null
  if (!date) return null
  const { inYear } = first
  const year = inYear ? yearAfter(scope, date.to) : null
  const started = year && inYear ? inYear(year.value) : first.span
  if (!started) return null
  const words = { at, to: year?.to ?? date.to }
  const dated = year ? onlySpan(first, started) : first
  const second = dayNumberAfter(dated, date.value)
  return second && combine(scope, words, dated, second)
}

/** The same words with their year settled. */
const onlySpan = ({ at, to, grain }: Piece, span: Span): Piece => ({
  at,
  to,
  grain,
  span,
  others: [],
  assumed: [],
})

/** Day `date` in the month of another, or in the next month where it would come before it. */
function dayNumberAfter(first: Piece, date: number): Piece | null {
  const inMonthOf = (span: Span): Span | null => {
    const { year, month, day } = civilOf(span.start)
    if (date > day) return dateIn(year, month, date)
    return dateIn(month === 12 ? year + 1 : year, (month % 12) + 1, date)
  }
  const span = inMonthOf(first.span)
  return span && followed(onlySpan(first, span), first, inMonthOf)
}

/** A piece whose year, where the other has none, follows the other's. */
function followed(piece: Piece, other: Piece, derive: (span: Span) => Span | null): Piece {
  const { inYear } = other
  if (!inYear) return piece
  const derivedIn = (year: number): Span | null => {
    const span = inYear(year)
    return span && derive(span)
  }
  return { ...piece, inYear: derivedIn }
}

const assumedOf = (piece: Piece): readonly string[] => piece.edge?.assumed ?? piece.assumed

interface Ends {
  readonly first: Piece
  readonly second: Piece
}

function combine(scope: Scope, words: { at: number; to: number }, first: Piece, second: Piece): Piece | null {
  const spans = endSpans(scope, { first, second })
  const chosen = spans[0]
  if (!chosen) return null
  const whole = (ends: readonly [Span, Span]): Span => ({ start: ends[0].start, end: ends[1].end })
  const upTo = (ends: readonly [Span, Span]): Span => ({ start: ends[0].start, end: ends[1].start })
  const [main, other] =
    scope.ends === 'included' || second.moment || second.edge ? [whole, upTo] : [upTo, whole]
  const span = main(chosen)
  if (span.start >= span.end) return null
  const others: Option[] = spans.slice(1).map(main)
  if (!second.moment && !second.edge) others.push(other(chosen))
  const yearSaid = first.inYear ? [`from ${civilOf(span.start).year}`] : []
  return {
    ...words,
    grain: first.grain === second.grain ? first.grain : 'day',
    span,
    others: others.filter((option) => option.start < option.end),
    assumed: [
      ...new Set([
        ...(first.inYear ? yearSaid : assumedOf(first)),
        ...(second.inYear ? [] : assumedOf(second)),
      ]),
    ],
  }
}

/** The pairs of ends these words may mean, likeliest first. */
function endSpans(scope: Scope, { first, second }: Ends): (readonly [Span, Span])[] {
  const from = boundOf(first)
  const to = boundOf(second)
  if (!from.inYear) return [[from.span, ending(from.span, to)] as const].filter(inOrder)
  if (!to.inYear) {
    const { year } = civilOf(to.span.start)
    const starts = second.moment ? [from.span] : [from.inYear(year), from.inYear(year - 1)]
    return starts
      .flatMap((span) => (span ? [[span, to.span] as const] : []))
      .filter(inOrder)
      .slice(0, 1)
  }
  const { inYear } = from
  const pair = (year: number): readonly [Span, Span] | null => {
    const start = inYear(year)
    const end = start && endAfter(start, to, year)
    return start && end ? [start, end] : null
  }
  const asSpan = (year: number): Span | null => {
    const ends = pair(year)
    return ends && { start: ends[0].start, end: ends[1].end }
  }
  const begun = latest(scope, asSpan, ({ start }) => start <= scope.today)
  const coming = earliest(scope, asSpan, ({ start }) => start > scope.today)
  const ordered = scope.prefer === 'past' ? [begun, coming] : [coming, begun]
  return ordered.flatMap((span) => {
    const ends = span && pair(yearOfStart(inYear, span))
    return ends ? [ends] : []
  })
}

const yearOfStart = (inYear: (year: number) => Span | null, span: Span): number => {
  const { year } = civilOf(span.start)
  return [year, year + 1, year - 1].find((candidate) => inYear(candidate)?.start === span.start) ?? year
}

const inOrder = ([start, end]: readonly [Span, Span]): boolean => start.start < end.end

const endAfter = (start: Span, to: { inYear?: (year: number) => Span | null }, year: number): Span | null => {
  const same = to.inYear?.(year) ?? null
  return same && same.end > start.start && same.start >= start.start ? same : (to.inYear?.(year + 1) ?? same)
}

function ending(
  start: Span,
  to: { span: Span; inYear?: (year: number) => Span | null; weekly?: boolean },
): Span {
  if (to.inYear) return endAfter(start, to, civilOf(start.start).year) ?? to.span
  if (!to.weekly || to.span.start > start.start) return to.span
  const weeks = Math.floor((start.start - to.span.start) / 7) + 1
  return { start: to.span.start + weeks * 7, end: to.span.end + weeks * 7 }
}

/** A period as an end of a range; `the end of June` is the moment June ends. */
function boundOf(piece: Piece): { span: Span; inYear?: (year: number) => Span | null; weekly?: boolean } {
  const { edge, inYear } = piece
  if (!edge)
    return {
      span: piece.span,
      ...(inYear && { inYear }),
      weekly: piece.grain === 'day' && piece.others.length === 1 && !inYear,
    }
  const { inYear: edgeIn } = edge
  const at = (day: number): Span => ({ start: day, end: day })
  if (!edgeIn) return { span: at(edge.day) }
  const spanIn = (year: number): Span | null => {
    const day = edgeIn(year)
    return day === null ? null : at(day)
  }
  return { span: at(edge.day), inYear: spanIn }
}
