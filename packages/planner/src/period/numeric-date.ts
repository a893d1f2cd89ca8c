import { civilOf, dayOf, daysInMonth, type Span, validDay } from './calendar-date.ts'
import type { Option, Piece, PieceParser, Scope } from './piece.ts'
import { wordAt } from './piece.ts'
import { weekdayNamed } from './words.ts'
import { fullYear } from './year.ts'
import { yearless } from './yearless.ts'

type Found = Omit<Piece, 'at' | 'to'> | null
interface Format {
  readonly pattern: RegExp
  readonly read: (groups: readonly string[], scope: Scope, at: number) => Found
}

const day = (start: number, others: readonly Option[] = [], assumed: readonly string[] = []): Found => ({
  grain: 'day',
  span: { start, end: start + 1 },
  others,
  assumed,
})

/** Ordered: the first that fits wins. Nothing longer may go on after it. */
const FORMATS: readonly Format[] = [
  {
    pattern: /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/]|\.\d)/y,
    read: ([, year, , month, date]) => wholeDay(Number(year), Number(month), Number(date)),
  },
  {
    pattern: /(\d{4}) (\d{2}) (\d{2})(?!\d)/y,
    read: ([, year, month, date]) => wholeDay(Number(year), Number(month), Number(date)),
  },
  {
    pattern: /((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/y,
    read: ([, year, month, date]) => wholeDay(Number(year), Number(month), Number(date)),
  },
  {
    pattern: /(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d|[./]\d)/y,
    read: ([, one, mark, two, year], scope) =>
      eitherOrder(scope, { one: Number(one), two: Number(two), mark: mark ?? '' }, yearOf(scope, year ?? '')),
  },
  {
    pattern: /(\d{4})[-/](\d{1,2})(?![\d:]|[-/.]\d)/y,
    read: ([, year, month]) => wholeMonth(Number(year), Number(month)),
  },
  {
    pattern: /(\d{1,2})[-/](\d{4})(?!\d|[-/.]\d)/y,
    read: ([, month, year]) => wholeMonth(Number(year), Number(month)),
  },
  {
    pattern: /(\d{1,2})([-/.])(\d{1,2})(?!\d|[/.:%]\d|%)/y,
    read: ([, one, mark, two], scope, at) =>
      saysDate(scope, at, mark ?? '')
        ? withoutYear(scope, { one: Number(one), two: Number(two), mark: mark ?? '' })
        : null,
  },
]

/** Dates in digits: `2025-03-04`, `20250304`, `03/04/2025`, `4.3.25`, `2025-03`, `03/2025`, `on 3/4`. */
export const parseNumericDate: PieceParser = (scope, at) => {
  const token = scope.tokens[at]
  if (token?.value == null || (token.glued && /[\d.,:/$€£]/.test(scope.text[token.start - 1] ?? '')))
    return null
  for (const { pattern, read } of FORMATS) {
    pattern.lastIndex = token.start
    const groups = pattern.exec(scope.text)
    const found = groups ? read(groups, scope, at) : null
    if (groups && found) return { ...found, at, to: tokenAfter(scope, at, token.start + groups[0].length) }
  }
  return null
}

const tokenAfter = (scope: Scope, at: number, offset: number): number => {
  let to = at
  while ((scope.tokens[to]?.start ?? offset) < offset) to++
  return to
}

const wholeDay = (year: number, month: number, date: number): Found => {
  const found = validDay(year, month, date)
  return found === null ? null : day(found)
}

const wholeMonth = (year: number, month: number): Found =>
  month >= 1 && month <= 12 && year >= 1500 && year < 2500
    ? { grain: 'month', span: monthSpan(year, month), others: [], assumed: [] }
    : null

export const monthSpan = (year: number, month: number): Span => ({
  start: dayOf(year, month, 1),
  end: dayOf(year, month + 1, 1),
})

const yearOf = (scope: Scope, digits: string): number =>
  digits.length === 4 ? Number(digits) : fullYear(scope, Number(digits))

interface Parts {
  readonly one: number
  readonly two: number
  readonly mark: string
}

/** Where month comes first when dates are written with strokes: the United States, and a project that left its zone at UTC. */
const MONTH_FIRST =
  /^(UTC|GMT|Etc\/.*|US\/.*|America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Detroit|Boise|Indiana\/.*|Kentucky\/.*)|Pacific\/Honolulu)$/

const dayComesFirst = (scope: Scope, mark: string, whole: boolean): boolean =>
  (mark === '.' && whole) || !MONTH_FIRST.test(scope.calendar.timeZone)

const orders = (scope: Scope, parts: Parts, whole: boolean): readonly { month: number; date: number }[] => {
  const both = [
    { month: parts.one, date: parts.two },
    { month: parts.two, date: parts.one },
  ]
  const possible = both.filter(({ month, date }) => month >= 1 && month <= 12 && date <= 31 && date >= 1)
  if (parts.one === parts.two) return possible.slice(0, 1)
  return dayComesFirst(scope, parts.mark, whole) ? possible.toReversed() : possible
}

const orderAssumed = (first: { month: number; date: number }, parts: Parts): string =>
  first.month === parts.one ? 'month before day' : 'day before month'

function eitherOrder(scope: Scope, parts: Parts, year: number): Found {
  const days = orders(scope, parts, true).flatMap((order) => {
    const found = validDay(year, order.month, order.date)
    return found === null ? [] : [{ order, found }]
  })
  const [first, ...rest] = days
  if (!first) return null
  return day(
    first.found,
    rest.map(({ found }) => ({ start: found, end: found + 1 })),
    rest.length > 0 ? [orderAssumed(first.order, parts)] : [],
  )
}

function withoutYear(scope: Scope, parts: Parts): Found {
  const pieces = orders(scope, parts, false).flatMap(({ month, date }) => {
    const name = `${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
    const piece = yearless(scope, { at: 0, to: 0, grain: 'day', name }, (year) => dateIn(year, month, date))
    return piece ? [{ piece, order: { month, date } }] : []
  })
  const [first, second] = pieces
  if (!first) return null
  const others = [...first.piece.others, ...(second ? [second.piece.span] : [])]
  const assumed = [
    `the year ${civilOf(first.piece.span.start).year}`,
    ...(second ? [orderAssumed(first.order, parts)] : []),
  ]
  return { ...first.piece, others, assumed }
}

export const dateIn = (year: number, month: number, date: number): Span | null =>
  date > daysInMonth(year, month)
    ? null
    : { start: dayOf(year, month, date), end: dayOf(year, month, date) + 1 }

const BEFORE_DATE = new Set(
  'on from between since until till through by before after this next last to and vs of ( - – ~'.split(' '),
)

/** Two numbers with a stroke are a fraction, a score or a range unless the words before them speak of a date. */
function saysDate(scope: Scope, at: number, mark: string): boolean {
  const before = wordAt(scope, at - 1)
  if (wordAt(scope, at + 3) === 'of') return false
  if (weekdayNamed(before) !== null || before === 'on') return true
  if (mark === '.') return before === 'this' || before === 'next'
  if (mark === '/' && /^[-–~]$/.test(wordAt(scope, at + 3)) && wordAt(scope, at + 5) === '/') return true
  return BEFORE_DATE.has(before) || (mark === '/' && (at === 0 || at + 3 >= scope.tokens.length))
}
