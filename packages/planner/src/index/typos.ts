import { editDistance } from '@numize/base'

/** Known words near an unknown one: within one edit per four letters, nearest first, at most four. */
export type NearWords = (word: string) => readonly string[]

/** Words are kept by first letter and by length, so that a look-up reads a small part of them. */
export function createNearWords(vocabulary: Iterable<string>): NearWords {
  const byShape = new Map<string, string[]>()
  const put = (key: string, word: string): void => {
    const list = byShape.get(key)
    if (list) list.push(word)
    else byShape.set(key, [word])
  }
  for (const word of vocabulary)
    if (word.length >= 4 && !/\d/.test(word)) {
      put(`${word.length}${word[0]}`, word)
      put(`${word.length}…${word.at(-1)}`, word)
    }
  return (word) => {
    const limit = Math.min(2, Math.floor(word.length / 4))
    if (limit === 0 || /\d/.test(word)) return []
    const near = new Map<string, number>()
    for (let length = word.length - limit; length <= word.length + limit; length++)
      for (const shape of [`${length}${word[0]}`, `${length}…${word.at(-1)}`])
        for (const other of byShape.get(shape) ?? []) {
          const distance = editDistance(word, other, limit)
          if (distance <= limit) near.set(other, distance)
        }
    return [...near]
      .toSorted((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, 4)
      .map(([other]) => other)
  }
}
