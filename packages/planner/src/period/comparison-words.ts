import type { Comparison } from '@numize/semantic'
import { own } from '../text/own.ts'
import { isoDate } from './calendar-date.ts'
import { unitAt } from './duration.ts'
import { countAt } from './numbers.ts'
import { isArticle, type Piece, phraseAt, type Scope, wordAt } from './piece.ts'
import { UNITS, type UnitName } from './unit.ts'
import { LAST_WORDS } from './words.ts'

type Shift = Extract<Comparison, { kind: 'shift' }>

export interface ComparisonFound {
  readonly at: number
  readonly to: number
  /** Null: the period of the same length before the one asked about. */
  readonly comparison: Comparison | null
  /** The other period, where it was named. */
  readonly piece: Piece | null
}

/** `vs last year`, `compared to Q1 2024`, `year over year`, `same period last year`, `than the previous month`. */
export const comparisonAt = (scope: Scope, at: number): ComparisonFound | null =>
  repeatedUnit(scope, at) ?? led(scope, at) ?? samePeriod(scope, at, at) ?? thisTime(scope, at)

const SHORT: Readonly<Record<string, Shift['grain']>> = {
  yoy: 'year',
  mom: 'month',
  qoq: 'quarter',
  wow: 'week',
  dod: 'day',
}

const shiftBy = (grain: Shift['grain'], count = 1): Shift => ({ kind: 'shift', count, grain })

const found = (at: number, to: number, comparison: Comparison | null, piece: Piece | null = null) => ({
  at,
  to,
  comparison,
  piece,
})

/** `YoY`, `y/y`, `year over year`, `month-on-month`. */
const repeatedUnit = (scope: Scope, at: number): ComparisonFound | null =>
  acronym(scope, at) ?? strokes(scope, at) ?? spelledOut(scope, at)

function acronym(scope: Scope, at: number): ComparisonFound | null {
  const grain = own(SHORT, wordAt(scope, at))
  return grain && meansRate(scope, at) ? found(at, at + 1, shiftBy(grain)) : null
}

function strokes(scope: Scope, at: number): ComparisonFound | null {
  const letter = wordAt(scope, at)
  const grain = SHORT[`${letter}o${letter}`]
  return grain && wordAt(scope, at + 1) === '/' && wordAt(scope, at + 2) === letter
    ? found(at, at + 3, shiftBy(grain))
    : null
}

function spelledOut(scope: Scope, at: number): ComparisonFound | null {
  const grain = shiftGrain(unitAt(scope, at)?.unit ?? null)
  if (!grain) return null
  const joint = wordAt(scope, at + 1) === '-' ? at + 2 : at + 1
  const again = wordAt(scope, joint + 1) === '-' ? joint + 2 : joint + 1
  const joined =
    /^(over|on|versus|vs)$/.test(wordAt(scope, joint)) && wordAt(scope, again) === wordAt(scope, at)
  return joined ? found(at, again + 1, shiftBy(grain)) : null
}

/** In lower case `mom` and `wow` are words. */
function meansRate(scope: Scope, at: number): boolean {
  const token = scope.tokens[at]
  const said = token ? scope.text.slice(token.start, token.end) : ''
  if (said !== said.toLowerCase() || /^(yoy|qoq)$/.test(said)) return true
  const near = /^(growth|change|changes|trend|increase|decrease|comparison|rate|delta|%|variation|basis)$/
  return near.test(wordAt(scope, at + 1)) || near.test(wordAt(scope, at - 1))
}

const shiftGrain = (unit: UnitName | null): Shift['grain'] | null => {
  const grain = unit && UNITS[unit].within === undefined ? UNITS[unit].grain : null
  return grain === 'hour' || grain === 'minute' || grain === 'second' ? null : grain
}

const LEADS = [
  'compared to',
  'compared with',
  'compared against',
  'compare to',
  'compare with',
  'comparing to',
  'comparing with',
  'in comparison to',
  'in comparison with',
  'relative to',
  'versus',
  'vs .',
  'vs',
  'v .',
  'against',
  'than',
].map((lead) => lead.split(' '))
const LEAD_WORDS = new Set(LEADS.map(([word]) => word))
const FILLERS = /^(in|for|during|on|over|that|of|those|it|was|at)$/

/** Words after which `from` and `over` compare. */
const CHANGE =
  /^(up|down|change|changed|changes|growth|grew|grow|grown|increase|increased|decrease|decreased|rise|rose|risen|fell|fallen|fall|drop|dropped|decline|declined|improvement|improved|gain|gains)$/

function led(scope: Scope, at: number): ComparisonFound | null {
  const start = leadEnd(scope, at)
  if (start === null) return null
  let next = start
  while (FILLERS.test(wordAt(scope, next))) next++
  const same = samePeriod(scope, at, next, /^(same|this)$/)
  if (same) return same
  const previous = previousPeriod(scope, at, next)
  if (previous) return previous
  const piece = wordAt(scope, at) === 'than' && countAt(scope, next) ? null : scope.pieceAt(next)
  return piece ? found(at, piece.to, comparisonWith(piece), piece) : null
}

function leadEnd(scope: Scope, at: number): number | null {
  const word = wordAt(scope, at)
  if (LEAD_WORDS.has(word)) {
    const ends = LEADS.map((lead) => phraseAt(scope, at, lead))
    return ends.find((end) => end !== null) ?? null
  }
  if (/^(to|with|and)$/.test(word)) return comparing(scope, at) ? at + 1 : null
  return /^(from|over)$/.test(word) && changedSince(scope, at) ? at + 1 : null
}

/** `up from last month`, `growth over the previous year` */
const changedSince = (scope: Scope, at: number): boolean =>
  [1, 2, 3].some((back) => CHANGE.test(wordAt(scope, at - back))) &&
  scope.pieceAt(at + 1)?.shift?.count === 1 &&
  LAST_WORDS.has(lastWord(scope, at + 1))

/** `compare May to June`: the words before are a period, and `compare` stands before them. */
const comparing = (scope: Scope, at: number): boolean =>
  [1, 2, 3].some((back) => scope.pieceAt(at - back)?.to === at) &&
  scope.tokens.slice(0, at).some(({ text }) => text === 'compare' || text === 'comparing')

const lastWord = (scope: Scope, at: number): string =>
  wordAt(scope, wordAt(scope, at) === 'the' ? at + 1 : at)

function comparisonWith(piece: Piece): Comparison {
  return piece.shift ?? { kind: 'range', start: isoDate(piece.span.start), end: isoDate(piece.span.end) }
}

function previousPeriod(scope: Scope, at: number, next: number): ComparisonFound | null {
  const start = wordAt(scope, next) === 'the' ? next + 1 : next
  return /^(previous|prior|preceding|last|earlier)$/.test(wordAt(scope, start)) &&
    /^periods?$/.test(wordAt(scope, start + 1))
    ? found(at, start + 2, null)
    : null
}

/** `this time last year` */
const thisTime = (scope: Scope, at: number): ComparisonFound | null =>
  wordAt(scope, at + 1) === 'time' ? samePeriod(scope, at, at, /^this$/) : null

const SAME_OF =
  /^(period|time|timeframe|month|months|quarter|week|weeks|day|days|date|weekday|year|window|range|dates)$/

/** `the same period last year`, `same week a year ago`, `same month of the previous year`. */
function samePeriod(scope: Scope, at: number, next: number, lead = /^same$/): ComparisonFound | null {
  const start = wordAt(scope, next) === 'the' ? next + 1 : next
  if (!lead.test(wordAt(scope, start)) || !SAME_OF.test(wordAt(scope, start + 1))) return null
  const joint = /^(in|of|on|from|during)$/.test(wordAt(scope, start + 2)) ? start + 3 : start + 2
  const back = backAt(scope, joint)
  return back && found(at, back.to, back.shift)
}

/** `last year`, `the previous month`, `a year ago`, `two years earlier`, `the year before`. */
function backAt(scope: Scope, at: number): { shift: Shift; to: number } | null {
  const start = isArticle(wordAt(scope, at)) ? at + 1 : at
  if (LAST_WORDS.has(wordAt(scope, start))) return unitBack(scope, start + 1, 1)
  const count = countAt(scope, at)
  const ago = count && unitBack(scope, count.to, count.value)
  if (ago && /^(ago|earlier|before|prior|back)$/.test(wordAt(scope, ago.to)))
    return { ...ago, to: ago.to + 1 }
  const before = unitBack(scope, start, 1)
  return before && /^(before|earlier|prior)$/.test(wordAt(scope, before.to))
    ? { ...before, to: before.to + 1 }
    : null
}

function unitBack(scope: Scope, at: number, count: number): { shift: Shift; to: number } | null {
  const unit = unitAt(scope, at)
  const grain = shiftGrain(unit?.unit ?? null)
  return unit && grain ? { shift: shiftBy(grain, count), to: unit.to } : null
}
