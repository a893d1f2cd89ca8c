import { weekdayOf } from './calendar-date.ts'
import { countAt } from './numbers.ts'
import { type Piece, type PieceParser, phraseAt, type Scope, wordAt } from './piece.ts'
import { unitAt } from './relative-unit.ts'
import { weekdayAt } from './spoken.ts'
import { addUnits, UNITS, type UnitName, unitSpan, weekStartOf } from './unit.ts'

interface Part {
  readonly unit: UnitName
  readonly count: number
}

interface Duration {
  readonly parts: readonly Part[]
  readonly to: number
}

const JOINS = new Set(['and', ','])

/** `3 weeks`, `2 years 1 month and 21 days`. */
export function durationAt(scope: Scope, at: number): Duration | null {
  const parts: Part[] = []
  let to = at
  for (;;) {
    const start = parts.length > 0 && JOINS.has(wordAt(scope, to)) ? to + 1 : to
    const count = countAt(scope, start)
    const unit = count && unitAt(scope, count.to)
    if (!count || !unit || unit.unit === 'half') break
    parts.push({ unit: unit.unit, count: count.value })
    to = unit.to
  }
  return parts.length > 0 ? { parts, to } : null
}

const move = (day: number, parts: readonly Part[], sign: 1 | -1): number =>
  parts.reduce((moved, { unit, count }) => addUnits(moved, unit, sign * count), day)

const AGO = new Set(['ago', 'earlier', 'back', 'prior'])
const HENCE = new Set(['later', 'hence'])
const STARTING = ['starting', 'beginning', 'from', 'commencing']

/** A day or a unit counted from another: `3 weeks ago`, `in two months`, `2 days before Christmas`, `3 days starting Monday`. */
export const parseOffset: PieceParser = (scope, at) => {
  const lead = wordAt(scope, at)
  const start = lead === 'in' || lead === 'for' ? at + 1 : at
  const duration = durationAt(scope, start)
  if (!duration) return null
  const words = { at, duration }
  if (lead === 'for') return startingAt(scope, words)
  return (start > at ? inSoMuch(scope, words) : null) ?? (start === at ? counted(scope, words) : null)
}

interface Words {
  readonly at: number
  readonly duration: Duration
}

function counted(scope: Scope, words: Words): Piece | null {
  const { at, duration } = words
  const next = wordAt(scope, duration.to)
  if (AGO.has(next)) return ago(scope, at, duration)
  if (HENCE.has(next)) return dayPiece(scope, at, duration.to + 1, move(scope.today, duration.parts, 1))
  return startingAt(scope, words) ?? fromAnchor(scope, words)
}

const ANCHORS: Readonly<Record<string, 1 | -1>> = { before: -1, after: 1, from: 1, since: 1, following: 1 }

function fromAnchor(scope: Scope, { at, duration }: Words): Piece | null {
  const sign = ANCHORS[wordAt(scope, duration.to)]
  const anchor = sign ? anchorAt(scope, duration.to + 1) : null
  if (!sign || !anchor) return null
  const moved = dayPiece(scope, at, anchor.to, move(anchor.span.start, duration.parts, sign))
  const others = anchor.others.map((other) => {
    const day = move(other.start, duration.parts, sign)
    return { start: day, end: day + 1 }
  })
  return { ...moved, others, assumed: anchor.assumed }
}

/** What an offset is counted from; ahead of today where no year is said. */
function anchorAt(scope: Scope, at: number): Piece | null {
  const piece = scope.pieceAt(at)
  const ahead = piece?.others.find((other) => other.start > scope.today)
  return piece && ahead && piece.span.start <= scope.today && piece.assumed.length > 0
    ? { ...piece, span: ahead, others: [piece.span] }
    : piece
}

/** `in 3 weeks`, `in two years since 2011` */
function inSoMuch(scope: Scope, { at, duration }: Words): Piece | null {
  const next = wordAt(scope, duration.to)
  if (next === 'of' || AGO.has(next)) return null
  const anchored = fromAnchor(scope, { at, duration })
  return anchored ?? dayPiece(scope, at, duration.to, move(scope.today, duration.parts, 1))
}

/** `3 days starting from next Monday`, `for a week, from 20 December` */
function startingAt(scope: Scope, { at, duration }: Words): Piece | null {
  const comma = wordAt(scope, duration.to) === ',' ? duration.to + 1 : duration.to
  const word = wordAt(scope, comma)
  const lasting = wordAt(scope, at) === 'for'
  if (!STARTING.includes(word) || (word === 'from' && !lasting)) return null
  const next = ['from', 'on'].includes(wordAt(scope, comma + 1)) ? comma + 2 : comma + 1
  const anchor = anchorOrLatest(scope, next)
  if (!anchor) return null
  const spanFrom = (start: number) => ({ start, end: move(start, duration.parts, 1) })
  return {
    at,
    to: anchor.to,
    grain: 'day',
    span: spanFrom(anchor.span.start),
    others: anchor.others.map((other) => spanFrom(other.start)),
    assumed: anchor.assumed,
  }
}

const anchorOrLatest = (scope: Scope, at: number): Piece | null => scope.pieceAt(at)

const dayPiece = (scope: Scope, at: number, to: number, day: number): Piece => {
  const weekdayWord = ['on', ','].includes(wordAt(scope, to)) ? to + 1 : to
  const weekday = weekdayAt(scope, weekdayWord)
  const chosen = weekday === null ? day : inWeekOf(scope, day, weekday)
  return {
    at,
    to: weekday === null ? to : weekdayWord + 1,
    grain: 'day',
    span: { start: chosen, end: chosen + 1 },
    others: [],
    assumed: [],
  }
}

/** The weekday in the week of a day. */
export function inWeekOf(scope: Scope, day: number, weekday: number): number {
  const start = weekStartOf(day, scope.calendar.weekStart)
  return start + ((weekday - weekdayOf(start) + 7) % 7)
}

/** `2 months ago` is that month, or the day two months back. */
function ago(scope: Scope, at: number, duration: Duration): Piece {
  const day = move(scope.today, duration.parts, -1)
  const [only] = duration.parts
  const piece = dayPiece(scope, at, duration.to + 1, day)
  if (!only || duration.parts.length > 1 || only.unit === 'day' || !Number.isInteger(only.count)) return piece
  const { grain } = UNITS[only.unit]
  const shift =
    grain === 'second' || grain === 'minute' || grain === 'hour'
      ? {}
      : { shift: { kind: 'shift', count: only.count, grain } as const }
  if (piece.to > duration.to + 1) return piece
  return {
    ...piece,
    grain,
    span: unitSpan(only.unit, day, scope.calendar),
    others: [piece.span],
    assumed: [`the whole ${only.unit}`],
    ...shift,
  }
}

/** `Monday two weeks from now`, `Thursday, two years from now`. */
export const parseWeekdayOffset: PieceParser = (scope, at) => {
  const weekday = weekdayAt(scope, at)
  if (weekday === null) return null
  const start = wordAt(scope, at + 1) === ',' ? at + 2 : at + 1
  const offset = durationAt(scope, start) ? parseOffset(scope, start) : null
  if (!offset || offset.span.end - offset.span.start > 31) return null
  const day = inWeekOf(scope, offset.shift ? offset.span.start : offset.span.start, weekday)
  return { ...offset, at, span: { start: day, end: day + 1 }, grain: 'day', others: [] }
}

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

const TO_DATE_FIRST = new Set(TO_DATE.map(({ words }) => words[0]))

/** `YTD`, `month to date`, `so far this year`: up to now. */
export const parseToDate: PieceParser = (scope, at) => {
  const start = wordAt(scope, at) === 'the' ? at + 1 : at
  if (!TO_DATE_FIRST.has(wordAt(scope, start))) return null
  for (const { words, unit } of TO_DATE) {
    const to = phraseAt(scope, start, words)
    if (to === null) continue
    const whole = unitSpan(unit, scope.today, scope.calendar)
    const end = Math.max(scope.freshDay, whole.start + 1)
    return {
      at,
      to,
      grain: UNITS[unit].grain,
      span: { start: whole.start, end },
      others: [whole],
      assumed: [],
    }
  }
  return null
}
