import { spelledOut } from '../text/words-of.ts'

/** Last words of a time column's name that only say that it is one. */
const plain = new Set(['on', 'at', 'date', 'time', 'timestamp', 'datetime', 'dt', 'ts', 'day'])

/** What people call the moment a row began to be, however its column is called. */
const sameEvent: readonly (readonly string[])[] = [
  [
    'created',
    'creation',
    'signup',
    'sign up',
    'signing up',
    'registration',
    'registered',
    'joining',
    'joined',
  ],
  ['ordered', 'order', 'placed', 'purchase', 'purchased'],
  ['paid', 'payment'],
  ['received', 'receipt'],
  ['sold', 'sale'],
  ['completed', 'completion'],
  ['updated', 'update'],
  ['admitted', 'admission', 'admit'],
  ['started', 'start', 'begin', 'began'],
  ['ended', 'end', 'finished', 'finish'],
  ['due', 'deadline', 'promised'],
]

/** Other ways to say the name of a time column: `posted_on` is asked as "posted date", "date posted", "date of posting". */
export function timePhrases(name: readonly string[]): readonly (readonly [readonly string[], number])[] {
  const words = spelledOut(name)
  const head = words.filter((word) => !plain.has(word))
  if (head.length === 0) return []
  const others = alternatives(head)
  return [...forms(head, 0.95), ...others.flatMap((other) => [...forms(other, 0.8), [other, 0.7] as const])]
}

const forms = (head: readonly string[], quality: number): readonly (readonly [readonly string[], number])[] =>
  ['date', 'time'].flatMap((noun) => [
    [[...head, noun], quality] as const,
    [[noun, ...head], quality * 0.95] as const,
    [[noun, 'of', ...head], quality * 0.95] as const,
  ])

/** The same with one of its words said otherwise. */
const alternatives = (head: readonly string[]): readonly string[][] =>
  head.flatMap((word, at) =>
    sameEvent
      .filter((group) => group.includes(word))
      .flatMap((group) =>
        group
          .filter((other) => other !== word)
          .map((other) => [...head.slice(0, at), ...other.split(' '), ...head.slice(at + 1)]),
      ),
  )
