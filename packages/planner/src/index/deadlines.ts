import type { SemanticModel } from '@numize/semantic'
import { formStem } from '../text/inflect.ts'
import { spelledOut, wordsOf } from '../text/words-of.ts'

/** A date something was to happen by, and the dates of a row that can tell when it did, the plainest first. */
export interface Deadline {
  readonly model: string
  readonly due: string
  readonly kept: readonly string[]
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Words of a date by which something is to happen. */
export const promisedWords = set(
  'due deadline promised expected planned scheduled estimated target required agreed committed sla',
)
const plain = set('date time timestamp datetime at on dt ts day by actual actually real')
/** Words of a date at which something was done. */
export const endWords = set(
  'delivered returned completed finished shipped arrived arrival closed paid resolved fulfilled settled done ended handed submitted dispatched actual delivery return completion payment',
)

/** The deadlines of a model: of "scheduled departure" the departure, of a bare due date whatever ends a row. */
export function deadlinesOf({ name, dimensions }: SemanticModel): readonly Deadline[] {
  const times = dimensions
    .filter(({ kind, extras, validity }) => kind === 'time' && extras.hidden !== true && validity === null)
    .map((one) => ({ name: one.name, words: spelledOut(wordsOf(one.name)) }))
  const due = times.filter(({ words }) => words.some((word) => promisedWords.has(word)))
  const rest = times.filter((one) => !due.includes(one))
  return due.flatMap((one) => {
    const of = one.words.filter((word) => !promisedWords.has(word) && !plain.has(word)).map(formStem)
    const kept = rest.filter(({ words }) =>
      of.length === 0
        ? words.some((word) => endWords.has(word))
        : of.every((part) => words.some((word) => formStem(word) === part)),
    )
    const names = (kept.length === 0 && of.length > 0 ? endings(rest) : kept).map((time) => time.name)
    return names.length === 0 ? [] : [{ model: name, due: one.name, kept: names }]
  })
}

const endings = (times: readonly { readonly name: string; readonly words: readonly string[] }[]) =>
  times.filter(({ words }) => words.some((word) => endWords.has(word)))
