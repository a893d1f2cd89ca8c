import { civilOf, dayOf, type Span } from './calendar-date.ts'
import { type Counted } from './numbers.ts'
import { type PieceParser, type Scope, wordAt } from './piece.ts'
import { unitSpan } from './unit.ts'
import { yearAfter, yearAt } from './year.ts'

const NAMES = /^(week|weeks|wk|cw|kw|w)$/

/** Week `number` of a year as in ISO 8601: week 1 holds 4 January; null where the year has no such week. */
function weekIn(scope: Scope, year: number, number: number): Span | null {
  const span = unitSpan('week', dayOf(year, 1, 4), scope.calendar, number - 1)
  return span.start + 3 < dayOf(year + 1, 1, 1) ? span : null
}

/** `week 34`, `ISO week 2026-W12`, `week 3 of 2027`, `CW 12`. */
export const parseWeekNumber: PieceParser = (scope, at) => {
  const plain = /^(iso|calendar)$/.test(wordAt(scope, at)) ? at + 1 : at
  const start =
    wordAt(scope, plain) === 'week' && scope.tokens[plain + 1]?.text.length === 4 ? plain + 1 : plain
  const year = scope.tokens[start]?.text.length === 4 ? yearAt(scope, start) : null
  if (year) return yearThenWeek(scope, at, year)
  const number = numberAt(scope, start)
  if (!number) return null
  const after = yearAfter(scope, number.to)
  const span = after && weekIn(scope, after.value, number.value)
  if (after) return span && { at, to: after.to, grain: 'week', span, others: [], assumed: [] }
  const thisYear = civilOf(scope.today).year
  const current = weekIn(scope, thisYear, number.value)
  const before = weekIn(scope, thisYear - 1, number.value)
  const inYear = (candidate: number): Span | null => weekIn(scope, candidate, number.value)
  const words = { at, to: number.to, grain: 'week' as const }
  return (
    current && {
      ...words,
      span: current,
      others: before ? [before] : [],
      assumed: [`week ${number.value} of ${thisYear}`],
      inYear,
    }
  )
}

function numberAt(scope: Scope, at: number): Counted | null {
  const name = wordAt(scope, at)
  const digits = scope.tokens[at + 1]
  if (!NAMES.test(name) || digits?.value == null || digits.text.length > 2) return null
  if (name.length === 1 && !digits.glued) return null
  return digits.value >= 1 && digits.value <= 53 ? { value: digits.value, to: at + 2 } : null
}

const yearThenWeek: (scope: Scope, at: number, year: Counted) => ReturnType<PieceParser> = (
  scope,
  at,
  year,
) => {
  const number = numberAt(scope, /^[-/,]$/.test(wordAt(scope, year.to)) ? year.to + 1 : year.to)
  const span = number && weekIn(scope, year.value, number.value)
  return number && span && { at, to: number.to, grain: 'week', span, others: [], assumed: [] }
}
