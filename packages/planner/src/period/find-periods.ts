import { dayOf } from './calendar-date.ts'
import { comparisonAt } from './comparison-words.ts'
import { grainAt } from './grain-words.ts'
import type { Found, PeriodContext, PeriodMatch } from './match.ts'
import { mergeLists } from './merge-lists.ts'
import { openRangeAt } from './open-range.ts'
import { type Piece, type Scope, wordAt } from './piece.ts'
import { longestPiece } from './pieces.ts'
import { parseRange } from './range.ts'
import { render } from './render.ts'
import { shareYears } from './share-years.ts'
import { withStatedBounds } from './stated-bounds.ts'
import { type Token, tokenise } from './tokens.ts'

export type { PeriodContext, PeriodMatch, PeriodOption } from './match.ts'

/** All period expressions of a question, left to right, none overlapping; at each word the longest wins. */
export function findPeriods(text: string, context: PeriodContext): readonly PeriodMatch[] {
  const scope = scopeOf(withoutFirstBound(text), context)
  const matches: Found[] = []
  let at = 0
  while (at < scope.tokens.length) {
    const found = matchAt(scope, at)
    if (found) matches.push(found)
    at = found ? found.found.to : at + 1
  }
  const merged = mergeLists(scope, shareYears(scope, matches))
  const main = merged.find((match) => match.kind === 'piece')
  let free = 0
  return merged.map((match) => {
    const result = render(scope, match, { free, main: main?.kind === 'piece' ? main.found.span : null })
    free = match.found.to
    return withStatedBounds({ ...scope, text }, result)
  })
}

/** "from 1 May inclusive to 8 May exclusive": the first bound is always within; offsets stay. */
const withoutFirstBound = (text: string): string =>
  text.replace(/\(?\binclusive\b\)?(?=\s+(?:and|to|until|till|through)\b)/gi, (said) =>
    ' '.repeat(said.length),
  )

/** Words read of a text; what comes after them is no question. */
const LONGEST = 600

function scopeOf(text: string, context: PeriodContext): Scope {
  const [year = 1970, month = 1, day = 1] = context.now.slice(0, 10).split('-').map(Number)
  const today = dayOf(year, month, day)
  const time = context.now.slice(11, 19)
  const memo = new Map<number, Piece | null>()
  const scope: Scope = {
    text,
    tokens: tokenise(text).slice(0, LONGEST),
    now: context.now,
    today,
    openDay: time >= '23:59:59' ? today + 1 : today,
    freshDay: time === '' || time === '00:00:00' || context.ends === 'excluded' ? today : today + 1,
    calendar: context.calendar,
    prefer: context.prefer ?? 'past',
    ends: context.ends ?? 'included',
    pieceAt: (at) => {
      const known = memo.get(at)
      if (known !== undefined) return known
      memo.set(at, null)
      const piece = at < scope.tokens.length ? longestPiece(scope, at) : null
      memo.set(at, piece)
      return piece
    },
  }
  return scope
}

function matchAt(scope: Scope, at: number): Found | null {
  if (notTime(scope, at)) return null
  const comparison = comparisonAt(scope, at)
  const grain = grainAt(scope, at)
  const open = openRangeAt(scope, at)
  const range = parseRange(scope, at)
  const piece = scope.pieceAt(at)
  const candidates: (Found | null)[] = [
    comparison && { kind: 'comparison', found: comparison },
    range && { kind: 'piece', found: range },
    open && { kind: 'open', found: open },
    piece && stands(scope, piece) ? { kind: 'piece', found: piece } : null,
    grain && { kind: 'grain', found: grain },
  ]
  let best: Found | null = null
  for (const candidate of candidates)
    if (candidate && (!best || candidate.found.to > best.found.to)) best = candidate
  return best
}

const OWNERS = /^(their|his|her|its|my|your)$/

/** `up to date`, `their last year`: words of time that name no period. */
function notTime(scope: Scope, at: number): boolean {
  return (
    wordAt(scope, at) === 'date' ||
    (OWNERS.test(wordAt(scope, at - 1)) && /^(last|first|next)$/.test(wordAt(scope, at)))
  )
}

/** Not a piece of a longer code or number: `138-2010-2015`. */
const stands = (scope: Scope, piece: Piece): boolean =>
  !(dashedNumbers(scope, piece.at) || dashedNumbers(scope, piece.to + 1))

/** Whether the number at a token is glued to one before it by a dash. */
function dashedNumbers(scope: Scope, at: number): boolean {
  const [before, dash, number] = [scope.tokens[at - 2], scope.tokens[at - 1], scope.tokens[at]]
  return dash?.text === '-' && dash.glued && isGluedNumber(number) && isNumber(before)
}

const isNumber = (token: Token | undefined): boolean => token !== undefined && token.value !== null
const isGluedNumber = (token: Token | undefined): boolean => isNumber(token) && token?.glued === true
