import type { Result } from '@numize/semantic'
import { figureOf } from './figures.ts'

/** No row, or of figures without groups only unknown ones and counts of nothing. What is left out as too small is there. */
export function isEmpty({ rows, columns, explanation }: Result): boolean {
  if (explanation.hiddenGroups) return false
  if (rows.length === 0) return true
  if (
    rows.length > 1 ||
    columns.some(({ role }) => role === 'dimension' || role === 'entity' || role === 'time')
  )
    return false
  return (rows[0] ?? []).every((cell) => cell === null || figureOf(cell) === 0)
}
