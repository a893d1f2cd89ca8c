import { civilOf, type Span } from './calendar-date.ts'
import { type Counted, yearWordsAt } from './numbers.ts'
import { type PieceParser, type Scope, skip, skipThe, wordAt } from './piece.ts'
import { unitSpan } from './unit.ts'
import { CLOSED_WORDS, DECADE_WORDS, LAST_WORDS, NEXT_WORDS, THIS_WORDS } from './words.ts'

/** Two digits are this century up to twenty years ahead, the last one beyond (the usual sliding window). */
export function fullYear(scope: Scope, digits: number): number {
  const { year } = civilOf(scope.today)
  const century = year - (year % 100)
  return digits <= (year % 100) + 20 ? century + digits : century - 100 + digits
}

const year4 = (scope: Scope, at: number): Counted | null => {
  const token = scope.tokens[at]
  if (token?.value == null || token.text.length !== 4 || token.value < 1000 || token.value > 2999) return null
  return inNumber(scope, at) ? null : { value: token.value, to: at + 1 }
}

/** Whether digits are a part of something longer: a price, a share, a decimal, a clock time. */
export function inNumber(scope: Scope, at: number): boolean {
  const before = scope.tokens[at - 1]
  const next = scope.tokens[at + 1]
  const later = scope.tokens[at + 2]
  if (before && /^[$€£#]$/.test(before.text)) return true
  if (before && scope.tokens[at]?.glued && /^[.,:]$/.test(before.text) && scope.tokens[at - 2]?.value != null)
    return true
  if (!next?.glued) return false
  return (
    /^[%€$£]$/.test(next.text) || (/^[.,:]$/.test(next.text) && later?.glued === true && later.value !== null)
  )
}

/** A year said outright: `2025`, `'25`, `nineteen eighty six`. */
export function yearAt(scope: Scope, at: number): Counted | null {
  if (wordAt(scope, at) === "'") {
    const digits = scope.tokens[at + 1]
    return digits?.glued && digits.text.length === 2 && digits.value !== null
      ? { value: fullYear(scope, digits.value), to: at + 2 }
      : null
  }
  return year4(scope, at) ?? yearWordsAt(scope, at)
}

const JOINTS = new Set([',', '-', '/', 'of', 'in', 'the', 'year', '.', 'calendar'])

/** The year that follows a date: after a comma, `of`, `in`; also `last year` and, where `short`, two digits. */
export function yearAfter(scope: Scope, at: number, short = false): Counted | null {
  const start = skip(scope, at, JOINTS)
  const said = yearAt(scope, start)
  if (said) return said
  const digits = scope.tokens[start]
  const named = short || wordAt(scope, start - 1) === 'of'
  if (named && start > at - 1 && digits?.value != null && digits.text.length === 2 && !inNumber(scope, start))
    return digits.value > 31 || wordAt(scope, start - 1) === 'of' || short
      ? { value: fullYear(scope, digits.value), to: start + 1 }
      : null
  return relativeYearAt(scope, start)
}

const relativeYearAt = (scope: Scope, at: number): Counted | null => {
  const word = wordAt(scope, at)
  const { year } = civilOf(scope.today)
  const shared = THIS_WORDS.has(word) ? 0 : LAST_WORDS.has(word) ? -1 : NEXT_WORDS.has(word) ? 1 : null
  const unit = wordAt(scope, at + 1)
  if (unit === 'year' && shared !== null) return { value: year + shared, to: at + 2 }
  return wordAt(scope, at - 1) === 'year' && wordAt(scope, at - 2) === 'the' ? { value: year, to: at } : null
}

export const yearSpan = (scope: Scope, year: number): Span => unitSpan('year', yearDay(year), scope.calendar)

const yearDay = (year: number): number => Math.floor((year - 1970) * 365.2425) + 100

const ALWAYS_BEFORE = new Set(
  'in during since year calendar cy until till through between before after vs versus mid early late end start beginning middle half and'.split(
    ' ',
  ),
)
const CAREFULLY_BEFORE = new Set(['for', 'of', 'from', 'to', 'by', 'against', 'with', 'the'])
const COUNTING = new Set(
  'over under above below than exceed exceeds exceeding least most top limit first last only about around roughly = > <'.split(
    ' ',
  ),
)

/** A bare year, where the words around it say that it is one. */
export const parseYear: PieceParser = (scope, at) => {
  const cy = wordAt(scope, at) === 'cy' ? at + 1 : wordAt(scope, at) === 'year' ? at + 1 : null
  const numberAt = cy ?? at
  const digits = scope.tokens[numberAt]
  if (wordAt(scope, at) === 'calendar' && wordAt(scope, at + 1) === 'year') {
    const said = yearAfter(scope, at + 2)
    return said ? yearPiece(scope, at, said) : null
  }
  if (cy !== null && digits?.glued && digits.value !== null && digits.text.length === 2)
    return yearPiece(scope, at, { value: fullYear(scope, digits.value), to: cy + 1 })
  const year = yearAt(scope, wordAt(scope, numberAt) === 'of' && cy !== null ? numberAt + 1 : numberAt)
  if (!year || (cy === null && !saysYear(scope, at, year))) return null
  return yearPiece(scope, at, year)
}

const yearPiece = (scope: Scope, at: number, year: Counted) => ({
  at,
  to: year.to,
  grain: 'year' as const,
  span: yearSpan(scope, year.value),
  others: [],
  assumed: [],
})

function saysYear(scope: Scope, at: number, year: Counted): boolean {
  const before = wordAt(scope, at - 1)
  if (COUNTING.has(before)) return before === '=' && scope.tokens[at]?.glued === true
  if (ALWAYS_BEFORE.has(before)) return before !== 'and' && before !== 'between' ? true : likely(year)
  if (!likely(year) && scope.tokens[at]?.value == null) return false
  const next = wordAt(scope, year.to)
  if (joinsAnother(scope, at, year)) return true
  const closes = next === '' || !/^[\p{L}\d%]/u.test(next) || CLOSED_WORDS.has(next)
  if (!closes || next === '%') return false
  return likely(year) && (CAREFULLY_BEFORE.has(before) || atEnd(scope, year.to) || /^[\p{L},(]/u.test(before))
}

/** Within what business data holds. */
const likely = (year: Counted): boolean => year.value >= 1900 && year.value <= 2100

const atEnd = (scope: Scope, at: number): boolean => {
  const rest = scope.tokens.slice(at, at + 2)
  return rest.every((token) => /^[?.!,;:)]$/.test(token.text))
}

const RANGE_JOINTS = new Set(['-', '–', '—', '~', 'to', 'through', 'till', 'until'])
const joinsAnother = (scope: Scope, at: number, year: Counted): boolean => {
  if (!likely(year)) return false
  const follows = RANGE_JOINTS.has(wordAt(scope, year.to)) && isYearLike(scope, year.to + 1)
  const precedes = RANGE_JOINTS.has(wordAt(scope, at - 1)) && isYearLike(scope, at - 2)
  return (follows && !glued(scope, at)) || precedes
}
const glued = (scope: Scope, at: number): boolean =>
  scope.tokens[at]?.glued === true && scope.tokens[at - 1]?.text === '-'
const isYearLike = (scope: Scope, at: number): boolean => {
  const value = scope.tokens[at]?.value ?? null
  return value === null
    ? scope.tokens[at] !== undefined && !CLOSED_WORDS.has(wordAt(scope, at))
    : value >= 1900 && value <= 2100
}

/** `the 1990s`, `90s`, `the nineties`. */
export const parseDecade: PieceParser = (scope, at) => {
  const start = skipThe(scope, at)
  const word = DECADE_WORDS.get(wordAt(scope, start))
  const digits = scope.tokens[wordAt(scope, start) === "'" ? start + 1 : start]
  const { year } = civilOf(scope.today)
  if (word !== undefined) return decadePiece(scope, { at, to: start + 1 }, sinceCentury(year, word))
  const suffixAt = wordAt(scope, start) === "'" ? start + 2 : start + 1
  const suffix = wordAt(scope, suffixAt)
  if (digits?.value == null || digits.value % 10 !== 0 || suffix !== 's') return null
  if (digits.text.length === 4) return decadePiece(scope, { at, to: suffixAt + 1 }, digits.value)
  return digits.text.length === 2
    ? decadePiece(scope, { at, to: suffixAt + 1 }, sinceCentury(year, digits.value))
    : null
}

const sinceCentury = (year: number, decade: number): number => {
  const candidate = year - (year % 100) + decade
  return candidate <= year ? candidate : candidate - 100
}

const decadePiece = (scope: Scope, words: { at: number; to: number }, first: number) => ({
  ...words,
  grain: 'year' as const,
  span: unitSpan('decade', yearDay(first), scope.calendar),
  others: [],
  assumed: [],
})
