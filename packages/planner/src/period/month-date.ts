import { type Span, validDay } from './calendar-date.ts'
import { type Counted, dayNumberAt, ordinalAt } from './numbers.ts'
import { dateIn, monthSpan } from './numeric-date.ts'
import { type Piece, type PieceParser, type Scope, skip, wordAt } from './piece.ts'
import { MONTH_NAMES, monthAt } from './spoken.ts'
import { inNumber, yearAfter, yearAt } from './year.ts'
import { yearless } from './yearless.ts'

const DOT = new Set(['.'])
const MARKS = new Set(['-', '/', ',', '.', 'the'])
const OF = new Set(['of', 'the', 'day', '-', '/', '.', ','])

/** Dates with the month in words, in any order: `May`, `May 2025`, `4th of May`, `May 4, 2025`, `2025-May-04`. */
export const parseMonthDate: PieceParser = (scope, at) =>
  monthFirst(scope, at) ?? dayFirst(scope, at) ?? yearFirst(scope, at)

const monthFirst: PieceParser = (scope, at) => {
  const start = ['the', 'month'].includes(wordAt(scope, at)) ? monthOf(scope, at) : at
  const month = monthAt(scope, start)
  if (month === null) return null
  const next = skip(scope, start + 1, DOT)
  const middle = yearBetween(scope, next)
  if (middle) return onDay({ at, to: middle.to, month, date: middle.date }, middle.year)
  const date = dayAfterMonth(scope, next)
  if (!date) return wholeMonth(scope, { at, to: next, month })
  const year = yearAfter(scope, date.to, date.ordinal && wordAt(scope, date.to) !== 'of')
  return year && !joined(scope, date.to)
    ? onDay({ at, to: year.to, month, date: date.value }, year.value)
    : anyYear(scope, { at, to: date.to, month, date: date.value })
}

/** `the month of May` */
const monthOf = (scope: Scope, at: number): number => {
  const start = wordAt(scope, at) === 'the' ? at + 1 : at
  if (wordAt(scope, start) !== 'month') return start
  return wordAt(scope, start + 1) === 'of' ? start + 2 : at
}

/** `May 4-2 2025` does not end in the year two. */
const joined = (scope: Scope, at: number): boolean =>
  wordAt(scope, at) === '-' && scope.tokens[at + 1]?.text.length !== 4

/** `September-2020-23` */
function yearBetween(scope: Scope, at: number): { year: number; date: number; to: number } | null {
  if (!['-', '/'].includes(wordAt(scope, at)) || wordAt(scope, at + 2) !== wordAt(scope, at)) return null
  const year = yearAt(scope, at + 1)
  const date = scope.tokens[at + 3]
  return year && date?.glued && date.value !== null && date.value <= 31
    ? { year: year.value, date: date.value, to: at + 4 }
    : null
}

function dayAfterMonth(scope: Scope, at: number): (Counted & { ordinal: boolean }) | null {
  const start = skip(scope, at, MARKS)
  const found = dayNumberAt(scope, start)
  if (!found || inNumber(scope, start) || yearAt(scope, start)) return null
  const ordinal = ordinalAt(scope, start) !== null
  if (!ordinal && start > at && wordAt(scope, start - 1) === ',') return null
  return { ...found, ordinal }
}

interface MonthWords {
  readonly at: number
  readonly to: number
  readonly month: number
}

function wholeMonth(scope: Scope, words: MonthWords): Piece | null {
  const { at, month } = words
  const year = yearAfter(scope, words.to)
  if (year)
    return { at, to: year.to, grain: 'month', span: monthSpan(year.value, month), others: [], assumed: [] }
  const dotted = wordAt(scope, words.to - 1) === '.' && words.to >= scope.tokens.length
  const name = MONTH_NAMES[month - 1] ?? ''
  return yearless(scope, { at, to: dotted ? words.to - 1 : words.to, grain: 'month', name }, (candidate) =>
    monthSpan(candidate, month),
  )
}

interface DayWords extends MonthWords {
  readonly date: number
}

function onDay({ at, to, month, date }: DayWords, year: number): Piece | null {
  const found = validDay(year, month, date)
  return found === null
    ? null
    : { at, to, grain: 'day', span: { start: found, end: found + 1 }, others: [], assumed: [] }
}

function anyYear(scope: Scope, { at, to, month, date }: DayWords): Piece | null {
  const name = `${date} ${MONTH_NAMES[month - 1] ?? ''}`
  return yearless(scope, { at, to, grain: 'day', name }, (year): Span | null => dateIn(year, month, date))
}

const dayFirst: PieceParser = (scope, at) => {
  const start = wordAt(scope, at) === 'the' ? at + 1 : at
  if (inNumber(scope, start)) return null
  const date = dayNumberAt(scope, start)
  if (!date) return null
  const between = yearBetweenFirst(scope, date.to)
  if (between) return onDay({ at, to: between.to, month: between.month, date: date.value }, between.year)
  const monthAtToken = skip(scope, date.to, OF)
  const month = monthAt(scope, monthAtToken)
  if (month === null || aVerb(scope, start, monthAtToken)) return null
  const next = skip(scope, monthAtToken + 1, DOT)
  const year = yearAfter(scope, next, true)
  return year
    ? onDay({ at, to: year.to, month, date: date.value }, year.value)
    : anyYear(scope, { at, to: monthAtToken + 1, month, date: date.value })
}

/** `one may ask`: a number in words joins a doubtful month only as an ordinal. */
const aVerb = (scope: Scope, at: number, monthToken: number): boolean =>
  scope.tokens[at]?.value == null && ordinalAt(scope, at) === null && wordAt(scope, monthToken) === 'may'

/** `23-2020-September` */
function yearBetweenFirst(scope: Scope, at: number): { year: number; month: number; to: number } | null {
  if (!['-', '/'].includes(wordAt(scope, at)) || wordAt(scope, at + 2) !== wordAt(scope, at)) return null
  const year = yearAt(scope, at + 1)
  const month = monthAt(scope, at + 3)
  return year && month !== null ? { year: year.value, month, to: at + 4 } : null
}

const yearFirst: PieceParser = (scope, at) => {
  const year = scope.tokens[at]?.text.length === 4 ? yearAt(scope, at) : null
  if (!year) return null
  const mark = wordAt(scope, year.to)
  const marked = mark === '-' || mark === '/'
  const next = marked ? year.to + 1 : year.to
  const month = monthAt(scope, next)
  if (month === null) return marked ? yearDayMonth(scope, at, year) : null
  const date = marked && wordAt(scope, next + 1) === mark ? gluedDate(scope, next + 2) : null
  if (date !== null) return onDay({ at, to: next + 3, month, date }, year.value)
  return { at, to: next + 1, grain: 'month', span: monthSpan(year.value, month), others: [], assumed: [] }
}

const gluedDate = (scope: Scope, at: number): number | null => {
  const date = scope.tokens[at]
  return date?.glued && date.value !== null && date.value <= 31 ? date.value : null
}

/** `2020/23/Sep` */
function yearDayMonth(scope: Scope, at: number, year: Counted): Piece | null {
  const date = scope.tokens[year.to + 1]?.value ?? null
  const month = wordAt(scope, year.to + 2) === wordAt(scope, year.to) ? monthAt(scope, year.to + 3) : null
  return date === null || month === null ? null : onDay({ at, to: year.to + 4, month, date }, year.value)
}
