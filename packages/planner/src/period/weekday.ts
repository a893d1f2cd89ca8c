import { civilOf, type Span, weekdayOf } from './calendar-date.ts'
import { ordinalAt } from './numbers.ts'
import { dateIn } from './numeric-date.ts'
import { type Piece, type PieceParser, type Scope, skip, wordAt } from './piece.ts'
import { DAY_NAMES, weekdayAt } from './spoken.ts'
import { weekStartOf } from './unit.ts'

const daySpan = (start: number): Span => ({ start, end: start + 1 })

/** `this past`, `coming`, `last` … before a weekday: which one is meant, counted from today. */
const MODIFIERS: Readonly<Record<string, 'thisWeek' | 'weekBefore' | 'weekAfter' | 'before' | 'after'>> = {
  this: 'thisWeek',
  current: 'thisWeek',
  last: 'weekBefore',
  previous: 'weekBefore',
  prior: 'weekBefore',
  past: 'before',
  next: 'weekAfter',
  following: 'weekAfter',
  coming: 'after',
  upcoming: 'after',
}

/** `Friday`, `last Monday`, `this coming Thursday`, `Monday 21st`. */
export const parseWeekday: PieceParser = (scope, at) => {
  const start = wordAt(scope, at) === 'the' ? at + 1 : at
  const modifier = MODIFIERS[wordAt(scope, start)]
  const second = modifier ? MODIFIERS[wordAt(scope, start + 1)] : undefined
  const nameAt = second ? start + 2 : modifier ? start + 1 : start
  const weekday = weekdayAt(scope, nameAt)
  if (weekday === null) return null
  const to =
    wordAt(scope, nameAt + 1) === '.' && /^[\d\p{L}]/u.test(wordAt(scope, nameAt + 2))
      ? nameAt + 2
      : nameAt + 1
  const chosen = second ?? modifier
  if (chosen) return modified(scope, { at, to }, weekday, chosen)
  return withDayNumber(scope, { at, to }, weekday) ?? bare(scope, { at, to }, weekday)
}

interface Words {
  readonly at: number
  readonly to: number
}

const lastOnOrBefore = (day: number, weekday: number): number => day - ((weekdayOf(day) - weekday + 7) % 7)

function bare(scope: Scope, words: Words, weekday: number): Piece {
  const past = lastOnOrBefore(scope.today, weekday)
  const [first, other] =
    scope.prefer === 'past' ? [past, past + 7] : [past === scope.today ? past : past + 7, past]
  return {
    ...words,
    grain: 'day',
    span: daySpan(first),
    others: [daySpan(other)],
    assumed: [`the ${scope.prefer === 'past' ? 'latest' : 'next'} ${DAY_NAMES[weekday] ?? ''}`],
  }
}

function modified(scope: Scope, words: Words, weekday: number, which: (typeof MODIFIERS)[string]): Piece {
  const start = weekStartOf(scope.today, scope.calendar.weekStart)
  const inThisWeek = start + ((weekday - weekdayOf(start) + 7) % 7)
  const before = lastOnOrBefore(scope.today - 1, weekday)
  const chosen = {
    thisWeek: inThisWeek,
    weekBefore: inThisWeek - 7,
    weekAfter: inThisWeek + 7,
    before,
    after: lastOnOrBefore(scope.today, weekday) + 7,
  }
  const day = chosen[which ?? 'thisWeek']
  const near = which === 'weekBefore' ? before : which === 'weekAfter' ? chosen.after : day
  return {
    ...words,
    grain: 'day',
    span: daySpan(day),
    others: near === day ? [] : [daySpan(near)],
    assumed:
      near === day
        ? []
        : [which === 'weekBefore' ? 'in the week before this one' : 'in the week after this one'],
  }
}

const THE = new Set(['the', ','])

/** `Monday 21`: the month in which that day is that weekday, this one first. */
function withDayNumber(scope: Scope, words: Words, weekday: number): Piece | null {
  const start = skip(scope, words.to, THE)
  const token = scope.tokens[start]
  const found =
    ordinalAt(scope, start) ??
    (token?.value != null && token.text.length <= 2 && !/^[:./-]$/.test(wordAt(scope, start + 1))
      ? { value: token.value, to: start + 1 }
      : null)
  if (!found || found.value < 1 || found.value > 31) return null
  const days = monthsWith(scope, found.value, weekday)
  const first = days[0]
  if (first === undefined) return null
  return {
    ...words,
    to: found.to,
    grain: 'day',
    span: daySpan(first),
    others: days.slice(1).map(daySpan),
    assumed: [],
  }
}

/** Some month within seven years has it; the nearest in the past, then the nearest ahead, this month before both. */
function monthsWith(scope: Scope, date: number, weekday: number): number[] {
  const { year, month } = civilOf(scope.today)
  const dayIn = (offset: number): number | null => {
    const index = year * 12 + month - 1 + offset
    const span = dateIn(Math.floor(index / 12), (index % 12) + 1, date)
    return span && weekdayOf(span.start) === weekday ? span.start : null
  }
  const search = (step: number): number[] => {
    for (let offset = step; Math.abs(offset) < 84; offset += step) {
      const day = dayIn(offset)
      if (day !== null) return [day]
    }
    return []
  }
  const current = dayIn(0)
  const around = scope.prefer === 'past' ? [...search(-1), ...search(1)] : [...search(1), ...search(-1)]
  return current === null ? around : [current, ...around]
}

/** `the 18th`, `on the 4th`, where nothing it could count follows. */
export const parseDayOfMonth: PieceParser = (scope, at) => {
  if (wordAt(scope, at) !== 'the') return null
  const found = ordinalAt(scope, at + 1)
  const before = wordAt(scope, at - 1)
  if (!found || found.value < 1 || found.value > 31) return null
  if (!/^(on|since|until|till|by|from|of|to|before|after|through|and|between)$/.test(before)) return null
  if (
    /^\p{L}/u.test(wordAt(scope, found.to)) &&
    !/^(and|to|through|till|until|for|in|at|with|or|by)$/.test(wordAt(scope, found.to))
  )
    return null
  const words = { at, to: found.to }
  const { year, month } = civilOf(scope.today)
  const spans = [0, -1, 1]
    .map((offset) =>
      dateIn(
        Math.floor((year * 12 + month - 1 + offset) / 12),
        ((month - 1 + offset + 12) % 12) + 1,
        found.value,
      ),
    )
    .filter((span) => span !== null)
  const begun = spans.filter((span) => span.start <= scope.today)
  const ahead = spans.filter((span) => span.start > scope.today)
  const [first, ...others] = scope.prefer === 'past' ? [...begun, ...ahead] : [...ahead, ...begun]
  return first
    ? {
        ...words,
        grain: 'day',
        span: first,
        others,
        assumed: [`the ${found.value} of this or the month before`],
      }
    : null
}
