import { civilOf, type Span } from './calendar-date.ts'
import { type Counted, yearWordsAt } from './numbers.ts'
import { type Scope, skip, wordAt } from './piece.ts'
import { unitSpan } from './unit.ts'
import { LAST_WORDS, NEXT_WORDS, THIS_WORDS } from './words.ts'

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
export const inNumber = (scope: Scope, at: number): boolean => endsNumber(scope, at) || goesOn(scope, at)

const endsNumber = (scope: Scope, at: number): boolean => {
  const before = wordAt(scope, at - 1)
  if (/^[$€£#]$/.test(before)) return true
  return scope.tokens[at]?.glued === true && /^[.,:]$/.test(before) && scope.tokens[at - 2]?.value != null
}

const goesOn = (scope: Scope, at: number): boolean => {
  const next = scope.tokens[at + 1]
  const later = scope.tokens[at + 2]
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
  return (
    yearAt(scope, start) ??
    (short || wordAt(scope, start - 1) === 'of' ? twoDigits(scope, start) : null) ??
    relativeYearAt(scope, start)
  )
}

function twoDigits(scope: Scope, at: number): Counted | null {
  const digits = scope.tokens[at]
  return digits?.value != null && digits.text.length === 2 && !inNumber(scope, at)
    ? { value: fullYear(scope, digits.value), to: at + 1 }
    : null
}

/** `last year`, `the year` */
export const relativeYearAt = (scope: Scope, at: number): Counted | null => {
  const word = wordAt(scope, at)
  const { year } = civilOf(scope.today)
  const shared = THIS_WORDS.has(word) ? 0 : LAST_WORDS.has(word) ? -1 : NEXT_WORDS.has(word) ? 1 : null
  const unit = wordAt(scope, at + 1)
  if (unit === 'year' && shared !== null) return { value: year + shared, to: at + 2 }
  return wordAt(scope, at - 1) === 'year' && wordAt(scope, at - 2) === 'the' ? { value: year, to: at } : null
}

export const yearSpan = (scope: Scope, year: number): Span => unitSpan('year', yearDay(year), scope.calendar)

export const yearDay = (year: number): number => Math.floor((year - 1970) * 365.2425) + 100
