import { own } from '../text/own.ts'
import { fiscalAssumed } from './assumed.ts'
import { civilOf, dayOf, type Span } from './calendar-date.ts'
import { type Counted, ordinalAt } from './numbers.ts'
import { type Piece, type PieceParser, type Scope, wordAt } from './piece.ts'
import { fullYear, yearAfter, yearAt } from './year.ts'
import { yearless } from './yearless.ts'

interface Named {
  /** Months in it: 3 or 6. */
  readonly months: 3 | 6
  readonly index: number
  readonly fiscal: boolean
  readonly to: number
}

const FISCAL = new Set(['fiscal', 'financial'])
const LETTERS: Readonly<Record<string, { months: 3 | 6; fiscal: boolean }>> = {
  q: { months: 3, fiscal: false },
  fq: { months: 3, fiscal: true },
  h: { months: 6, fiscal: false },
  fh: { months: 6, fiscal: true },
}

/** `Q1`, `H2`, `fiscal Q3`, `quarter 2`, `first quarter`. */
function namedAt(scope: Scope, at: number): Named | null {
  const fiscal = FISCAL.has(wordAt(scope, at))
  const start = fiscal ? at + 1 : at
  const found = lettered(scope, start) ?? digitFirst(scope, start) ?? worded(scope, start)
  return found && { ...found, fiscal: fiscal || found.fiscal }
}

function lettered(scope: Scope, at: number): Named | null {
  const letter = own(LETTERS, wordAt(scope, at))
  const digit = scope.tokens[at + 1]
  if (!letter || digit?.value == null || digit.text.length > 1) return null
  if (!digit.glued && wordAt(scope, at) !== 'q') return null
  return digit.value >= 1 && digit.value <= 12 / letter.months
    ? { ...letter, index: digit.value, to: at + 2 }
    : null
}

/** `2H25`, `1Q 2025` */
function digitFirst(scope: Scope, at: number): Named | null {
  const digit = scope.tokens[at]
  const letter = scope.tokens[at + 1]?.glued ? own(LETTERS, wordAt(scope, at + 1)) : undefined
  if (!letter || digit?.value == null || digit.text.length > 1) return null
  return digit.value >= 1 && digit.value <= 12 / letter.months
    ? { ...letter, index: digit.value, to: at + 2 }
    : null
}

function worded(scope: Scope, at: number): Named | null {
  if (/^(quarter|qtr)$/.test(wordAt(scope, at))) {
    const digit = scope.tokens[at + 1]?.value ?? null
    return digit !== null && digit >= 1 && digit <= 4
      ? { months: 3, index: digit, fiscal: false, to: at + 2 }
      : null
  }
  const ordinal = ordinalAt(scope, at)
  if (!ordinal) return null
  const fiscal = FISCAL.has(wordAt(scope, ordinal.to))
  const unitAt = fiscal ? ordinal.to + 1 : ordinal.to
  return /^(quarter|qtr)$/.test(wordAt(scope, unitAt)) && ordinal.value >= 1 && ordinal.value <= 4
    ? { months: 3, index: ordinal.value, fiscal, to: unitAt + 1 }
    : null
}

/** `FY25`, `FY 2025`, `fiscal year 2025`, `fiscal 2025`. */
function fiscalYearAt(scope: Scope, at: number): Counted | null {
  const word = wordAt(scope, at)
  const unit = FISCAL.has(word)
    ? wordAt(scope, at + 1) === 'year'
      ? at + 2
      : at + 1
    : word === 'fy'
      ? at + 1
      : null
  if (unit === null) return null
  const start = wordAt(scope, unit) === 'of' || wordAt(scope, unit) === "'" ? unit + 1 : unit
  const year = yearAt(scope, start)
  if (year) return year
  const digits = scope.tokens[start]
  return digits?.value != null && digits.text.length === 2
    ? { value: fullYear(scope, digits.value), to: start + 1 }
    : null
}

/** A fiscal year is named by the calendar year it ends in. */
const fiscalFirst = (scope: Scope, year: number): { year: number; month: number } => {
  const month = scope.calendar.fiscalYearStartMonth
  return { year: month === 1 ? year : year - 1, month }
}

function partOfYear(scope: Scope, named: Named, year: number): Span {
  const first = named.fiscal ? fiscalFirst(scope, year) : { year, month: 1 }
  const month = first.month + (named.index - 1) * named.months
  return { start: dayOf(first.year, month, 1), end: dayOf(first.year, month + named.months, 1) }
}

const assumedOf = (scope: Scope, fiscal: boolean): readonly string[] => (fiscal ? fiscalAssumed(scope) : [])

/** `Q1 2025`, `2025-Q1`, `Q2 FY25`, `H1`, `first quarter of last year`, `FY25`. */
export const parseQuarter: PieceParser = (scope, at) => {
  const start = wordAt(scope, at) === 'the' ? at + 1 : at
  const named = namedAt(scope, start)
  if (named) return withYear(scope, at, named)
  const fiscal = fiscalYearAt(scope, start)
  const year = fiscal ?? (scope.tokens[start]?.text.length === 4 ? yearAt(scope, start) : null)
  if (!year) return null
  const mark = /^[-/,]$/.test(wordAt(scope, year.to)) ? year.to + 1 : year.to
  const after = namedAt(scope, mark)
  if (after) return piece(scope, at, { ...after, fiscal: after.fiscal || fiscal !== null }, year.value)
  return fiscal ? fiscalYear(scope, at, fiscal) : null
}

function withYear(scope: Scope, at: number, named: Named): Piece | null {
  const { to } = named
  const start = /^(of|in|,|-|\/|the)$/.test(wordAt(scope, to)) ? to + 1 : to
  const fiscal = fiscalYearAt(scope, start)
  if (fiscal) return piece(scope, at, { ...named, fiscal: true, to: fiscal.to }, fiscal.value)
  const year = yearAfter(scope, to) ?? shortYear(scope, to)
  if (year) return piece(scope, at, { ...named, to: year.to }, year.value)
  const name = `${named.fiscal ? 'fiscal ' : ''}${named.months === 3 ? 'Q' : 'H'}${named.index}`
  const found = yearless(scope, { at, to, grain: 'quarter', name }, (candidate) =>
    partOfYear(scope, named, candidate),
  )
  if (!found || !named.fiscal) return found
  return { ...found, assumed: [`${name} of ${fiscalYearOf(scope, found.span)}`, ...fiscalAssumed(scope)] }
}

const fiscalYearOf = (scope: Scope, { start }: Span): number => {
  const { year, month } = civilOf(start)
  const first = scope.calendar.fiscalYearStartMonth
  return first > 1 && month >= first ? year + 1 : year
}

/** `Q1 25` */
function shortYear(scope: Scope, at: number): Counted | null {
  const start = wordAt(scope, at) === "'" || wordAt(scope, at) === '/' ? at + 1 : at
  const digits = scope.tokens[start]
  return digits?.value != null && digits.text.length === 2 && digits.value >= 10
    ? { value: fullYear(scope, digits.value), to: start + 1 }
    : null
}

const piece = (scope: Scope, at: number, named: Named, year: number): Piece => ({
  at,
  to: named.to,
  grain: 'quarter',
  span: partOfYear(scope, named, year),
  others: [],
  assumed: assumedOf(scope, named.fiscal),
})

const fiscalYear = (scope: Scope, at: number, year: Counted): Piece => {
  const first = fiscalFirst(scope, year.value)
  return {
    at,
    to: year.to,
    grain: 'year',
    span: { start: dayOf(first.year, first.month, 1), end: dayOf(first.year + 1, first.month, 1) },
    others: [],
    assumed: [
      ...assumedOf(scope, true),
      ...(first.month === 1 ? [] : ['a fiscal year is named by the calendar year it ends in']),
    ],
  }
}
