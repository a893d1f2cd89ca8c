import { editDistance } from '@numize/base'
import { createNearWords } from '../index/typos.ts'
import { closedWords, LONGEST_OPERATOR, type Op, operatorOf } from '../text/operators.ts'
import type { Token } from '../text/tokenize.ts'

/** Shorter words are one letter from too many others. */
const SHORTEST = 6

const near = createNearWords([...closedWords].filter((word) => word.length >= SHORTEST))

export interface Slip {
  readonly from: number
  readonly to: number
  readonly op: Op
}

/** Closed-class phrases that hold a word one slip away from the one typed: "alphaetical order", "most commmon". */
export function slips(tokens: readonly Token[], at: number): readonly Slip[] {
  const typed = tokens[at]?.lower ?? ''
  if (typed.length < SHORTEST) return []
  const meant = near(typed)[0]
  // Two letters make another word of it: "distance" is no "distinct".
  if (meant === undefined || editDistance(typed, meant, 1) > 1) return []
  const words = tokens.map((token, place) => (place === at ? meant : token.lower))
  const found: Slip[] = []
  for (let from = Math.max(0, at - LONGEST_OPERATOR + 1); from <= at; from++)
    for (let to = at + 1; to <= Math.min(tokens.length, from + LONGEST_OPERATOR); to++) {
      const op = operatorOf(words.slice(from, to).join(' '))
      if (op) found.push({ from, to, op })
    }
  return found
}
