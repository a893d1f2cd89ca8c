import { isoDate, type Span } from './calendar-date.ts'
import { type Counted, countAt } from './numbers.ts'
import { type Piece, type PieceParser, type Scope, wordAt } from './piece.ts'
import { addUnits, UNITS, type UnitName, unitSpan } from './unit.ts'
import { clockUnitNamed, LAST_WORDS, NEXT_WORDS, THIS_WORDS, unitNamed } from './words.ts'

interface UnitWords {
  readonly unit: UnitName
  readonly to: number
}

const FISCAL = new Set(['fiscal', 'financial'])
const CALENDAR = new Set(['calendar', 'full', 'complete', 'whole', 'entire', 'completed'])

/** `week`, `fiscal quarter`, `calendar year`, `working week`, `business days` (as days). */
export function unitAt(scope: Scope, at: number): UnitWords | null {
  const word = wordAt(scope, at)
  if (FISCAL.has(word)) {
    const unit = unitNamed(wordAt(scope, at + 1))
    const fiscal = `fiscal ${unit}`
    return fiscal in UNITS ? { unit: fiscal as UnitName, to: at + 2 } : null
  }
  if (word === 'fy') return { unit: 'fiscal year', to: at + 1 }
  if (CALENDAR.has(word)) return unitAt(scope, at + 1)
  if (
    (word === 'working' || word === 'work' || word === 'business') &&
    /^weeks?$/.test(wordAt(scope, at + 1))
  )
    return { unit: 'workweek', to: at + 2 }
  const unit = unitNamed(word)
  return unit ? { unit, to: at + 1 } : null
}

type Direction = -1 | 0 | 1
export const directionAt = (scope: Scope, at: number): Direction | null => {
  const word = wordAt(scope, at)
  return LAST_WORDS.has(word) ? -1 : NEXT_WORDS.has(word) ? 1 : THIS_WORDS.has(word) ? 0 : null
}

/** `last week`, `the last 3 months`, `5 past years`, `next two quarters`, `the year`, `rolling 7 days`, `past 24 hours`. */
export const parseRelativeUnit: PieceParser = (scope, at) => {
  const start = wordAt(scope, at) === 'the' || wordAt(scope, at) === 'a' ? at + 1 : at
  const direction = directionAt(scope, start)
  if (direction !== null)
    return afterModifier(scope, { at, next: start + 1, word: wordAt(scope, start) }, direction)
  const count = countAt(scope, start)
  const turned = count ? directionAt(scope, count.to) : null
  const unit = count && turned ? unitAt(scope, count.to + 1) : null
  if (count && turned && unit)
    return counted(scope, { at, ...unit, word: wordAt(scope, count.to) }, turned * count.value)
  return start > at ? currentUnit(scope, at, start) : null
}

interface Modified {
  readonly at: number
  readonly next: number
  readonly word: string
}

function afterModifier(scope: Scope, said: Modified, direction: Direction): Piece | null {
  const { at, next, word } = said
  const single = unitAt(scope, next)
  if (single && !/s$/.test(wordAt(scope, single.to - 1)))
    return trailingDash(scope, single.to) ? null : single1(scope, { at, ...single, word }, direction)
  const business = businessDays(scope, said, direction)
  if (business) return business
  const count = countAt(scope, next)
  if (!count || direction === 0) return count ? null : plural(scope, said, direction)
  const dash = wordAt(scope, count.to) === '-' ? count.to + 1 : count.to
  const unit = unitAt(scope, dash)
  if (unit) return counted(scope, { at, ...unit, word }, direction * count.value)
  return clock(scope, { at, count, word }, direction)
}

const trailingDash = (scope: Scope, to: number): boolean =>
  wordAt(scope, to) === '-' && scope.tokens[to]?.glued === true && wordAt(scope, to + 1) === 'to'

/** `the last weeks`: a few, said so. */
function plural(scope: Scope, { at, next, word }: Modified, direction: Direction): Piece | null {
  const hour = clockUnitNamed(wordAt(scope, next))
  if (hour) return clock(scope, { at, count: { value: 1, to: next }, word }, direction)
  const unit = direction === 0 ? null : unitAt(scope, next)
  if (!unit) return null
  const piece = counted(scope, { at, ...unit, word }, direction * 3)
  return { ...piece, assumed: [`three ${unit.unit}s, as no number was given`, ...piece.assumed] }
}

interface Words extends UnitWords {
  readonly at: number
  readonly word: string
}

const shiftOf = (unit: UnitName, count: number): Pick<Piece, 'shift'> => {
  const grain = UNITS[unit].grain
  if (grain === 'hour' || grain === 'minute' || grain === 'second') return {}
  return UNITS[unit].within || unit === 'decade' || unit === 'century' || unit === 'half'
    ? {}
    : { shift: { kind: 'shift', count, grain } }
}

const weekAssumed = (scope: Scope, unit: UnitName): readonly string[] => {
  const { calendar } = scope
  if (UNITS[unit].fiscal) return [`the fiscal year starts in month ${calendar.fiscalYearStartMonth}`]
  const name = calendar.weekStart
  return unit === 'week' ? [`weeks start on ${name.charAt(0).toUpperCase()}${name.slice(1)}`] : []
}

/** One unit before, at or after now. */
function single1(scope: Scope, words: Words, direction: Direction): Piece {
  const { at, to, unit, word } = words
  const skipped = wordAt(scope, to) === 'after' && wordAt(scope, to + 1) === 'next' ? 1 : 0
  const span = unitSpan(unit, scope.today, scope.calendar, direction + skipped)
  const trailing =
    direction < 0 && (word === 'rolling' || word === 'trailing') ? trailingSpan(scope, unit, -1) : null
  const others = direction < 0 && word === 'past' ? [trailingSpan(scope, unit, -1)] : []
  return {
    at,
    to: to + skipped * 2,
    grain: UNITS[unit].grain,
    span: trailing ?? span,
    others: others.filter((other) => other.start !== span.start || other.end !== span.end),
    assumed: weekAssumed(scope, unit),
    ...(direction < 0 && shiftOf(unit, 1)),
  }
}

/** So many units up to now, or from now on, whole days. */
export function trailingSpan(scope: Scope, unit: UnitName, count: number): Span {
  const anchor = count < 0 ? scope.openDay : scope.today + 1
  const other = addUnits(anchor, unit, count)
  return count < 0 ? { start: other, end: anchor } : { start: anchor, end: other }
}

const completeSpan = (scope: Scope, unit: UnitName, count: number): Span =>
  count < 0
    ? {
        start: unitSpan(unit, scope.openDay, scope.calendar, count).start,
        end: unitSpan(unit, scope.openDay, scope.calendar, -1).end,
      }
    : {
        start: unitSpan(unit, scope.today, scope.calendar, 1).start,
        end: unitSpan(unit, scope.today, scope.calendar, count).end,
      }

/** N units: whole days before today, or complete weeks, months … before the one that runs; `rolling` counts back from today. */
function counted(scope: Scope, words: Words, count: number): Piece {
  const { at, unit, word } = words
  const rolling = word === 'rolling' || word === 'trailing' || unit === 'day' || !Number.isInteger(count)
  const trailing = trailingSpan(scope, unit, count)
  const complete = rolling ? trailing : completeSpan(scope, unit, count)
  const size = UNITS[unit].within ? [] : [trailing]
  const today = todayWord(scope, words.to)
  const including = { start: trailing.start + 1, end: scope.today + 1 }
  const span = today?.included && count < 0 ? including : complete
  const others = [
    ...(span === complete ? size : [complete]),
    ...(unit === 'day' && count < 0 ? [including] : []),
  ]
  return {
    at,
    to: today?.to ?? words.to,
    grain: rolling ? 'day' : UNITS[unit].grain,
    span: span.start < span.end ? span : trailing,
    others: others.filter((other) => other.start !== span.start || other.end !== span.end),
    assumed: [
      ...(rolling || today ? (today ? [] : ['whole days only, without today']) : [`complete ${unit}s only`]),
      ...weekAssumed(scope, unit),
    ],
    ...shiftOf(unit, Math.abs(Math.round(count))),
    ...(rolling && { reading: trailingReading(span, count) }),
  }
}

const trailingReading = (span: Span, count: number): string =>
  `the ${span.end - span.start} days ${count < 0 ? `to ${isoDate(span.end - 1)}` : `from ${isoDate(span.start)}`}`

/** `including today`, `excluding today` */
function todayWord(scope: Scope, at: number): { to: number; included: boolean } | null {
  const start = wordAt(scope, at) === ',' || wordAt(scope, at) === '(' ? at + 1 : at
  if (wordAt(scope, start + 1) !== 'today') return null
  const included = /^(including|incl|with)$/.test(wordAt(scope, start))
  return included || /^(excluding|excl|without)$/.test(wordAt(scope, start))
    ? { to: start + 2, included }
    : null
}

function businessDays(scope: Scope, { at, next }: Modified, direction: Direction): Piece | null {
  const count = countAt(scope, next)
  const from = count?.to ?? next
  if (!/^(business|working|work)$/.test(wordAt(scope, from)) || !/^days?$/.test(wordAt(scope, from + 1)))
    return null
  if (direction === 0) return null
  let left = count?.value ?? 1
  let day = scope.today
  let first: number | null = null
  while (left > 0 && left < 1000) {
    day += direction
    if (unitSpan('workweek', day, scope.calendar).end <= day) continue
    first ??= day
    left--
  }
  const edges = [first ?? day, day]
  const span = { start: Math.min(...edges), end: Math.max(...edges) + 1 }
  return { at, to: from + 2, grain: 'day', span, others: [], assumed: ['business days are Monday to Friday'] }
}

/** `the year`, `the month`: the one that runs. */
function currentUnit(scope: Scope, at: number, start: number): Piece | null {
  const unit = wordAt(scope, at) === 'the' ? unitAt(scope, start) : null
  if (!unit || /s$/.test(wordAt(scope, unit.to - 1))) return null
  if (/^(week|month|quarter|year|day)$/.test(unit.unit) && /^(before|after)$/.test(wordAt(scope, unit.to)))
    return beside(scope, { at, ...unit, word: '' })
  if (unit.unit === 'half' || unit.unit === 'decade' || unit.unit === 'century') return null
  if (
    !/^(in|for|of|during|over|within|by)$/.test(wordAt(scope, at - 1)) &&
    !['fortnight', 'weekend'].includes(unit.unit)
  )
    return null
  if (/^(of|with|when|where|number|day)$/.test(wordAt(scope, unit.to))) return null
  return single1(scope, { at, ...unit, word: 'the' }, 0)
}

/** `the week after next`, `the year before last`, `the month before`. */
function beside(scope: Scope, words: Words): Piece {
  const direction = wordAt(scope, words.to) === 'before' ? -1 : 1
  const twice = wordAt(scope, words.to + 1) === (direction < 0 ? 'last' : 'next')
  const followed = /^[\p{L}\d]/u.test(wordAt(scope, words.to + 1))
  const offset = twice ? direction * 2 : followed ? 0 : direction
  return {
    at: words.at,
    to: words.to + (twice ? 2 : followed ? 0 : 1),
    grain: UNITS[words.unit].grain,
    span: unitSpan(words.unit, scope.today, scope.calendar, offset),
    others: [],
    assumed: weekAssumed(scope, words.unit),
    ...(offset < 0 && shiftOf(words.unit, -offset)),
  }
}

/** Hours and minutes up to now, to the second. */
function clock(
  scope: Scope,
  { at, count }: { at: number; count: Counted; word: string },
  direction: Direction,
): Piece | null {
  const unit = clockUnitNamed(wordAt(scope, count.to))
  if (!unit || direction === 0) return null
  const seconds = count.value * (unit === 'hour' ? 3600 : 60)
  const now = secondsOf(scope)
  const [start, end] = direction < 0 ? [now - seconds, now] : [now, now + seconds]
  return {
    at,
    to: count.to + 1,
    grain: unit,
    span: { start: Math.floor(start / 86_400), end: Math.ceil(end / 86_400) },
    others: [],
    assumed: [],
    clock: { start: isoMoment(start), end: isoMoment(end) },
  }
}

const secondsOf = (scope: Scope): number => {
  const [hours = 0, minutes = 0, seconds = 0] = scope.now.slice(11, 19).split(':').map(Number)
  return scope.today * 86_400 + hours * 3600 + minutes * 60 + seconds
}

function isoMoment(moment: number): string {
  const day = Math.floor(moment / 86_400)
  const rest = moment - day * 86_400
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  return `${isoDate(day)}T${two(rest / 3600)}:${two((rest % 3600) / 60)}:${two(rest % 60)}`
}
