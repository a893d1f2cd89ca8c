import { civilOf } from './calendar-date.ts'
import type { Piece, PieceParser, Scope } from './piece.ts'
import { wordAt } from './piece.ts'
import { directionAt } from './relative-unit.ts'
import { earliest, latest } from './yearless.ts'

/** `last May`, `this 4 July`, `next Easter`, `this summer`: a modifier chooses the year of what had none. */
export const parseModified =
  (parsers: readonly PieceParser[]): PieceParser =>
  (scope, at) => {
    const start = wordAt(scope, at) === 'the' ? at + 1 : at
    const direction = directionAt(scope, start)
    if (direction === null) return null
    for (const parse of parsers) {
      const piece = parse(scope, start + 1)
      if (piece) return piece.inYear ? inChosenYear(scope, piece, at, direction) : null
    }
    return null
  }

function inChosenYear(scope: Scope, piece: Piece, at: number, direction: -1 | 0 | 1): Piece | null {
  const inYear = piece.inYear ?? (() => null)
  const span =
    direction === 0
      ? inYear(civilOf(scope.today).year)
      : direction < 0
        ? latest(scope, inYear, ({ end }) => end <= scope.today)
        : earliest(scope, inYear, ({ start }) => start > scope.today)
  if (!span) return null
  const { inYear: _year, ...rest } = piece
  const assumed = piece.name ? [`${piece.name} of ${civilOf(span.start).year}`] : []
  return { ...rest, at, span, others: [], assumed }
}

/** `Friday 7 June`, `this Friday (15 June)`: the date decides, the weekday is only said beside it. */
export const parseWeekdayDate =
  (parseDay: PieceParser, dates: readonly PieceParser[]): PieceParser =>
  (scope, at) => {
    const weekday = parseDay(scope, at)
    if (!weekday) return null
    const joint = /^[,\-(]$/.test(wordAt(scope, weekday.to)) ? weekday.to + 1 : weekday.to
    const start = wordAt(scope, joint) === 'the' ? joint + 1 : joint
    for (const parse of dates) {
      const piece = parse(scope, start)
      if (piece?.grain === 'day') return withWeekday(scope, piece, at)
    }
    return null
  }

const withWeekday = (scope: Scope, piece: Piece, at: number): Piece => {
  const to = wordAt(scope, piece.to) === ')' ? piece.to + 1 : piece.to
  const direction = directionAt(scope, wordAt(scope, at) === 'the' ? at + 1 : at)
  const year = civilOf(scope.today).year
  const said = direction !== null && piece.inYear ? piece.inYear(year) : null
  return said ? { ...piece, at, to, span: said, others: [] } : { ...piece, at, to }
}
