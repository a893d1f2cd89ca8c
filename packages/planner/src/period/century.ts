import { civilOf, dayOf } from './calendar-date.ts'
import { ordinalAt } from './numbers.ts'
import { type PieceParser, skipThe, wordAt } from './piece.ts'

/** `21st century`: the years 2000 to 2099, as people say it. */
export const parseCentury: PieceParser = (scope, at) => {
  const ordinal = ordinalAt(scope, skipThe(scope, at))
  if (!ordinal || wordAt(scope, ordinal.to) !== 'century' || ordinal.value > 30) return null
  const first = (ordinal.value - 1) * 100
  if (first > civilOf(scope.today).year + 1000) return null
  const span = { start: dayOf(first, 1, 1), end: dayOf(first + 100, 1, 1) }
  return { at, to: ordinal.to + 1, grain: 'year', span, others: [], assumed: [] }
}
