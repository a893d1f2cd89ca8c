import { civilOf, type Span, weekdayOf } from './calendar-date.ts'
import { type Counted, ordinalAt } from './numbers.ts'
import { dateIn } from './numeric-date.ts'
import { type PieceParser, type Scope, skip, wordAt } from './piece.ts'
import { weekdayWordsAt } from './weekday.ts'

const THE = new Set(['the', ','])
/** A month with 31 days that starts on a given weekday comes within seven years. */
const REACH_MONTHS = 84

/** `Monday 21`, `Tuesday the eleventh`: the nearest month in which that day is that weekday, this one first. */
export const parseNumberedWeekday: PieceParser = (scope, at) => {
  const named = weekdayWordsAt(scope, at)
  const date = named && !named.modifier ? dateNumberAt(scope, skip(scope, named.to, THE)) : null
  if (!named || !date || date.value < 1 || date.value > 31) return null
  const [first, ...others] = daysNamed(scope, date.value, named.weekday)
  return first ? { at, to: date.to, grain: 'day', span: first, others, assumed: [] } : null
}

function dateNumberAt(scope: Scope, at: number): Counted | null {
  const ordinal = ordinalAt(scope, at)
  if (ordinal) return ordinal
  const token = scope.tokens[at]
  return token?.value != null && token.text.length <= 2 && !/^[:./-]$/.test(wordAt(scope, at + 1))
    ? { value: token.value, to: at + 1 }
    : null
}

function daysNamed(scope: Scope, date: number, weekday: number): Span[] {
  const fitting = (offset: number): Span[] => {
    const span = dayInMonth(scope, date, offset)
    return span && weekdayOf(span.start) === weekday ? [span] : []
  }
  const search = (step: number): Span[] => {
    for (let offset = step; Math.abs(offset) < REACH_MONTHS; offset += step)
      if (fitting(offset).length > 0) return fitting(offset)
    return []
  }
  const around = scope.prefer === 'past' ? [...search(-1), ...search(1)] : [...search(1), ...search(-1)]
  return [...fitting(0), ...around]
}

/** Day `date` of the month `offset` months from this one. */
function dayInMonth(scope: Scope, date: number, offset: number): Span | null {
  const { year, month } = civilOf(scope.today)
  const index = year * 12 + month - 1 + offset
  return dateIn(Math.floor(index / 12), (index % 12) + 1, date)
}

const LEADS = /^(on|since|until|till|by|from|of|to|before|after|through|and|between)$/
const MAY_FOLLOW = /^(and|to|through|till|until|for|in|at|with|or|by)$/

/** `on the 18th`, where nothing follows that it could count. */
export const parseDayOfMonth: PieceParser = (scope, at) => {
  const date =
    wordAt(scope, at) === 'the' && LEADS.test(wordAt(scope, at - 1)) ? ordinalAt(scope, at + 1) : null
  if (!date || date.value < 1 || date.value > 31 || countsSomething(scope, date.to)) return null
  const spans = [0, -1, 1]
    .map((offset) => dayInMonth(scope, date.value, offset))
    .filter((span) => span !== null)
  const begun = spans.filter((span) => span.start <= scope.today)
  const ahead = spans.filter((span) => span.start > scope.today)
  const [first, ...others] = scope.prefer === 'past' ? [...begun, ...ahead] : [...ahead, ...begun]
  const assumed = [`the ${scope.prefer === 'past' ? 'latest' : 'next'} such day`]
  return first ? { at, to: date.to, grain: 'day', span: first, others, assumed } : null
}

const countsSomething = (scope: Scope, at: number): boolean =>
  /^\p{L}/u.test(wordAt(scope, at)) && !MAY_FOLLOW.test(wordAt(scope, at))
