import type { SemanticModel } from '@numize/semantic'
import { spelledOut, wordsOf } from '../text/words-of.ts'
import { endWords, promisedWords } from './deadlines.ts'

/** Two dates of a model between which something lasts. */
export interface TimeSpan {
  readonly from: string
  readonly to: string
  /** What lasts, where the names of both say so (`session` of `session_start` and `session_end`). */
  readonly of: readonly string[]
}

/** Words that begin something, and those that end the same. */
const pairs: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[] = [
  [
    'start started begin began beginning opened open',
    'end ended finish finished closed close completed stop',
  ],
  ['departure departed', 'arrival arrived'],
  ['joined join enrolled enrolment enrollment', 'left leaving closed ended'],
  ['admission admitted', 'discharge discharged'],
  ['checkin pickup login hired hire', 'checkout dropoff logout terminated termination'],
].map(([first = '', last = '']) => [new Set(first.split(' ')), new Set(last.split(' '))] as const)

const plain = new Set(['date', 'time', 'timestamp', 'datetime', 'at', 'on', 'dt', 'ts', 'day'])

/** The pairs of dates of a model that begin and end the same thing. */
export function timeSpans({ dimensions }: SemanticModel): readonly TimeSpan[] {
  const times = dimensions
    .filter(({ kind, extras, validity }) => kind === 'time' && extras.hidden !== true && validity === null)
    .map(({ name }) => ({ name, words: spelledOut(wordsOf(name)).filter((word) => !plain.has(word)) }))
  return pairs.flatMap(([first, last]) =>
    times
      .filter(({ words }) => words.some((word) => first.has(word)))
      .flatMap((start) => {
        const of = start.words.filter((word) => !first.has(word))
        const end = times.find(
          ({ words }) =>
            words.some((word) => last.has(word)) &&
            words.filter((word) => !last.has(word)).join(' ') === of.join(' '),
        )
        return end ? [{ from: start.name, to: end.name, of }] : []
      }),
  )
}

/** From when a row begins to be, to a date that ends it or a part of its way. */
export interface Lifespan {
  readonly from: string
  readonly to: string
  /** The words of the date it ends at, without what only says that it is one (`delivered`). */
  readonly until: readonly string[]
}

/** What the rows of a model go through: from the date they are counted by to each date that tells when something was done. */
export function lifespans({ dimensions, defaultTimeDimension }: SemanticModel): readonly Lifespan[] {
  const times = dimensions
    .filter(({ kind, extras, validity }) => kind === 'time' && extras.hidden !== true && validity === null)
    .map(({ name }) => ({ name, words: spelledOut(wordsOf(name)) }))
    .filter(({ words }) => !words.some((word) => promisedWords.has(word)))
  const ends = times.filter(({ words }) => words.some((word) => endWords.has(word)))
  const begins = times.filter((one) => !ends.includes(one))
  const from = begins.find(({ name }) => name === defaultTimeDimension) ?? begins[0]
  if (!from) return []
  return ends.map(({ name, words }) => ({
    from: from.name,
    to: name,
    until: words.filter((word) => !plain.has(word)),
  }))
}
