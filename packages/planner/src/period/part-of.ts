import { own } from '../text/own.ts'
import { civilOf, dayOf, type Span, weekdayOf } from './calendar-date.ts'
import { type UnitWords, unitAt } from './duration.ts'
import { countAt, ordinalAt } from './numbers.ts'
import { inWeekOf } from './offset.ts'
import { type Piece, type PieceParser, type Scope, wordAt } from './piece.ts'
import { weekdayAt } from './spoken.ts'
import { addUnits, UNITS, type UnitName, unitSpan, weekStartOf } from './unit.ts'
import { yearAt } from './year.ts'
import { yearlessPart } from './yearless-part.ts'

/** What is taken of a longer period, and where its words end. */
interface Selector {
  readonly to: number
  readonly grain: Piece['grain']
  readonly take: (whole: Span, scope: Scope) => Span | null
  readonly edge?: (whole: Span) => number
  readonly assumed?: readonly string[]
}

type SelectorParser = (scope: Scope, at: number) => Selector | null

/** `the first week of May`, `last Friday of the month`, `early 2025`, `the end of Q2`, `first half of 2024`, `the week of 3 March`. */
export const parsePartOf: PieceParser = (scope, at) => {
  const start = wordAt(scope, at) === 'the' ? at + 1 : at
  for (const parse of SELECTORS) {
    const selector = parse(scope, start)
    const whole = selector && wholeAt(scope, selector.to)
    const piece = selector && whole ? apply(scope, at, selector, whole) : null
    if (piece) return piece
  }
  return null
}

function apply(scope: Scope, at: number, selector: Selector, whole: Piece): Piece | null {
  const words = { at, to: whole.to, grain: selector.grain }
  const { edge } = selector
  const piece = yearlessPart(scope, words, whole, (span) => selector.take(span, scope))
  if (!piece) return null
  const assumed = [...piece.assumed, ...(selector.assumed ?? [])]
  return { ...piece, assumed, ...(edge && { edge: edgeOfWhole(whole, edge) }) }
}

function edgeOfWhole(whole: Piece, edge: (span: Span) => number): NonNullable<Piece['edge']> {
  const { inYear } = whole
  if (!inYear) return { day: edge(whole.span), assumed: whole.assumed }
  const edgeIn = (year: number): number | null => {
    const span = inYear(year)
    return span && edge(span)
  }
  return { day: edge(whole.span), inYear: edgeIn, assumed: whole.assumed }
}

/** The period after `of`; `the year` and `the month` are those that run. */
function wholeAt(scope: Scope, at: number): Piece | null {
  const piece = scope.pieceAt(at)
  if (piece) return piece
  const start = /^(the|this)$/.test(wordAt(scope, at)) ? at + 1 : at
  const unit = start > at ? unitAt(scope, start) : null
  if (!unit || wordAt(scope, unit.to - 1).endsWith('s')) return null
  const span = unitSpan(unit.unit, scope.today, scope.calendar)
  return { at, to: unit.to, grain: UNITS[unit.unit].grain, span, others: [], assumed: [] }
}

const ofAt = (scope: Scope, at: number): number | null =>
  /^(of|in)$/.test(wordAt(scope, at)) ? at + 1 : null

/** Weeks belong to the month or year most of their days are in, as in ISO 8601. */
const weekMiddle = 3
const firstUnit = (unit: UnitName, whole: Span, scope: Scope): Span => {
  const { calendar } = scope
  if (unit === 'week') {
    const span = unitSpan(unit, whole.start, calendar)
    return span.start + weekMiddle >= whole.start ? span : unitSpan(unit, whole.start, calendar, 1)
  }
  const span = unitSpan(unit, whole.start, calendar)
  return span.start >= whole.start ? span : unitSpan(unit, whole.start, calendar, 1)
}
const lastUnit = (unit: UnitName, whole: Span, scope: Scope): Span => {
  const { calendar } = scope
  const span = unitSpan(unit, whole.end - 1, calendar)
  const fits = unit === 'week' ? span.start + weekMiddle < whole.end : span.end <= whole.end
  return fits ? span : unitSpan(unit, whole.end - 1, calendar, -1)
}

/** Units `from`…`from + count - 1` of a whole, counted from 1; negative from its end. */
function takeUnits(unit: UnitName, from: number, count: number): Selector['take'] {
  return (whole, scope) => {
    const { calendar } = scope
    const first =
      from > 0
        ? unitSpan(unit, firstUnit(unit, whole, scope).start, calendar, from - 1)
        : unitSpan(unit, lastUnit(unit, whole, scope).start, calendar, 1 - count)
    const last = unitSpan(unit, first.start, calendar, count - 1)
    return first.start > whole.end || last.start < whole.start - 7
      ? null
      : { start: first.start, end: last.end }
  }
}

/** Whole months where the whole is months, else days. */
function half(whole: Span, which: number): Span {
  const start = civilOf(whole.start)
  const end = civilOf(whole.end)
  const months = (end.year - start.year) * 12 + end.month - start.month
  const middle =
    months > 0 && months % 2 === 0
      ? dayOf(start.year, start.month + months / 2, 1)
      : whole.start + Math.floor((whole.end - whole.start) / 2)
  return which === 1 ? { start: whole.start, end: middle } : { start: middle, end: whole.end }
}

const FIRST_LAST: Readonly<Record<string, number>> = {
  first: 1,
  last: -1,
  final: -1,
  opening: 1,
  closing: -1,
}

/** `first`, `last` (−1), `third`. */
function positionAt(scope: Scope, at: number): { value: number; to: number; named: boolean } | null {
  const edge = own(FIRST_LAST, wordAt(scope, at))
  if (edge !== undefined) return { value: edge, to: at + 1, named: true }
  const ordinal = ordinalAt(scope, at)
  return ordinal && { ...ordinal, named: false }
}

/** `first week of`, `3rd month of`, `last four months of`, `15th day of`. */
const nthUnit: SelectorParser = (scope, at) => {
  const position = positionAt(scope, at)
  if (!position) return null
  const many = position.named ? countAt(scope, position.to) : null
  const unit = unitAt(scope, many?.to ?? position.to)
  const of = unit && (ofAt(scope, unit.to) ?? beforeYear(scope, unit))
  if (!unit || of === null) return null
  const take =
    unit.unit === 'half' ? takeHalf(position.value) : takeUnits(unit.unit, position.value, many?.value ?? 1)
  return { to: of, grain: UNITS[unit.unit].grain, take }
}

/** `first half 2025` */
const beforeYear = (scope: Scope, unit: UnitWords): number | null =>
  unit.unit === 'half' && yearAt(scope, unit.to) ? unit.to : null

/** `the quarter ending March 2025`, `12 months ended 30 June 2025`. */
const endingWith: SelectorParser = (scope, at) => {
  const many = countAt(scope, at)
  const unit = unitAt(scope, many?.to ?? at)
  if (!unit || !/^(ending|ended)$/.test(wordAt(scope, unit.to))) return null
  const count = many?.value ?? 1
  const to = /^(on|in)$/.test(wordAt(scope, unit.to + 1)) ? unit.to + 2 : unit.to + 1
  return {
    to,
    grain: UNITS[unit.unit].grain,
    take: ({ end }) => ({ start: addUnits(end, unit.unit, -count), end }),
  }
}

const takeHalf =
  (position: number): Selector['take'] =>
  (whole) =>
    position > 2 ? null : half(whole, position === 1 ? 1 : 2)

/** `first Monday of`, `last Friday in`. */
const nthWeekday: SelectorParser = (scope, at) => {
  const ordinal = positionAt(scope, at)
  const weekday = ordinal && weekdayAt(scope, ordinal.to)
  const of = ordinal && ofAt(scope, ordinal.to + 1)
  if (!ordinal || weekday === null || of === null) return null
  return {
    to: of,
    grain: 'day',
    take: (whole) => {
      const first = whole.start + ((weekday - weekdayOf(whole.start) + 7) % 7)
      const last = whole.end - 1 - ((weekdayOf(whole.end - 1) - weekday + 7) % 7)
      const day = ordinal.value > 0 ? first + (ordinal.value - 1) * 7 : last
      return day < whole.end ? { start: day, end: day + 1 } : null
    },
  }
}

const THIRDS: Readonly<Record<string, 0 | 1 | 2>> = {
  early: 0,
  beginning: 0,
  start: 0,
  mid: 1,
  middle: 1,
  late: 2,
  end: 2,
}

/** `early May`, `mid-2025`, `the end of the year`: thirds, in whole months of a year and in tens of days of a month. */
const third: SelectorParser = (scope, at) => {
  const word = wordAt(scope, at)
  const which = own(THIRDS, word)
  if (which === undefined) return null
  const joint = wordAt(scope, at + 1) === '-' ? at + 2 : at + 1
  const named = /^(early|mid|late)$/.test(word)
  const of = ofAt(scope, joint)
  if (!named && (of === null || wordAt(scope, joint) === 'in')) return null
  const to = of ?? joint
  return {
    to,
    grain: 'day',
    take: (whole) => thirdOf(whole, which),
    ...(!named && { edge: (whole: Span) => edgeOf(whole, which) }),
    assumed: [`${['the first', 'the middle', 'the last'][which] ?? ''} third`],
  }
}

const edgeOf = (whole: Span, which: 0 | 1 | 2): number =>
  [whole.start, whole.start + Math.floor((whole.end - whole.start) / 2), whole.end][which] ?? whole.end

function thirdOf(whole: Span, which: 0 | 1 | 2): Span {
  const days = whole.end - whole.start
  const start = civilOf(whole.start)
  const cut = (index: number): number => {
    if (index === 0) return whole.start
    if (index === 3) return whole.end
    if (days > 360 && days < 370) return dayOf(start.year, start.month + index * 4, 1)
    return whole.start + (days >= 28 && days <= 31 ? index * 10 : Math.round((days * index) / 3))
  }
  return { start: cut(which), end: cut(which + 1) }
}

/** `week of 3 March`, `week commencing`, `w/c`, `week ending`. */
const weekOf: SelectorParser = (scope, at) => {
  const short = /^w$/.test(wordAt(scope, at)) && wordAt(scope, at + 1) === '/' ? wordAt(scope, at + 2) : ''
  if (short === 'c' || short === 'e') return { to: at + 3, grain: 'week', take: weekAround(short === 'e') }
  if (wordAt(scope, at) !== 'week') return null
  const word = wordAt(scope, at + 1)
  if (!/^(of|beginning|commencing|starting|ending|containing|with|from)$/.test(word)) return null
  const to = wordAt(scope, at + 2) === 'on' ? at + 3 : at + 2
  const piece = scope.pieceAt(to)
  return piece && piece.span.end - piece.span.start <= 4
    ? { to, grain: 'week', take: weekAround(word === 'ending') }
    : null
}

const weekAround =
  (ending: boolean): Selector['take'] =>
  (whole, scope) =>
    ending
      ? { start: whole.start - 6, end: whole.start + 1 }
      : {
          start: weekStartOf(whole.start, scope.calendar.weekStart),
          end: weekStartOf(whole.start, scope.calendar.weekStart) + 7,
        }

/** `the 18th of last month`, `first of the month` (not of a named month, which is a date). */
const dayOfMonth: SelectorParser = (scope, at) => {
  const ordinal = ordinalAt(scope, at)
  const of = ordinal && ofAt(scope, ordinal.to)
  if (!ordinal || of === null || ordinal.value > 31) return null
  const unitAtWord = /^(this|last|next|the|previous|following)$/.test(wordAt(scope, of))
    ? wordAt(scope, of + 1)
    : ''
  return unitAtWord === 'month' ? { to: of, grain: 'day', take: takeUnits('day', ordinal.value, 1) } : null
}

/** `Monday of next week` */
const weekdayOfWeek: SelectorParser = (scope, at) => {
  const start = wordAt(scope, at) === 'on' ? at + 1 : at
  const weekday = weekdayAt(scope, start)
  const of = weekday === null ? null : ofAt(scope, start + 1)
  if (weekday === null || of === null) return null
  return { to: of, grain: 'day', take: (whole, scopeOf) => onWeekday(scopeOf, whole, weekday) }
}

const onWeekday = (scope: Scope, whole: Span, weekday: number): Span | null => {
  if (whole.end - whole.start !== 7) return null
  const day = inWeekOf(scope, whole.start, weekday)
  return { start: day, end: day + 1 }
}

/** `the rest of the week`, `earlier this month`, `later in the year`. */
const aroundNow: SelectorParser = (scope, at) => {
  const word = wordAt(scope, at)
  if (/^(rest|remaining|remainder)$/.test(word)) {
    const of = wordAt(scope, at + 1) === 'of' ? at + 2 : null
    return of === null ? null : { to: of, grain: 'day', take: afterNow }
  }
  if (word !== 'earlier' && word !== 'later') return null
  const to = wordAt(scope, at + 1) === 'in' ? at + 2 : at + 1
  return { to, grain: 'day', take: word === 'earlier' ? beforeNow : afterNow }
}

const beforeNow: Selector['take'] = (whole, scope) =>
  whole.start < scope.today && whole.end > scope.today ? { start: whole.start, end: scope.today } : null
const afterNow: Selector['take'] = (whole, scope) =>
  whole.end > scope.today && whole.start <= scope.today ? { start: scope.today, end: whole.end } : null

const SELECTORS: readonly SelectorParser[] = [
  nthUnit,
  nthWeekday,
  third,
  weekOf,
  endingWith,
  dayOfMonth,
  weekdayOfWeek,
  aroundNow,
]

/** `next week Wednesday`, `first week of October on Friday`. */
export const parseWeekThenDay =
  (weeks: readonly PieceParser[]): PieceParser =>
  (scope, at) => {
    for (const parse of weeks) {
      const week = parse(scope, at)
      if (!week || week.span.end - week.span.start !== 7) continue
      const dot = wordAt(scope, week.to) === '.' ? week.to + 1 : week.to
      const start = /^(on|-|,)$/.test(wordAt(scope, dot)) ? dot + 1 : dot
      const weekday = weekdayAt(scope, start)
      if (weekday === null) continue
      return yearlessPart(scope, { at, to: start + 1, grain: 'day' }, week, (span) =>
        onWeekday(scope, span, weekday),
      )
    }
    return null
  }
