import { own } from '../text/own.ts'
import { weekdayOf } from './calendar-date.ts'
import { type Duration, durationAt, moveBy } from './duration.ts'
import { type Piece, type PieceParser, type Scope, wordAt } from './piece.ts'
import { weekdayAt } from './spoken.ts'
import { UNITS, unitSpan, weekStartOf } from './unit.ts'

const AGO = new Set(['ago', 'earlier', 'back', 'prior'])
const HENCE = new Set(['later', 'hence'])
const STARTING = new Set(['starting', 'beginning', 'from', 'commencing'])

/** A day or a unit counted from another: `3 weeks ago`, `in two months`, `2 days before Christmas`, `3 days starting Monday`. */
export const parseOffset: PieceParser = (scope, at) => {
  const lead = wordAt(scope, at)
  if (lead === 'the') return stretch(scope, at)
  const start = lead === 'in' || lead === 'for' ? at + 1 : at
  const duration = durationAt(scope, start)
  if (!duration) return null
  const words = { at, duration }
  if (lead === 'for') return startingAt(scope, words)
  return (start > at ? inSoMuch(scope, words) : null) ?? (start === at ? counted(scope, words) : null)
}

interface Words {
  readonly at: number
  readonly duration: Duration
}

function counted(scope: Scope, words: Words): Piece | null {
  const { at, duration } = words
  const next = wordAt(scope, duration.to)
  if (AGO.has(next)) return ago(scope, at, duration)
  if (HENCE.has(next)) return dayPiece(scope, at, duration.to + 1, moveBy(scope.today, duration.parts, 1))
  return startingAt(scope, words) ?? fromAnchor(scope, words)
}

const ANCHORS: Readonly<Record<string, 1 | -1>> = { before: -1, after: 1, from: 1, since: 1, following: 1 }

function fromAnchor(scope: Scope, { at, duration }: Words): Piece | null {
  const sign = own(ANCHORS, wordAt(scope, duration.to))
  const anchor = sign ? anchorAt(scope, duration.to + 1) : null
  if (!sign || !anchor) return null
  const moved = dayPiece(scope, at, anchor.to, moveBy(anchor.span.start, duration.parts, sign))
  const others = anchor.others.map((other) => {
    const day = moveBy(other.start, duration.parts, sign)
    return { start: day, end: day + 1 }
  })
  return { ...moved, others, assumed: anchor.assumed }
}

/** `the 90 days before June 2025`: all of them. */
function stretch(scope: Scope, at: number): Piece | null {
  const duration = durationAt(scope, at + 1)
  const sign = duration ? own(ANCHORS, wordAt(scope, duration.to)) : undefined
  const anchor = duration && sign ? scope.pieceAt(duration.to + 1) : null
  if (!duration || !sign || !anchor) return null
  const { start, end } = anchor.span
  const span =
    sign < 0
      ? { start: moveBy(start, duration.parts, -1), end: start }
      : { start: end, end: moveBy(end, duration.parts, 1) }
  return { at, to: anchor.to, grain: 'day', span, others: [], assumed: anchor.assumed }
}

/** What an offset is counted from; ahead of today where no year is said. */
function anchorAt(scope: Scope, at: number): Piece | null {
  const piece = scope.pieceAt(at)
  const ahead = piece?.others.find((other) => other.start > scope.today)
  return piece && ahead && piece.span.start <= scope.today && piece.assumed.length > 0
    ? { ...piece, span: ahead, others: [piece.span] }
    : piece
}

/** `in 3 weeks`, `in two years since 2011` */
function inSoMuch(scope: Scope, { at, duration }: Words): Piece | null {
  const next = wordAt(scope, duration.to)
  if (next === 'of' || AGO.has(next)) return null
  const anchored = fromAnchor(scope, { at, duration })
  return anchored ?? dayPiece(scope, at, duration.to, moveBy(scope.today, duration.parts, 1))
}

/** `3 days starting from next Monday`, `for a week, from 20 December` */
function startingAt(scope: Scope, { at, duration }: Words): Piece | null {
  const comma = wordAt(scope, duration.to) === ',' ? duration.to + 1 : duration.to
  const word = wordAt(scope, comma)
  const lasting = wordAt(scope, at) === 'for'
  if (!STARTING.has(word) || (word === 'from' && !lasting)) return null
  const next = ['from', 'on'].includes(wordAt(scope, comma + 1)) ? comma + 2 : comma + 1
  const anchor = lasting ? anchorAt(scope, next) : scope.pieceAt(next)
  if (!anchor) return null
  const spanFrom = (start: number) => ({ start, end: moveBy(start, duration.parts, 1) })
  return {
    at,
    to: anchor.to,
    grain: 'day',
    span: spanFrom(anchor.span.start),
    others: anchor.others.map((other) => spanFrom(other.start)),
    assumed: anchor.assumed,
  }
}

const dayPiece = (scope: Scope, at: number, to: number, day: number): Piece => {
  const weekdayWord = ['on', ','].includes(wordAt(scope, to)) ? to + 1 : to
  const weekday = weekdayAt(scope, weekdayWord)
  const chosen = weekday === null ? day : inWeekOf(scope, day, weekday)
  return {
    at,
    to: weekday === null ? to : weekdayWord + 1,
    grain: 'day',
    span: { start: chosen, end: chosen + 1 },
    others: [],
    assumed: [],
  }
}

/** The weekday in the week of a day. */
export function inWeekOf(scope: Scope, day: number, weekday: number): number {
  const start = weekStartOf(day, scope.calendar.weekStart)
  return start + ((weekday - weekdayOf(start) + 7) % 7)
}

/** `2 months ago` is that month, or the day two months back. */
function ago(scope: Scope, at: number, duration: Duration): Piece {
  const day = moveBy(scope.today, duration.parts, -1)
  const [only] = duration.parts
  const piece = dayPiece(scope, at, duration.to + 1, day)
  if (!only || duration.parts.length > 1 || only.unit === 'day' || !Number.isInteger(only.count)) return piece
  const { grain } = UNITS[only.unit]
  const shift =
    grain === 'second' || grain === 'minute' || grain === 'hour'
      ? {}
      : { shift: { kind: 'shift', count: only.count, grain } as const }
  if (piece.to > duration.to + 1) return piece
  return {
    ...piece,
    grain,
    span: unitSpan(only.unit, day, scope.calendar),
    others: [piece.span],
    assumed: [`the whole ${only.unit}`],
    ...shift,
  }
}

/** `Monday two weeks from now`, `Thursday, two years from now`. */
export const parseWeekdayOffset: PieceParser = (scope, at) => {
  const weekday = weekdayAt(scope, at)
  if (weekday === null) return null
  const start = wordAt(scope, at + 1) === ',' ? at + 2 : at + 1
  const offset = durationAt(scope, start) ? parseOffset(scope, start) : null
  if (!offset || offset.span.end - offset.span.start > 31) return null
  const day = inWeekOf(scope, offset.shift ? offset.span.start : offset.span.start, weekday)
  return { ...offset, at, span: { start: day, end: day + 1 }, grain: 'day', others: [] }
}
