import { seededRandom } from '@numize/base'

/** A seeded stream with the draws that text and plans need. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number from `low` to `high`, both possible. */
  whole(low: number, high: number): number
  chance(share: number): boolean
  one<T>(list: readonly T[]): T
  shuffled<T>(list: readonly T[]): T[]
}

export function randomOf(...seed: readonly (string | number)[]): Random {
  const next = seededRandom(seed.join(':'))
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    whole,
    chance: (share) => next() < share,
    one: (list) => {
      const drawn = list[whole(0, list.length - 1)]
      if (drawn === undefined) throw new Error('nothing to draw from')
      return drawn
    },
    shuffled: (list) => {
      const copy = [...list]
      for (let last = copy.length - 1; last > 0; last--) {
        const other = whole(0, last)
        const [a, b] = [copy[last], copy[other]]
        if (a !== undefined && b !== undefined) {
          copy[last] = b
          copy[other] = a
        }
      }
      return copy
    },
  }
}

/** The keys of counts, each as often as it is counted, in a random order. */
export const dealt = <K extends string>(counts: Readonly<Record<K, number>>, random: Random): K[] =>
  random.shuffled(
    (Object.entries<number>(counts) as [K, number][]).flatMap(([name, count]) => Array<K>(count).fill(name)),
  )
