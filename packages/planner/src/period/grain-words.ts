import { own } from '../text/own.ts'
import { type GrainName, type Scope, wordAt } from './piece.ts'
import { CLOSED_WORDS, pluralWeekday, weekdayNamed } from './words.ts'

export interface GrainFound {
  readonly at: number
  readonly to: number
  readonly grain: GrainName
  readonly every: boolean
  /** What the words name beyond the grain: `every Monday`. */
  readonly reading?: string
}

const NOUNS: Readonly<Record<string, GrainName>> = {
  second: 'second',
  minute: 'minute',
  hour: 'hour',
  hours: 'hour',
  day: 'day',
  days: 'day',
  date: 'day',
  week: 'week',
  weeks: 'week',
  month: 'month',
  months: 'month',
  quarter: 'quarter',
  quarters: 'quarter',
  year: 'year',
  years: 'year',
  weekday: 'dow',
  weekdays: 'dow',
  dow: 'dow',
}

const ADVERBS: Readonly<Record<string, GrainName>> = {
  hourly: 'hour',
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  yearly: 'year',
  annually: 'year',
  annual: 'year',
  monthwise: 'month',
  weekwise: 'week',
}

const EACH = /^(by|per|each|every)$/
const QUALIFIERS = /^(calendar|fiscal|financial|the|each|every|iso|full|single|order|created)$/

/** `by month`, `per week`, `each quarter`, `monthly`, `day of week`, `month over time`, `week by week`, `every Monday`. */
export function grainAt(scope: Scope, at: number): GrainFound | null {
  return (
    adverb(scope, at) ??
    ofPart(scope, at, at) ??
    led(scope, at) ??
    ofColumn(scope, at) ??
    repeated(scope, at) ??
    recurring(scope, at)
  )
}

/** Kinds of metrics, not grains: weekly active users, annual recurring revenue. */
const METRIC_WORDS =
  /^(active|recurring|run|revenue|salary|plan|plans|subscription|subscriptions|subscribers|fee|fees|contract|contracts|budget|leave|rent|payment|payments|inspection|premium|income)$/

function adverb(scope: Scope, at: number): GrainFound | null {
  const grain = own(ADVERBS, wordAt(scope, at))
  if (!grain) return null
  const next = wordAt(scope, at + 1)
  if (/^(active|recurring|run|returning)$/.test(next)) return null
  return wordAt(scope, at) === 'annual' && METRIC_WORDS.test(next)
    ? null
    : { at, to: at + 1, grain, every: false }
}

function led(scope: Scope, at: number): GrainFound | null {
  if (ASKED.test(wordAt(scope, at))) return asked(scope, at)
  if (!EACH.test(wordAt(scope, at))) return null
  const start = QUALIFIERS.test(wordAt(scope, at + 1)) ? at + 2 : at + 1
  const part = ofPart(scope, at, start)
  if (part) return part
  const grain = own(NOUNS, wordAt(scope, start))
  if (!grain || grain === 'second' || takesName(scope, start)) return null
  return { at, to: start + 1, grain, every: false }
}

const ASKED = /^(which|what)$/

/** `which month had the most orders` */
function asked(scope: Scope, at: number): GrainFound | null {
  const grain = /^(day|week|month|quarter|year)$/.test(wordAt(scope, at + 1))
    ? own(NOUNS, wordAt(scope, at + 1))
    : undefined
  return (
    ofPart(scope, at, at + 1) ??
    (grain && !takesName(scope, at + 1) ? { at, to: at + 2, grain, every: false } : null)
  )
}

/** `by date of birth` names a column; `each month of 2025` does not. */
const takesName = (scope: Scope, at: number): boolean =>
  wordAt(scope, at + 1) === 'of' && scope.pieceAt(at + 2) === null

const PARTS: Readonly<Record<string, GrainName>> = {
  'day week': 'dow',
  'day month': 'day',
  'day year': 'doy',
  'month year': 'month',
  'hour day': 'hour',
}

/** `day of the week`, `month of year` */
function ofPart(scope: Scope, at: number, start: number): GrainFound | null {
  const noun = wordAt(scope, start).replace(/s$/, '')
  if (wordAt(scope, start + 1) !== 'of') return null
  const the = wordAt(scope, start + 2) === 'the' ? 1 : 0
  const grain = PARTS[`${noun} ${wordAt(scope, start + 2 + the)}`]
  if (!grain || (noun === 'month' && the === 1 && start === at)) return null
  if (start === at && noun === 'day' && grain !== 'dow') return null
  return { at, to: start + 3 + the, grain, every: false }
}

/** `by signup month`: the grain is asked of a named date; the name is left to be read. */
function ofColumn(scope: Scope, at: number): GrainFound | null {
  const grain = own(NOUNS, wordAt(scope, at))
  const named = /^\p{L}/u.test(wordAt(scope, at - 1)) && !CLOSED_WORDS.has(wordAt(scope, at - 1))
  const lead = EACH.test(wordAt(scope, at - 2)) || EACH.test(wordAt(scope, at - 3))
  const next = wordAt(scope, at + 1)
  const closed = next === '' || CLOSED_WORDS.has(next) || !/^[\p{L}\d]/u.test(next)
  if (!grain || !named || !lead || !closed || !/^(day|week|month|quarter|year)$/.test(wordAt(scope, at)))
    return null
  return { at, to: at + 1, grain, every: false }
}

/** `month over time`, `week by week`, `day trend`; `month over month` is a comparison. */
function repeated(scope: Scope, at: number): GrainFound | null {
  const grain = own(NOUNS, wordAt(scope, at))
  if (!grain) return null
  const [second, third] = [wordAt(scope, at + 1), wordAt(scope, at + 2)]
  if (second === 'over' && third === 'time') return { at, to: at + 3, grain, every: false }
  if (second === 'by' && third === wordAt(scope, at)) return { at, to: at + 3, grain, every: false }
  if (second === '-' && third === 'by' && wordAt(scope, at + 4) === wordAt(scope, at))
    return { at, to: at + 5, grain, every: false }
  return second === 'level' || second === 'granularity' ? { at, to: at + 2, grain, every: false } : null
}

/** `every Monday`, `on Fridays`, `on weekdays` */
function recurring(scope: Scope, at: number): GrainFound | null {
  const lead = wordAt(scope, at)
  const start = /^(every|each|on)$/.test(lead) ? at + 1 : at
  const word = wordAt(scope, start)
  const plural = pluralWeekday(word)
  const single = lead === 'every' || lead === 'each' ? weekdayNamed(word) : null
  const weekdays = /^(weekdays|weekends)$/.test(word) && start > at
  if (plural === null && single === null && !weekdays) return null
  return { at, to: start + 1, grain: 'dow', every: true, reading: `every ${word.replace(/s$/, '')}` }
}
