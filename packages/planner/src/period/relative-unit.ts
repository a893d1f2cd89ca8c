import { businessDaysAt } from './business-days.ts'
import { clockRange } from './clock-range.ts'
import { durationAt, type UnitWords, unitAt } from './duration.ts'
import { countAt } from './numbers.ts'
import { type Piece, type PieceParser, type Scope, wordAt } from './piece.ts'
import { compoundPiece, oneUnit, severalUnits } from './relative-span.ts'
import { clockUnitNamed, LAST_WORDS, NEXT_WORDS, THIS_WORDS } from './words.ts'

export type Direction = -1 | 0 | 1

/** −1 for `last`, 0 for `this`, 1 for `next` and their like, null for other words. */
export const directionAt = (scope: Scope, at: number): Direction | null => {
  const word = wordAt(scope, at)
  return LAST_WORDS.has(word) ? -1 : NEXT_WORDS.has(word) ? 1 : THIS_WORDS.has(word) ? 0 : null
}

/** `last week`, `the last 3 months`, `5 past years`, `next two quarters`, `the year`, `rolling 7 days`, `past 24 hours`. */
export const parseRelativeUnit: PieceParser = (scope, at) => {
  const lead = /^(the|a)$/.test(wordAt(scope, at)) ? at + 1 : at
  const start = wordAt(scope, lead) === 'most' && wordAt(scope, lead + 1) === 'recent' ? lead + 1 : lead
  const direction = directionAt(scope, start)
  if (direction !== null)
    return afterModifier(scope, { at, next: start + 1, word: wordAt(scope, start) }, direction)
  return numberFirst(scope, at, start) ?? (start > at ? currentUnit(scope, at, start) : null)
}

/** `the 5 past years` */
function numberFirst(scope: Scope, at: number, start: number): Piece | null {
  const count = countAt(scope, start)
  const direction = count ? directionAt(scope, count.to) : null
  const unit = count && direction ? unitAt(scope, count.to + 1) : null
  if (!count || !direction || !unit || (count.value > 1 && !isPlural(scope, unit))) return null
  return severalUnits(scope, { at, ...unit, word: wordAt(scope, count.to) }, direction * count.value)
}

const isPlural = (scope: Scope, unit: UnitWords): boolean => wordAt(scope, unit.to - 1).endsWith('s')

interface Modified {
  readonly at: number
  readonly next: number
  readonly word: string
}

function afterModifier(scope: Scope, said: Modified, direction: Direction): Piece | null {
  const { at, next, word } = said
  const single = unitAt(scope, next)
  if (single && !isPlural(scope, single))
    return beforeToDate(scope, single.to) ? null : oneUnit(scope, { at, ...single, word }, direction)
  if (direction === 0) return null
  return businessDaysAt(scope, at, next, direction) ?? several(scope, said, direction)
}

/** `this year-to-date` is another phrase. */
const beforeToDate = (scope: Scope, to: number): boolean =>
  wordAt(scope, to) === '-' && wordAt(scope, to + 1) === 'to'

function several(scope: Scope, said: Modified, direction: -1 | 1): Piece | null {
  const { at, next, word } = said
  const count = countAt(scope, next)
  if (!count) return plural(scope, said, direction)
  const compound = durationAt(scope, next)
  if (compound && compound.parts.length > 1 && wordAt(scope, compound.to) !== 'ago')
    return compoundPiece(scope, at, compound, direction)
  const unit = unitAt(scope, wordAt(scope, count.to) === '-' ? count.to + 1 : count.to)
  return unit
    ? severalUnits(scope, { at, ...unit, word }, direction * count.value)
    : clockRange(scope, at, count, direction)
}

/** `the last weeks`: three of them, which is said. */
function plural(scope: Scope, { at, next, word }: Modified, direction: -1 | 1): Piece | null {
  if (clockUnitNamed(wordAt(scope, next))) return clockRange(scope, at, { value: 1, to: next }, direction)
  const unit = unitAt(scope, next)
  if (!unit) return null
  const piece = severalUnits(scope, { at, ...unit, word }, direction * 3)
  return { ...piece, assumed: [`three ${unit.unit}s, as no number was given`, ...piece.assumed] }
}

const BEFORE_CURRENT = /^(in|for|of|during|over|within|by|to)$/

/** `the year`, `the month`: the one that runs. */
function currentUnit(scope: Scope, at: number, start: number): Piece | null {
  const unit = wordAt(scope, at) === 'the' ? unitAt(scope, start) : null
  if (!unit || isPlural(scope, unit)) return null
  const next = wordAt(scope, unit.to)
  const words = { at, ...unit, word: 'the' }
  const named = /^(week|month|quarter|year|day)$/.test(unit.unit)
  if (named && /^(before|after)$/.test(next)) return beside(scope, words)
  if (/^(half|decade|century)$/.test(unit.unit) || scope.tokens[unit.to]?.value != null) return null
  if (named && !BEFORE_CURRENT.test(wordAt(scope, at - 1))) return null
  return /^(of|with|when|where|number|day)$/.test(next) ? null : oneUnit(scope, words, 0)
}

/** `the week after next`, `the year before last`, `the month before`. */
function beside(scope: Scope, words: UnitWords & { at: number; word: string }): Piece {
  const direction = wordAt(scope, words.to) === 'before' ? -1 : 1
  const twice = wordAt(scope, words.to + 1) === (direction < 0 ? 'last' : 'next')
  const followed = /^[\p{L}\d]/u.test(wordAt(scope, words.to + 1))
  if (twice) return oneUnit(scope, { ...words, to: words.to + 2 }, direction * 2)
  return followed ? oneUnit(scope, words, 0) : oneUnit(scope, { ...words, to: words.to + 1 }, direction)
}
