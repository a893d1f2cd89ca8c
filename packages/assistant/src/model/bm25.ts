/** A text to be found, as the words it is found by. */
export interface Entry<T> {
  readonly item: T
  readonly words: readonly string[]
}

const K1 = 1.2
const B = 0.75

/**
 * Entries by how well they fit a query, best first; those that share no word with it last, in their order. Okapi BM25
 * (Robertson et al., TREC-3, 1994) with the idf of Lucene, which is never negative.
 */
export function rank<T>(entries: readonly Entry<T>[], query: readonly string[]): readonly T[] {
  const average = entries.reduce((sum, { words }) => sum + words.length, 0) / Math.max(1, entries.length)
  const weights = new Map([...new Set(query)].map((word) => [word, idf(word, entries)]))
  const scored = entries.map((entry) => ({ item: entry.item, score: score(entry.words, weights, average) }))
  return scored.toSorted((a, b) => b.score - a.score).map(({ item }) => item)
}

function idf(word: string, entries: readonly Entry<unknown>[]): number {
  const holding = entries.filter(({ words }) => words.includes(word)).length
  return Math.log(1 + (entries.length - holding + 0.5) / (holding + 0.5))
}

function score(words: readonly string[], weights: ReadonlyMap<string, number>, average: number): number {
  let sum = 0
  for (const [word, weight] of weights) {
    const count = words.filter((one) => one === word).length
    sum += (weight * count * (K1 + 1)) / (count + K1 * (1 - B + (B * words.length) / Math.max(1, average)))
  }
  return sum
}

/** Words of a text or a name (`orderStatus`, `order_status`), in lower case and without the s of a plural. */
export const wordsIn = (text: string): readonly string[] =>
  (text.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').match(/[\p{L}\d]+/gu) ?? []).map((word) =>
    word.toLowerCase().replace(/(?<=\p{L}{3})s$/u, ''),
  )
