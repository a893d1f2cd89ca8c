import { fiscalAssumed, weekAssumed } from './assumed.ts'
import type { Span } from './calendar-date.ts'
import { sayDay } from './describe.ts'
import { type Duration, moveBy, type UnitWords } from './duration.ts'
import { type Piece, type Scope, wordAt } from './piece.ts'
import { addUnits, UNITS, type UnitName, unitSpan } from './unit.ts'

interface Words extends UnitWords {
  readonly at: number
  /** The word that said the direction. */
  readonly word: string
}

/** In a comparison, so many units back; units without a grain of their own have none. */
function shiftOf(unit: UnitName, count: number): Pick<Piece, 'shift'> {
  const { grain, within } = UNITS[unit]
  if (grain === 'hour' || grain === 'minute' || grain === 'second') return {}
  return within || /decade|century|half|fortnight/.test(unit)
    ? {}
    : { shift: { kind: 'shift', count, grain } }
}

const unitAssumed = (scope: Scope, unit: UnitName): readonly string[] =>
  UNITS[unit].fiscal ? fiscalAssumed(scope) : unit === 'week' ? weekAssumed(scope) : []

const isRolling = (word: string): boolean => word === 'rolling' || word === 'trailing'

const unlike =
  (span: Span) =>
  (other: Span): boolean =>
    other.start !== span.start || other.end !== span.end

/** The unit that lies `offset` from the one that runs; `rolling` and `past` may count back from today. */
export function oneUnit(scope: Scope, words: Words, offset: number): Piece {
  const { at, to, unit, word } = words
  const afterNext = wordAt(scope, to) === 'after' && wordAt(scope, to + 1) === 'next'
  const calendarSpan = unitSpan(unit, scope.today, scope.calendar, offset + (afterNext ? 1 : 0))
  const trailing = offset === -1 ? trailingSpan(scope, unit, -1) : calendarSpan
  const span = isRolling(word) ? trailing : calendarSpan
  const mayTrail = isRolling(word) || word === 'past'
  return {
    at,
    to: to + (afterNext ? 2 : 0),
    grain: UNITS[unit].grain,
    span,
    others: mayTrail ? [calendarSpan, trailing].filter(unlike(span)) : [],
    assumed: unitAssumed(scope, unit),
    ...(offset < 0 && shiftOf(unit, -offset)),
  }
}

/** So many units up to today or from tomorrow on, whole days. */
function trailingSpan(scope: Scope, unit: UnitName, count: number): Span {
  const anchor = count < 0 ? scope.openDay : scope.today + 1
  const other = addUnits(anchor, unit, count)
  return count < 0 ? { start: other, end: anchor } : { start: anchor, end: other }
}

const completeSpan = (scope: Scope, unit: UnitName, count: number): Span => {
  const [anchor, first, last] = count < 0 ? [scope.openDay, count, -1] : [scope.today, 1, count]
  return {
    start: unitSpan(unit, anchor, scope.calendar, first).start,
    end: unitSpan(unit, anchor, scope.calendar, last).end,
  }
}

/** N units: whole days before today; complete weeks, months … before the one that runs, the trailing days offered. */
export function severalUnits(scope: Scope, words: Words, count: number): Piece {
  const { at, unit, word } = words
  const byDays = unit === 'day' || !Number.isInteger(count) || (isRolling(word) && unit === 'week')
  const today = todayWord(scope, words.to)
  const withToday = today?.included === true
  const [first, ...others] = spansOf(scope, unit, count, { byDays, withToday })
  const span = first ?? trailingSpan(scope, unit, count)
  const days = byDays || withToday
  return {
    at,
    to: today ? today.to : words.to,
    grain: days ? 'day' : UNITS[unit].grain,
    span,
    others,
    assumed: [...(today ? [] : [wholeOnly(unit, byDays, count)]), ...unitAssumed(scope, unit)],
    ...shiftOf(unit, Math.abs(Math.round(count))),
    ...(days && { reading: sayTrailing(span, count) }),
  }
}

interface Counting {
  readonly byDays: boolean
  readonly withToday: boolean
}

/** What N units may mean, likeliest first. */
function spansOf(
  scope: Scope,
  unit: UnitName,
  count: number,
  { byDays, withToday }: Counting,
): readonly Span[] {
  const trailing = trailingSpan(scope, unit, count)
  const complete = byDays ? trailing : completeSpan(scope, unit, count)
  const past = count < 0
  const including = past ? [{ start: trailing.start + 1, end: scope.today + 1 }] : []
  return distinct([
    ...(withToday ? including : []),
    complete,
    ...(UNITS[unit].within ? [] : [trailing]),
    ...(unit === 'day' ? including : []),
  ])
}

const distinct = (spans: readonly Span[]): readonly Span[] =>
  spans.filter((span, index) => spans.slice(0, index).every(unlike(span)))

const wholeOnly = (unit: UnitName, byDays: boolean, count: number): string =>
  byDays
    ? count < 0
      ? 'whole days only, without today'
      : 'whole days, from tomorrow'
    : `complete ${unit}s only`

const sayTrailing = (span: Span, count: number): string =>
  `the ${span.end - span.start} days ${count < 0 ? `to ${sayDay(span.end - 1)}` : `from ${sayDay(span.start)}`}`

/** `including today`, `excluding today` */
function todayWord(scope: Scope, at: number): { to: number; included: boolean } | null {
  const start = /^[,(]$/.test(wordAt(scope, at)) ? at + 1 : at
  if (wordAt(scope, start + 1) !== 'today') return null
  const included = /^(including|incl|with)$/.test(wordAt(scope, start))
  return included || /^(excluding|excl|without)$/.test(wordAt(scope, start))
    ? { to: start + 2, included }
    : null
}

/** `last 3 months and 2 weeks`: counted back from today. */
export function compoundPiece(scope: Scope, at: number, duration: Duration, sign: -1 | 1): Piece {
  const anchor = sign < 0 ? scope.openDay : scope.today + 1
  const other = moveBy(anchor, duration.parts, sign)
  const span = sign < 0 ? { start: other, end: anchor } : { start: anchor, end: other }
  return {
    at,
    to: duration.to,
    grain: 'day',
    span,
    others: [],
    assumed: [],
    reading: sayTrailing(span, sign),
  }
}
