import type { Counted } from './numbers.ts'
import { type PieceParser, type Scope, wordAt } from './piece.ts'
import { CLOSED_WORDS } from './words.ts'
import { fullYear, yearAt, yearSpan } from './year.ts'

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Words after which four digits are a year, whatever follows. */
const ALWAYS_BEFORE = set('in during since early mid late')
/** Words after which they are a number of something. */
const COUNTING = set(
  'over under above below than exceed exceeds exceeding least most top limit first last only about around roughly id number > <',
)
const RANGE_JOINTS = set('- – — ~ to through till until')

/** A bare year, where the words around it say that it is one; `year 2024`, `calendar year 2024`, `CY24`. */
export const parseYear: PieceParser = (scope, at) => {
  const named = namedYear(scope, wordAt(scope, at) === 'the' ? at + 1 : at)
  if (named) return yearPiece(scope, at, named)
  const year = yearAt(scope, at)
  return year && saysYear(scope, at, year) ? yearPiece(scope, at, year) : null
}

function namedYear(scope: Scope, at: number): Counted | null {
  const word = wordAt(scope, at)
  if (word === 'calendar' && wordAt(scope, at + 1) === 'year') return saidYear(scope, at + 2)
  if (word === 'cy') return shortYear(scope, at + 1) ?? saidYear(scope, at + 1)
  return word === 'year' ? saidYear(scope, at + 1) : null
}

/** A year in figures or words, not `year this year`. */
function saidYear(scope: Scope, at: number): Counted | null {
  return yearAt(scope, at) ?? (wordAt(scope, at) === 'of' ? yearAt(scope, at + 1) : null)
}

function shortYear(scope: Scope, at: number): Counted | null {
  const digits = scope.tokens[at]
  return digits?.glued && digits.value !== null && digits.text.length === 2
    ? { value: fullYear(scope, digits.value), to: at + 1 }
    : null
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
  if (ALWAYS_BEFORE.has(before)) return true
  if (COUNTING.has(before) || !likely(year)) return false
  if (before === '=') return scope.tokens[at]?.glued === true
  return (
    joinsAnother(scope, at, year) || (closes(scope, year.to) && (before === '' || /^[\p{L},(]/u.test(before)))
  )
}

/** Within what business data holds. */
const likely = (year: Counted): boolean => year.value >= 1900 && year.value <= 2100

/** Whether nothing follows that the number could count. */
const closes = (scope: Scope, at: number): boolean => {
  const next = wordAt(scope, at)
  if (/^[-–~]$/.test(next) && scope.tokens[at + 1]?.value != null) return false
  return next === '' || CLOSED_WORDS.has(next) || !/^[\p{L}\d%]/u.test(next)
}

const joinsAnother = (scope: Scope, at: number, year: Counted): boolean => {
  const precedes = RANGE_JOINTS.has(wordAt(scope, at - 1)) && isYearLike(scope, at - 2)
  if (precedes && closes(scope, year.to)) return true
  const inCode = scope.tokens[at]?.glued === true && wordAt(scope, at - 1) === '-'
  return !inCode && RANGE_JOINTS.has(wordAt(scope, year.to)) && isYearLike(scope, year.to + 1)
}

const isYearLike = (scope: Scope, at: number): boolean => {
  const token = scope.tokens[at]
  if (!token) return false
  return token.value === null ? !CLOSED_WORDS.has(token.text) : token.value >= 1900 && token.value <= 2100
}
