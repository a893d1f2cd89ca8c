import { civilOf } from './calendar-date.ts'
import { type PieceParser, type Scope, skipThe, wordAt } from './piece.ts'
import { unitSpan } from './unit.ts'
import { DECADE_WORDS } from './words.ts'
import { yearDay } from './year.ts'

/** `the 1990s`, `90s`, `the nineties`. */
export const parseDecade: PieceParser = (scope, at) => {
  const start = skipThe(scope, at)
  const word = DECADE_WORDS.get(wordAt(scope, start))
  const { year } = civilOf(scope.today)
  if (word !== undefined) return decadePiece(scope, { at, to: start + 1 }, latestDecade(year, word))
  const digitsAt = wordAt(scope, start) === "'" ? start + 1 : start
  const digits = scope.tokens[digitsAt]
  if (digits?.value == null || digits.value % 10 !== 0 || !/^('s|s)$/.test(wordAt(scope, digitsAt + 1)))
    return null
  const words = { at, to: digitsAt + 2 }
  if (digits.text.length === 4) return decadePiece(scope, words, digits.value)
  return digits.text.length === 2 ? decadePiece(scope, words, latestDecade(year, digits.value)) : null
}

const latestDecade = (year: number, decade: number): number => {
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
