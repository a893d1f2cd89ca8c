import { civilOf, dayOf, type Span } from './calendar-date.ts'
import { type Counted } from './numbers.ts'
import { type Piece, type PieceParser, type Scope, wordAt } from './piece.ts'
import { unitSpan } from './unit.ts'
import { yearAfter, yearAt } from './year.ts'

const NAMES = /^(week|weeks|wk|cw|kw|w)$/

/** Week `number` of a year as in ISO 8601: week 1 holds 4 January; null where the year has no such week. */
function weekIn(scope: Scope, year: number, number: number): Span | null {
  const span = unitSpan('week', dayOf(year, 1, 4), scope.calendar, number - 1)
  return span.start + 3 < dayOf(year + 1, 1, 1) ? span : null
}

/** `week 34`, `ISO week 2026-W12`, `week 3 of 2027`, `CW 12`. */
export const parseWeekNumber: PieceParser = (scope, at) => {
  const plain = /^(iso|calendar)$/.test(wordAt(scope, at)) ? at + 1 : at
  const start = wordAt(scope, plain) === 'week' && isLong(scope, plain + 1) ? plain + 1 : plain
  const year = isLong(scope, start) ? yearAt(scope, start) : null
  if (year) return yearThenWeek(scope, at, year)
  const number = numberAt(scope, start)
  if (!number) return null
  const said = yearAfter(scope, number.to)
  return said ? weekPiece(scope, { at, to: said.to }, said.value, number.value) : thisYears(scope, at, number)
}

const isLong = (scope: Scope, at: number): boolean => scope.tokens[at]?.text.length === 4

function weekPiece(
  scope: Scope,
  words: { at: number; to: number },
  year: number,
  number: number,
): Piece | null {
  const span = weekIn(scope, year, number)
  return span && { ...words, grain: 'week', span, others: [], assumed: [] }
}

/** A week number alone is of this year; the same week of the last one is offered. */
function thisYears(scope: Scope, at: number, number: Counted): Piece | null {
  const { year } = civilOf(scope.today)
  const inYear = (candidate: number): Span | null => weekIn(scope, candidate, number.value)
  const before = inYear(year - 1)
  const piece = weekPiece(scope, { at, to: number.to }, year, number.value)
  const assumed = [`week ${number.value} of ${year}`]
  return piece && { ...piece, others: before ? [before] : [], assumed, inYear }
}

function numberAt(scope: Scope, at: number): Counted | null {
  const name = wordAt(scope, at)
  const digits = scope.tokens[at + 1]
  if (!NAMES.test(name) || digits?.value == null || digits.text.length > 2) return null
  if (name.length === 1 && !digits.glued) return null
  return digits.value >= 1 && digits.value <= 53 ? { value: digits.value, to: at + 2 } : null
}

function yearThenWeek(scope: Scope, at: number, year: Counted): Piece | null {
  const number = numberAt(scope, /^[-/,]$/.test(wordAt(scope, year.to)) ? year.to + 1 : year.to)
  return number && weekPiece(scope, { at, to: number.to }, year.value, number.value)
}
