import type { Token } from '../text/tokenize.ts'

const beforeObject = /^(by|in|on|at|to|with|for|from|of|about|the|a|an|and|or)$/
const pronoun = /^(that|which|who)$/
const everyone = /^(each|every|all)$/

/**
 * Whether an unknown word stands where a verb does: a participle ("exams *marked* by …"), behind "that" or "who", or at
 * the end of what "each" of some does ("the sessions every school *runs*").
 */
export function isVerbLike(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.lower ?? ''
  if (tokens[at]?.kind !== 'word' || !/^[a-z]{4,}$/.test(word)) return false
  const before = tokens[at - 1]?.lower ?? ''
  const next = tokens[at + 1]
  const ends = next === undefined || next.kind === 'punctuation'
  if (pronoun.test(before)) return !ends
  if (!ends && /(ed|ing)$/.test(word) && before !== '' && !beforeObject.test(before)) return true
  const goesOn = ends || beforeObject.test(next.lower)
  return (
    goesOn && /([^s]s|ed|ing)$/.test(word) && tokens.slice(0, at).some(({ lower }) => everyone.test(lower))
  )
}
