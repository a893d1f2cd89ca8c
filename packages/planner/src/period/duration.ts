import { own } from '../text/own.ts'
import { countAt } from './numbers.ts'
import { type Scope, wordAt } from './piece.ts'
import { addUnits, UNITS, type UnitName } from './unit.ts'
import { unitNamed } from './words.ts'

export interface UnitWords {
  readonly unit: UnitName
  readonly to: number
}

const FISCAL = new Set(['fiscal', 'financial'])
const CALENDAR = new Set(['calendar', 'full', 'complete', 'whole', 'entire', 'completed'])
const LETTERS: Readonly<Record<string, UnitName>> = {
  d: 'day',
  w: 'week',
  m: 'month',
  q: 'quarter',
  y: 'year',
}

/** `week`, `fiscal quarter`, `calendar year`, `working week`, and the letter of `90d`. */
export function unitAt(scope: Scope, at: number): UnitWords | null {
  const word = wordAt(scope, at)
  if (FISCAL.has(word)) return fiscalUnit(scope, at)
  if (word === 'fy' && scope.tokens[at + 1]?.value == null) return { unit: 'fiscal year', to: at + 1 }
  if (CALENDAR.has(word)) return unitAt(scope, at + 1)
  if (/^(working|work|business)$/.test(word) && /^weeks?$/.test(wordAt(scope, at + 1)))
    return { unit: 'workweek', to: at + 2 }
  const unit = letterUnit(scope, at) ?? unitNamed(word)
  return unit ? { unit, to: at + 1 } : null
}

const letterUnit = (scope: Scope, at: number): UnitName | undefined =>
  scope.tokens[at]?.glued && scope.tokens[at - 1]?.value != null ? own(LETTERS, wordAt(scope, at)) : undefined

function fiscalUnit(scope: Scope, at: number): UnitWords | null {
  const fiscal = `fiscal ${unitNamed(wordAt(scope, at + 1))}`
  return fiscal in UNITS ? { unit: fiscal as UnitName, to: at + 2 } : null
}

export interface DurationPart {
  readonly unit: UnitName
  readonly count: number
}

export interface Duration {
  readonly parts: readonly DurationPart[]
  readonly to: number
}

const JOINS = new Set(['and', ','])

/** `3 weeks`, `2 years 1 month and 21 days`. */
export function durationAt(scope: Scope, at: number): Duration | null {
  const parts: DurationPart[] = []
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

/** A day moved by a duration. */
export const moveBy = (day: number, parts: readonly DurationPart[], sign: 1 | -1): number =>
  parts.reduce((moved, { unit, count }) => addUnits(moved, unit, sign * count), day)
