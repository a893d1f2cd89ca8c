import { type Scope, wordAt } from './piece.ts'
import { SMALL_NUMBERS, SMALL_ORDINALS, TENS_NUMBERS } from './words.ts'

export interface Counted {
  readonly value: number
  readonly to: number
}

const ARTICLE = new Set(['a', 'an'])
const VAGUE: ReadonlyMap<string, number> = new Map([
  ['couple', 2],
  ['few', 3],
  ['several', 3],
  ['dozen', 12],
])

/** A cardinal before a unit: digits, words to ninety-nine, `a couple of`, `a few`, `half a`, `a`. */
export function countAt(scope: Scope, at: number): Counted | null {
  const digits = digitsAt(scope, at)
  if (digits) return digits
  if (wordAt(scope, at) === 'half' && ARTICLE.has(wordAt(scope, at + 1))) return { value: 0.5, to: at + 2 }
  const start = ARTICLE.has(wordAt(scope, at)) ? at + 1 : at
  const vague = VAGUE.get(wordAt(scope, start))
  if (vague !== undefined) return { value: vague, to: start + (wordAt(scope, start + 1) === 'of' ? 2 : 1) }
  if (start > at) return { value: 1, to: start }
  return cardinalWordsAt(scope, at)
}

function digitsAt(scope: Scope, at: number): Counted | null {
  const token = scope.tokens[at]
  if (token?.value == null || token.text.length > 4) return null
  const next = scope.tokens[at + 1]
  return next?.glued && (next.text === '.' || next.text === ',') && scope.tokens[at + 2]?.glued
    ? null
    : { value: token.value, to: at + 1 }
}

/** `twenty one`, `twenty-one`, `seven` */
function cardinalWordsAt(scope: Scope, at: number): Counted | null {
  return tensAt(scope, at, SMALL_NUMBERS) ?? plain(TENS_NUMBERS, scope, at) ?? plain(SMALL_NUMBERS, scope, at)
}

const SUFFIXES = new Set(['st', 'nd', 'rd', 'th'])

/** `1st`, `first`, `twenty-first`, `31st`; null for a bare number. */
export function ordinalAt(scope: Scope, at: number): Counted | null {
  const token = scope.tokens[at]
  if (token?.value != null) {
    const suffix = scope.tokens[at + 1]
    return suffix && SUFFIXES.has(suffix.text) && token.text.length <= 2
      ? { value: token.value, to: at + 2 }
      : null
  }
  return tensAt(scope, at, SMALL_ORDINALS) ?? plain(SMALL_ORDINALS, scope, at)
}

const plain = (table: ReadonlyMap<string, number>, scope: Scope, at: number): Counted | null => {
  const value = table.get(wordAt(scope, at))
  return value === undefined ? null : { value, to: at + 1 }
}

function tensAt(scope: Scope, at: number, units: ReadonlyMap<string, number>): Counted | null {
  const tens = TENS_NUMBERS.get(wordAt(scope, at))
  if (tens === undefined) return null
  const next = wordAt(scope, at + 1) === '-' ? at + 2 : at + 1
  const unit = units.get(wordAt(scope, next))
  return unit !== undefined && unit > 0 && unit < 10 ? { value: tens + unit, to: next + 1 } : null
}

/** A day of the month, 1–31: `4`, `4th`, `fourth`, `twenty nine`. */
export function dayNumberAt(scope: Scope, at: number): Counted | null {
  const token = scope.tokens[at]
  const found =
    ordinalAt(scope, at) ??
    (token?.value == null ? cardinalWordsAt(scope, at) : { value: token.value, to: at + 1 })
  if (!found || (token?.value != null && token.text.length > 2)) return null
  return found.value >= 1 && found.value <= 31 ? found : null
}

/** A year in words: `nineteen eighty six`, `two thousand and twenty`, `seventeen hundred thirty three`. */
export function yearWordsAt(scope: Scope, at: number): Counted | null {
  const first = cardinalWordsAt(scope, at)
  if (!first) return null
  const scale = SCALES.get(wordAt(scope, first.to))
  return scale === undefined ? pairOfTens(scope, first) : scaledYear(scope, first, scale)
}

const SCALES: ReadonlyMap<string, number> = new Map([
  ['thousand', 1000],
  ['hundred', 100],
])

function scaledYear(scope: Scope, first: Counted, scale: number): Counted | null {
  const next = first.to + 1
  const rest = cardinalWordsAt(scope, wordAt(scope, next) === 'and' ? next + 1 : next)
  const value = first.value * scale + (rest?.value ?? 0)
  return value >= 1000 && value < 3000 ? { value, to: rest?.to ?? next } : null
}

function pairOfTens(scope: Scope, first: Counted): Counted | null {
  const rest = first.value >= 15 && first.value <= 21 ? cardinalWordsAt(scope, first.to) : null
  return rest && rest.value >= 10 ? { value: first.value * 100 + rest.value, to: rest.to } : null
}
