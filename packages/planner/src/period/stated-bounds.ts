import { dayOf, isoDate } from './calendar-date.ts'
import { saySpan } from './describe.ts'
import type { PeriodMatch } from './match.ts'
import { countAt } from './numbers.ts'
import type { Scope } from './piece.ts'
import { tokenise } from './tokens.ts'
import { addUnits, unitSpan } from './unit.ts'
import { unitNamed } from './words.ts'

const ago =
  /^[\s,(]*(?:inclusive of|including|counting from|starting from)\s+(?:the\s+)?((?:\w+\s+){1,2})(day|week|month|quarter|year)s?\s+ago\s*\)?/i
const now =
  /^[\s,(]*(inclusive of|including|counting|exclusive of|excluding|not including|not counting|without)\s+(?:today|(?:the\s+)?(?:current|this|ongoing)\s+(day|week|month|quarter|year))\s*\)?/i
const plain =
  /^[\s,]*\(?(inclusive|exclusive|both inclusive|inclusive of both(?: dates| days)?)\b(?!\s+of)\s*\)?/i

/**
 * What is said behind a range about its ends: "inclusive of 30 days ago" starts that day and runs up to today,
 * "including the current month" runs on to today, "excluding this week" ends before it, "exclusive" leaves the last day out.
 */
export function withStatedBounds(scope: Scope, match: PeriodMatch): PeriodMatch {
  if (match.kind !== 'range' || match.start === null || match.end === null) return match
  const behind = scope.text.slice(match.span[1])
  return sinceAgo(scope, match, behind) ?? aboutNow(scope, match, behind) ?? aboutEnd(match, behind) ?? match
}

function sinceAgo(scope: Scope, match: PeriodMatch, behind: string): PeriodMatch | null {
  const [said, amount = '', unit = ''] = ago.exec(behind) ?? []
  const name = unitNamed(unit.toLowerCase())
  if (said === undefined || name === null) return null
  const counted = countAt({ ...scope, tokens: tokenise(amount) }, 0)
  if (!counted) return null
  return moved(match, said, { start: addUnits(scope.today, name, -counted.value), end: scope.today + 1 })
}

function aboutNow(scope: Scope, match: PeriodMatch, behind: string): PeriodMatch | null {
  const [said, verb = '', unit = 'day'] = now.exec(behind) ?? []
  const name = unitNamed(unit.toLowerCase())
  if (said === undefined || name === null || match.start === null || match.end === null) return null
  const start = dayNamed(match.start)
  const end = dayNamed(match.end)
  if (/^(inclusive|including|counting)/i.test(verb))
    return moved(match, said, { start, end: Math.max(end, scope.today + 1) })
  const current = unitSpan(name, scope.today, scope.calendar)
  return current.start > start ? moved(match, said, { start, end: Math.min(end, current.start) }) : null
}

function aboutEnd(match: PeriodMatch, behind: string): PeriodMatch | null {
  const [said, word = ''] = plain.exec(behind) ?? []
  if (said === undefined || match.start === null || match.end === null) return null
  const start = dayNamed(match.start)
  const end = dayNamed(match.end)
  return moved(match, said, {
    start,
    end: word.toLowerCase() === 'exclusive' && end - 1 > start ? end - 1 : end,
  })
}

const dayNamed = (date: string): number => {
  const [year = 1970, month = 1, day = 1] = date.slice(0, 10).split('-').map(Number)
  return dayOf(year, month, day)
}

const moved = (
  match: PeriodMatch,
  said: string,
  span: { readonly start: number; readonly end: number },
): PeriodMatch => ({
  ...match,
  span: [match.span[0], match.span[1] + said.trimEnd().length],
  start: isoDate(span.start),
  end: isoDate(span.end),
  reading: saySpan(span),
  assumed: [],
  alternatives: [],
})
