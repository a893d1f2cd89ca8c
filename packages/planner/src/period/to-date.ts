import { fiscalAssumed } from './assumed.ts'
import { type PieceParser, phraseAt, wordAt } from './piece.ts'
import { UNITS, type UnitName, unitSpan } from './unit.ts'

const TO_DATE: readonly { readonly words: readonly string[]; readonly unit: UnitName }[] = (
  [
    ['ytd', 'year'],
    ['mtd', 'month'],
    ['qtd', 'quarter'],
    ['wtd', 'week'],
    ['fytd', 'fiscal year'],
    ['fqtd', 'fiscal quarter'],
    ['y t d', 'year'],
    ['year to date', 'year'],
    ['month to date', 'month'],
    ['quarter to date', 'quarter'],
    ['week to date', 'week'],
    ['year - to - date', 'year'],
    ['month - to - date', 'month'],
    ['quarter - to - date', 'quarter'],
    ['week - to - date', 'week'],
    ['fiscal year to date', 'fiscal year'],
    ['fiscal year - to - date', 'fiscal year'],
    ['fiscal quarter to date', 'fiscal quarter'],
    ['so far this year', 'year'],
    ['so far this month', 'month'],
    ['so far this quarter', 'quarter'],
    ['so far this week', 'week'],
    ['so far this fiscal year', 'fiscal year'],
    ['this year so far', 'year'],
    ['this month so far', 'month'],
    ['this quarter so far', 'quarter'],
    ['this week so far', 'week'],
    ['this year thus far', 'year'],
    ['this year to date', 'year'],
    ['this month to date', 'month'],
    ['this quarter to date', 'quarter'],
    ['this week to date', 'week'],
    ['current year to date', 'year'],
    ['so far today', 'day'],
    ['today so far', 'day'],
  ] as const
).map(([words, unit]) => ({ words: words.split(' '), unit }))

/** The words these phrases start with. */
export const TO_DATE_WORDS: ReadonlySet<string> = new Set(TO_DATE.map(({ words }) => words[0] ?? ''))

/** `YTD`, `month to date`, `so far this year`: up to now. */
export const parseToDate: PieceParser = (scope, at) => {
  const start = wordAt(scope, at) === 'the' ? at + 1 : at
  if (!TO_DATE_WORDS.has(wordAt(scope, start))) return null
  for (const { words, unit } of TO_DATE) {
    const to = phraseAt(scope, start, words)
    if (to === null) continue
    const whole = unitSpan(unit, scope.today, scope.calendar)
    const end = Math.max(scope.freshDay, whole.start + 1)
    const span = { start: whole.start, end }
    const others = [{ start: whole.start, end: end - 1 }, whole].filter((other) => other.start < other.end)
    const assumed = UNITS[unit].fiscal ? fiscalAssumed(scope) : []
    return { at, to, grain: UNITS[unit].grain, span, others, assumed }
  }
  return null
}
