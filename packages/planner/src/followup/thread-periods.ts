import type { Calendar } from '@numize/semantic'
import { findPeriods, type PeriodMatch } from '../period/find-periods.ts'
import type { Situation } from '../planner.ts'

const DAY_MS = 86_400_000
/** "the month before", "the previous week": a step back from where the thread stands, where it stands at a period. */
const stepBack =
  /^\W*(and|but|now|what about|how about|or)?\s*(in |for |of )?(the )?(\w+ (before|earlier)( that)?|(previous|prior|preceding) \w+)\W*$/i
const stepOn =
  /^\W*(and|but|now|what about|how about|or)?\s*(in |for |of )?(the )?(\w+ (after|later)( that)?|(next|following|subsequent) \w+)\W*$/i
/** Words that count from now, whatever was asked before. */
const fromNow = /\b(this|last|next|current|previous|past|ago|today|yesterday)\b/i

/**
 * Periods of a question: one without a year is read within the range the thread stands at, and a step back or on
 * starts from that range.
 */
export function threadPeriods(
  said: string,
  { now, previous }: Situation,
  calendar: Calendar,
): readonly PeriodMatch[] {
  const question = previous ? withoutNow(said) : said
  const { start = null, end = null } = previous?.plan.time ?? {}
  if (start !== null && stepBack.test(question))
    return findPeriods(withoutThat(question), { now: midnight(start), calendar })
  if (end !== null && stepOn.test(question))
    return findPeriods(withoutThat(question), { now: midnight(dayBefore(end)), calendar })
  const matches = findPeriods(question, { now, calendar })
  if (end === null || end >= now) return matches
  const anchored = findPeriods(question, { now: midnight(end), calendar })
  return matches.map((match, at) => {
    const other = anchored[at]
    const free = match.assumed.length > 0 && !fromNow.test(question)
    return free && other && other.span[0] === match.span[0] ? other : match
  })
}

/** "the week before that" → "the week before     ": offsets stay. */
const withoutThat = (question: string): string => question.replace(/\bthat\b/gi, '    ')

/** "now last month" turns to another period; it does not speak of the present moment. */
const withoutNow = (question: string): string =>
  question.replace(/^(\s*(?:and\s+)?)now(?=\s+\S)/i, (_, before: string) => `${before}   `)

const midnight = (date: string): string => `${date.slice(0, 10)}T00:00:00`

const dayBefore = (date: string): string =>
  new Date(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) - DAY_MS).toISOString()
