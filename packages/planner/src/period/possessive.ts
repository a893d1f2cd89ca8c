import type { PieceParser } from './piece.ts'
import { wordAt } from './piece.ts'
import { relativeYearAt, yearAt } from './year.ts'

/** `last year's Q3`, `2024's third quarter`: the year before the period. */
export const parsePossessive =
  (parsers: readonly PieceParser[]): PieceParser =>
  (scope, at) => {
    const start = wordAt(scope, at) === 'the' ? at + 1 : at
    const year = yearAt(scope, start) ?? relativeYearAt(scope, start)
    if (!year || wordAt(scope, year.to) !== "'s") return null
    for (const parse of parsers) {
      const piece = parse(scope, year.to + 1)
      const span = piece?.inYear?.(year.value)
      if (piece && span) return { at, to: piece.to, grain: piece.grain, span, others: [], assumed: [] }
    }
    return null
  }
