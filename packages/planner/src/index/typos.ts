import { editDistance } from '@numize/base'

/** Known words near an unknown one: within one edit per four letters, nearest first, at most four. */
export type NearWords = (word: string) => readonly string[]

/** Words of one length with one first or last letter, with which letters each one has. */
interface Shape {
  readonly words: string[]
  readonly letters: number[]
}

/**
 * Words are kept by first letter and length and by last letter and length, so that a look-up reads a small part of
 * them; of those only words of nearly the same letters are compared.
 */
export function createNearWords(vocabulary: Iterable<string>): NearWords {
  const byShape = new Map<string, Shape>()
  const put = (key: string, word: string, letters: number): void => {
    const shape = byShape.get(key)
    if (shape) {
      shape.words.push(word)
      shape.letters.push(letters)
    } else byShape.set(key, { words: [word], letters: [letters] })
  }
  for (const word of vocabulary)
    if (word.length >= 4 && word.length <= LONGEST && !/\d/.test(word)) {
      const letters = lettersOf(word)
      put(`${word.length}${word[0]}`, word, letters)
      put(`${word.length}…${word.at(-1)}`, word, letters)
    }
  return (word) => {
    const limit = Math.min(2, Math.floor(word.length / 4))
    if (limit === 0 || word.length > LONGEST || /\d/.test(word)) return []
    const letters = lettersOf(word)
    const near = new Map<string, number>()
    for (let length = word.length - limit; length <= word.length + limit; length++)
      for (const key of [`${length}${word[0]}`, `${length}…${word.at(-1)}`]) {
        const shape = byShape.get(key)
        shape?.words.forEach((other, at) => {
          if (bitsIn(letters ^ (shape.letters[at] ?? 0)) > 2 * limit) return
          const distance = editDistance(word, other, limit)
          if (distance <= limit) near.set(other, distance)
        })
      }
    return [...near]
      .toSorted((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, 4)
      .map(([other]) => other)
  }
}

/** Longer words are codes or noise. */
const LONGEST = 40

/** Which letters a word has, as bits; one edit changes at most two. */
function lettersOf(word: string): number {
  let bits = 0
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31)
  return bits
}

function bitsIn(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count++
  return count
}
