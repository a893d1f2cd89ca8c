import { own } from '../text/own.ts'
import { dayOf, type Span, weekdayOf } from './calendar-date.ts'
import { HOLIDAYS_BY_WORD, type Holiday, holidayIn } from './holidays.ts'
import { type Piece, type PieceParser, phraseAt, type Scope, wordAt } from './piece.ts'
import { yearAfter } from './year.ts'
import { yearless } from './yearless.ts'

/** `Christmas`, `Black Friday 2024`, `Easter weekend`, `the weekend of Thanksgiving`. */
export const parseHoliday: PieceParser = (scope, at) => {
  const of = weekendOf(scope, at)
  const start = of ?? at
  for (const holiday of HOLIDAYS_BY_WORD.get(wordAt(scope, start)) ?? []) {
    const to = phraseAt(scope, start, holiday.words)
    if (to !== null) return holidayPiece(scope, { at, to, weekend: of !== null }, holiday)
  }
  return null
}

interface Said {
  readonly at: number
  readonly to: number
  readonly weekend: boolean
}

function holidayPiece(scope: Scope, said: Said, { rule, name }: Holiday): Piece | null {
  const before = weekendAfter(scope, said.to)
  const year = yearAfter(scope, before)
  const to = year ? weekendAfter(scope, year.to) : before
  const weekend = said.weekend || before > said.to || (year !== null && to > year.to)
  const inYear = (candidate: number): Span | null => {
    const day = holidayIn(rule, candidate)
    if (day === null) return null
    return weekend ? longWeekend(day) : { start: day, end: day + 1 }
  }
  const words = { at: said.at, to }
  if (year) return dated(words, inYear(year.value))
  return yearless(scope, { ...words, grain: 'day', name: title(name) }, inYear)
}

const weekendAfter = (scope: Scope, at: number): number => (wordAt(scope, at) === 'weekend' ? at + 1 : at)

const weekendOf = (scope: Scope, at: number): number | null => {
  const start = wordAt(scope, at) === 'the' ? at + 1 : at
  return wordAt(scope, start) === 'weekend' && wordAt(scope, start + 1) === 'of' ? start + 2 : null
}

const title = (name: string): string => name.replace(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase())

const dated = (words: { at: number; to: number }, span: Span | null): Piece | null =>
  span && { ...words, grain: 'day', span, others: [], assumed: [] }

/** The nearest Saturday and Sunday, stretched to the holiday itself. */
function longWeekend(day: number): Span {
  const weekday = weekdayOf(day)
  const saturday = weekday <= 1 ? day - weekday - 2 : day - weekday + 5
  return { start: Math.min(day, saturday), end: Math.max(day + 1, saturday + 2) }
}

/** Meteorological seasons of the northern hemisphere: first month; winter is named by the year it starts in. */
const SEASONS: Readonly<Record<string, number>> = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 }

const BEFORE_SEASON =
  /^(in|during|this|last|next|the|of|for|since|early|mid|late|previous|coming|past|until|by)$/

/** `summer 2025`, `last winter`, `in the fall`. */
export const parseSeason: PieceParser = (scope, at) => {
  const start = wordAt(scope, at) === 'the' ? at + 1 : at
  const word = wordAt(scope, start)
  const month = own(SEASONS, word)
  if (month === undefined) return null
  const year = yearAfter(scope, start + 1)
  if (
    !year &&
    (start > at
      ? !/^(in|during|over|for|since)$/.test(wordAt(scope, at - 1))
      : !BEFORE_SEASON.test(wordAt(scope, at - 1)))
  )
    return null
  const inYear = (candidate: number): Span => ({
    start: dayOf(candidate, month, 1),
    end: dayOf(candidate, month + 3, 1),
  })
  const assumed = ['seasons of the northern hemisphere, in whole months']
  if (year) return { at, to: year.to, grain: 'quarter', span: inYear(year.value), others: [], assumed }
  const found = yearless(scope, { at, to: start + 1, grain: 'quarter', name: word }, inYear)
  return found && { ...found, assumed: [...found.assumed, ...assumed] }
}
