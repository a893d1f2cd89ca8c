import { wordsIn } from '../model/bm25.ts'
import type { KnowledgeItem } from './item.ts'

const K1 = 1.2
const B = 0.75
/** A name counts as often as this beside the words of a text. */
const NAME_WEIGHT = 3

/** Scores of items by position, for those that share a word with the question. Okapi BM25 with Lucene's idf. */
export type Scorer = (question: string) => ReadonlyMap<number, number>

export function createLexical(items: readonly KnowledgeItem[]): Scorer {
  const postings = new Map<string, Map<number, number>>()
  const lengths = items.map(({ names, text }, at) => {
    const counted = names.flatMap((name) => wordsIn(name).map((word) => [word, NAME_WEIGHT] as const))
    const words = [...counted, ...wordsIn(text).map((word) => [word, 1] as const)]
    for (const [word, weight] of words) {
      const list = postings.get(word) ?? new Map<number, number>()
      list.set(at, (list.get(at) ?? 0) + weight)
      postings.set(word, list)
    }
    return words.reduce((sum, [, weight]) => sum + weight, 0)
  })
  const average = Math.max(1, lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, items.length))
  return (question) => {
    const scores = new Map<number, number>()
    for (const word of new Set(wordsIn(question))) {
      const list = postings.get(word)
      if (!list) continue
      const idf = Math.log(1 + (items.length - list.size + 0.5) / (list.size + 0.5))
      for (const [at, count] of list) {
        const length = 1 - B + (B * (lengths[at] ?? 0)) / average
        scores.set(at, (scores.get(at) ?? 0) + (idf * count * (K1 + 1)) / (count + K1 * length))
      }
    }
    return scores
  }
}
