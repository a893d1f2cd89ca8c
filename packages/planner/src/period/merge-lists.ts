import type { Found } from './match.ts'
import type { Piece, Scope } from './piece.ts'
import { wordAt } from './piece.ts'

/** `2023, 2024 and 2025`, `January and February`: neighbours that touch become one period of their grain. */
export function mergeLists(scope: Scope, matches: readonly Found[]): readonly Found[] {
  const merged: Found[] = []
  for (const match of matches) {
    const previous = merged.at(-1)
    const joined =
      previous?.kind === 'piece' && match.kind === 'piece' ? join(scope, previous.found, match.found) : null
    if (joined) merged[merged.length - 1] = { kind: 'piece', found: joined }
    else merged.push(match)
  }
  return merged
}

const LIST_WORD = /^(and|or|,|&)$/

function join(scope: Scope, first: Piece, second: Piece): Piece | null {
  const touching = first.grain === second.grain && first.span.end === second.span.start
  if (!touching || second.at - first.to > 2 || second.at === first.to || isBoth(scope, first)) return null
  for (let at = first.to; at < second.at; at++) if (!LIST_WORD.test(wordAt(scope, at))) return null
  return {
    at: first.at,
    to: second.to,
    grain: first.grain,
    span: { start: first.span.start, end: second.span.end },
    others: [],
    assumed: [...new Set([...first.assumed, ...second.assumed])],
  }
}

/** "in both 2014 and 2015": each of them is meant by itself. */
const isBoth = (scope: Scope, { at }: Piece): boolean =>
  [at - 1, at - 2, at].some((place) => wordAt(scope, place) === 'both')
