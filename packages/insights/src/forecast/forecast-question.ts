import { findPeriods } from '@numize/planner'
import type { Calendar } from '@numize/semantic'
import type { Span } from '../explain/report.ts'
import { readAmount } from './read-amount.ts'
import { addSteps, stepStart } from './steps.ts'

/** A question about what is to come, taken apart. */
export interface ForecastQuestion {
  /** What, in the asker's words, without the period: "revenue by country"; empty where it points at what was asked before. */
  readonly about: string
  readonly period: Span
  /** The words the period was said in; empty where it was not said. */
  readonly stated: string
  /** It is to be reached by a day, counted from the beginning of that day's fiscal year. */
  readonly isDeadline: boolean
  /** A figure to be reached. */
  readonly target: number | null
}

interface Setting {
  /** Local moment of asking. */
  readonly now: string
  readonly calendar: Calendar
}

const FORECAST = '(?:forecast(?:s|ed)?|prediction|projection|outlook|estimate)'
const REACH =
  '(?:reach|hit|exceed|pass|surpass|cross|top|achieve|make|get to|go (?:over|above)|be (?:over|above|at least))'
const HAVE = '(?:have|get|see|make|earn|sell|gain|win|take in|bring in|process|receive|expect)'

/** What is left of a question is what it is about; the first form that fits. */
const FORMS: readonly (readonly [RegExp, (...groups: string[]) => string])[] = [
  [/^(?:forecast|predict|extrapolate)\s+(.+)$/i, (rest) => rest],
  [/^project\s+(.+)$/i, (rest) => rest],
  [
    new RegExp(`^(?:what(?:'s| is| are) )?(?:the |our |a )?${FORECAST} (?:for|of|on) (.+)$`, 'i'),
    (rest) => rest,
  ],
  [
    /^(?:what(?:'s| is| are) )?(?:the |our )?(?:expected|projected|predicted|forecast(?:ed)?|estimated future) (.+)$/i,
    (rest) => rest,
  ],
  [
    new RegExp(
      `^what(?:'s| is| are) (.+?) (?:expected|projected|predicted|forecast(?:ed)?|likely|going) to (?:be|reach|become)\\b(.*)$`,
      'i',
    ),
    (what, rest) => `${what} ${rest}`,
  ],
  [
    new RegExp(`^(.+?) (?:forecast|prediction|projection|outlook)\\b(.*)$`, 'i'),
    (what, rest) => `${what} ${rest}`,
  ],
  [
    new RegExp(
      `^how (?:much|many) (.+?) (?:will|shall|are|is) (?:we|they|you|there|i)(?: likely to| going to)? (?:be|${HAVE})\\b(.*)$`,
      'i',
    ),
    (what, rest) => `${what} ${rest}`,
  ],
  [
    /^how (?:much|many) (.+?) will (?:be |there be )?(?:\w+ )??((?:next|this|in|by|over|tomorrow|on|during|for)\b.*)$/i,
    (what, rest) => `${what} ${rest}`,
  ],
  [
    /^(?:what|how (?:high|low|big|large)) will (?:the |our )?(.+?) (?:be|become|look like|amount to|come to|reach)\b(.*)$/i,
    (what, rest) => `${what} ${rest}`,
  ],
]
const TARGETS: readonly (readonly [RegExp, (...groups: string[]) => string])[] = [
  [new RegExp(`^(?:will|can|could|do|shall) (?:we|i|they)(?: likely)? ${REACH} (.+)$`, 'i'), (rest) => rest],
  [
    new RegExp(`^(?:will|can|could) (?:the |our )?(.+?) ${REACH} (.+)$`, 'i'),
    (what, rest) => `${what} ${rest}`,
  ],
  [
    new RegExp(
      `^(?:what(?:'s| is| are) (?:the |our )?)?(?:chances?|odds|probability|likelihood) (?:of|that|to) (?:we |us )?(?:${REACH}|reaching|hitting|exceeding|making) (.+)$`,
      'i',
    ),
    (rest) => rest,
  ],
  [
    /^are we (?:still )?on (?:track|course|pace) (?:for|to) (?:reach|hit|make|achieve|get to|do)?\s*(.+)$/i,
    (rest) => rest,
  ],
  [
    /^(?:is|are) (?:the |our )?(.+?) on (?:track|course|pace) (?:for|to) (?:reach|hit|make|achieve|get to|do)?\s*(.+)$/i,
    (what, rest) => `${what} ${rest}`,
  ],
]

const ASSUMED = 'next 3 months'
const POINTS_BACK = /^(?:it|that|this|they|those|these|them)?$/i

/** Null where it asks for nothing to come. */
export function forecastQuestion(question: string, setting: Setting): ForecastQuestion | null {
  const text = question
    .trim()
    .replace(/[?!.\s]+$/, '')
    .replace(/^(?:please|can you|could you|show me)\s+/i, '')
  const aimed = match(text, TARGETS)
  if (aimed !== null) {
    const amount = readAmount(aimed)
    return amount ? read(amount.rest, setting, amount.value) : null
  }
  const about = match(text, FORMS)
  return about === null ? null : read(about, setting, null)
}

function match(text: string, forms: typeof FORMS): string | null {
  for (const [form, rest] of forms) {
    const groups = form.exec(text)?.slice(1)
    if (groups) return rest(...groups)
  }
  return null
}

const AHEAD =
  /\b(?:the )?(\d+|an?|one|two|three|four|five|six|twelve) (days?|weeks?|months?|quarters?|years?) (?:ahead|out|from now|into the future)\b/i

function read(text: string, setting: Setting, target: number | null): ForecastQuestion | null {
  const plain = text
    .replace(AHEAD, 'over the next $1 $2')
    .replace(/\bby (year|month|quarter) end\b/i, 'by the end of the $1')
  const found = periodIn(plain, setting)
  const said = found ?? periodIn(ASSUMED, setting)
  if (!said) return null
  const about = found ? `${plain.slice(0, found.span[0])} ${plain.slice(found.span[1])}` : plain
  return {
    about: tidy(about),
    period: said.period,
    stated: found ? plain.slice(...found.span).trim() : '',
    isDeadline: said.isDeadline,
    target,
  }
}

const tidy = (about: string): string => {
  const plain = about
    .replace(/\s+/g, ' ')
    .replace(/^\s*(?:the|our|my|a|an|in|of|for|to)\s+/i, '')
    .replace(/\s+(?:in|for|by|over|of|on|to|be|during|at)\s*$/i, '')
    .trim()
  return POINTS_BACK.test(plain) ? '' : plain
}

interface Said {
  readonly span: readonly [number, number]
  readonly period: Span
  readonly isDeadline: boolean
}

/** The last period said that is not over, of those the grammar of periods finds. */
function periodIn(text: string, { now, calendar }: Setting): Said | null {
  const today = now.slice(0, 10)
  const said = findPeriods(text, { now, calendar, prefer: 'future' }).findLast(
    ({ kind, end }) => kind === 'range' && end !== null && end.slice(0, 10) > today,
  )
  if (!said || said.end === null) return null
  const before = /\b(?:by|before)\s*$/i.exec(text.slice(0, said.span[0]))
  const span = [said.span[0] - (before?.[0].length ?? 0), said.span[1]] as const
  const words = text.slice(...span)
  const isDeadline = /^\s*(?:by|before)\b/i.test(words)
  const end = said.end.slice(0, 10)
  const start = isDeadline
    ? fiscalYearOf(addSteps(end, -1, 'day'), calendar)
    : (said.start ?? now).slice(0, 10)
  return { span, period: { start, end }, isDeadline }
}

/** First day of the fiscal year that holds a day. */
function fiscalYearOf(day: string, { fiscalYearStartMonth, weekStart }: Calendar): string {
  const shifted = addSteps(stepStart(day, 'month', { weekStart }), 1 - fiscalYearStartMonth, 'month')
  return addSteps(stepStart(shifted, 'year', { weekStart }), fiscalYearStartMonth - 1, 'month')
}
