import { own } from '../text/own.ts'
import { type Span, weekdayOf } from './calendar-date.ts'
import { type Piece, type PieceParser, type Scope, wordAt } from './piece.ts'
import { DAY_NAMES, weekdayAt } from './spoken.ts'
import { weekStartOf } from './unit.ts'

const daySpan = (start: number): Span => ({ start, end: start + 1 })

type Which = 'thisWeek' | 'weekBefore' | 'weekAfter' | 'before' | 'after'

/** `this past`, `coming`, `last` … before a weekday: which one is meant, counted from today. */
const MODIFIERS: Readonly<Record<string, Which>> = {
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

export interface NamedWeekday extends Words {
  readonly weekday: number
  readonly modifier: Which | undefined
}

/** A weekday with the modifiers before it. */
export function weekdayWordsAt(scope: Scope, at: number): NamedWeekday | null {
  const start = wordAt(scope, at) === 'the' ? at + 1 : at
  const first = own(MODIFIERS, wordAt(scope, start))
  const second = first && own(MODIFIERS, wordAt(scope, start + 1))
  const name = start + (first ? 1 : 0) + (second ? 1 : 0)
  const weekday = weekdayAt(scope, name)
  if (weekday === null) return null
  const dotted = wordAt(scope, name + 1) === '.' && /^[\d\p{L}]/u.test(wordAt(scope, name + 2))
  return { at, to: name + (dotted ? 2 : 1), weekday, modifier: second ?? first }
}

/** `Friday`, `last Monday`, `this coming Thursday`. */
export const parseWeekday: PieceParser = (scope, at) => {
  const named = weekdayWordsAt(scope, at)
  return named && (named.modifier ? modified(scope, named, named.modifier) : bare(scope, named))
}

interface Words {
  readonly at: number
  readonly to: number
}

const lastOnOrBefore = (day: number, weekday: number): number => day - ((weekdayOf(day) - weekday + 7) % 7)

function bare(scope: Scope, { weekday, ...said }: NamedWeekday): Piece {
  const words = { at: said.at, to: said.to }
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

function modified(scope: Scope, { weekday, ...said }: NamedWeekday, which: Which): Piece {
  const words = { at: said.at, to: said.to }
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
  const day = chosen[which]
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
