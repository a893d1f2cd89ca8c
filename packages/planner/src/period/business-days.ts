import { weekdayOf } from './calendar-date.ts'
import { countAt } from './numbers.ts'
import { type Piece, type Scope, wordAt } from './piece.ts'

const LONGEST = 1000

/** `next 4 business days`: Mondays to Fridays before or after today; holidays are not known. */
export function businessDaysAt(scope: Scope, at: number, next: number, step: -1 | 1): Piece | null {
  const count = countAt(scope, next)
  const from = count?.to ?? next
  if (!/^(business|working|work)$/.test(wordAt(scope, from)) || !/^days?$/.test(wordAt(scope, from + 1)))
    return null
  const days: number[] = []
  for (let day = scope.today + step; days.length < Math.min(count?.value ?? 1, LONGEST); day += step)
    if (weekdayOf(day) < 5) days.push(day)
  if (days.length === 0) return null
  const span = { start: Math.min(...days), end: Math.max(...days) + 1 }
  const assumed = ['business days are Monday to Friday']
  return { at, to: from + 2, grain: 'day', span, others: [], assumed }
}
