import { parseYear } from './bare-year.ts'
import { parseCentury } from './century.ts'
import { parseDayOfMonth, parseNumberedWeekday } from './day-of-month.ts'
import { parseDecade } from './decade.ts'
import { mayStartPeriod } from './first-words.ts'
import { parseHoliday, parseSeason } from './holiday.ts'
import { parseModified, parseWeekdayDate } from './modified.ts'
import { parseMonthDate } from './month-date.ts'
import { parseNumericDate } from './numeric-date.ts'
import { parseOffset, parseWeekdayOffset } from './offset.ts'
import { parsePartOf, parseWeekThenDay } from './part-of.ts'
import { type Piece, type PieceParser, type Scope, wordAt } from './piece.ts'
import { parsePossessive } from './possessive.ts'
import { parseQuarter } from './quarter.ts'
import { parseRelativeDay } from './relative-day.ts'
import { parseRelativeUnit } from './relative-unit.ts'
import { parseToDate } from './to-date.ts'
import { parseWeekNumber } from './week-number.ts'
import { parseWeekday } from './weekday.ts'

const DATES = [parseNumericDate, parseMonthDate]
const YEARLESS = [...DATES, parseHoliday, parseSeason, parseQuarter]

/** All single periods; the one that takes the most words wins, the earlier in the list among equals. */
const PARSERS: readonly PieceParser[] = [
  parseNumericDate,
  parseMonthDate,
  parseRelativeDay,
  parseToDate,
  parseModified(YEARLESS),
  parseWeekdayDate(parseWeekday, DATES),
  parseWeekday,
  parseNumberedWeekday,
  parseDayOfMonth,
  parseRelativeUnit,
  parseOffset,
  parseWeekdayOffset,
  parseHoliday,
  parseSeason,
  parseQuarter,
  parseWeekNumber,
  parseCentury,
  parseDecade,
  parseWeekThenDay([parsePartOf, parseRelativeUnit]),
  parsePartOf,
  parsePossessive(YEARLESS),
  parseYear,
]

/** The longest single period at a token, or null. */
export function longestPiece(scope: Scope, at: number): Piece | null {
  if (!mayStartPeriod(wordAt(scope, at))) return null
  let best: Piece | null = null
  for (const parse of PARSERS) {
    const piece = parse(scope, at)
    if (piece && piece.to > at && piece.span.start < piece.span.end && (!best || piece.to > best.to))
      best = piece
    else if (piece?.moment && !best) best = piece
  }
  return best
}
