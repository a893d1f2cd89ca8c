import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Evidence } from '../index/thing.ts'
import { plainWords } from '../lexicon/plain-words.ts'
import { fillers, linkVerbs } from '../text/fillers.ts'
import type { Token } from '../text/tokenize.ts'
import { verbStem } from '../text/word-form.ts'
import { deniesWord } from './denied-words.ts'

/** Tokens before and after a word that may be part of one name with it. */
const around = [
  [0, 0],
  [1, 0],
  [0, 1],
  [2, 0],
  [0, 2],
  [1, 1],
] as const

export interface TypoEvidence {
  readonly candidates: readonly Evidence[]
  /** From the first token to behind the last. */
  readonly place: readonly [number, number]
}

/**
 * A word nothing knows is tried as the known words one slip away, unless it is a word of its own; what denies a word
 * ("unpaid", "paid") is no slip of it.
 */
export function typosAt(tokens: readonly Token[], at: number, index: CatalogIndex): readonly TypoEvidence[] {
  const token = tokens[at]
  if (!token || fillers.has(token.lower) || linkVerbs.has(token.lower) || plainWords.has(token.lower))
    return []
  if (/(ed|ing)$/.test(token.lower) && index.linkWords.has(verbStem(token.lower))) return []
  return index
    .nearWords(token.lemma)
    .filter((near) => !deniesWord(token.lower, near) && !deniesWord(near, token.lower))
    .flatMap((near) =>
      around.flatMap(([before, after]) => {
        const [from, to] = [at - before, at + 1 + after]
        if (from < 0 || to > tokens.length) return []
        const candidates = typosOf(tokens.slice(from, to), { at: before, near, index })
        return candidates.length > 0 ? [{ candidates, place: [from, to] as const }] : []
      }),
    )
}

interface Slip {
  /** Place of the word among the tokens, and what is tried in its stead. */
  readonly at: number
  readonly near: string
  readonly index: CatalogIndex
}

function typosOf(tokens: readonly Token[], { at, near, index }: Slip): readonly Evidence[] {
  const words = tokens.map((one, place) => (place === at ? near : one.lemma)).join(' ')
  const plain = tokens.map((one, place) => (place === at ? near : one.lower)).join(' ')
  return [...index.phrases.find(words), ...index.values.find(plain, plain)]
    .filter((one) => one.quality >= 0.85 && one.source !== 'lexicon')
    .map((one) => ({ ...one, quality: one.quality * 0.75, source: 'typo' as const }))
}
