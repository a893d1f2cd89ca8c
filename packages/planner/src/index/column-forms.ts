import type { Dimension } from '@numize/semantic'
import { wordForm } from '../text/word-form.ts'
import { spelledOut, wordsOf } from '../text/words-of.ts'

/** A way to speak of a column besides its name: words, or the common form of them. */
export interface ColumnForm {
  readonly words: readonly string[]
  readonly quality: number
}

/** Other forms of a column's name: `injured` answers to "injuries", the time `created` to "creation date". */
export function formsOf(dimension: Dimension): readonly ColumnForm[] {
  const words = spelledOut(wordsOf(dimension.name))
  const [only] = words
  const form = words.length === 1 && only !== undefined ? wordForm(only) : null
  const alike = form === null ? [] : [{ words: [form], quality: 0.75 }]
  return dimension.kind === 'time' ? [...alike, ...timeForms(words)] : alike
}

const moments = ['date', 'time', 'day', 'timestamp']
const endings = new Set([...moments, 'at', 'on'])

/** `created_at` and `create_date` alike are the date, time or day of what the verb says. */
function timeForms(words: readonly string[]): ColumnForm[] {
  const own = words.filter((word) => !endings.has(word))
  const [only] = own
  if (own.length !== 1 || only === undefined) return []
  const form = wordForm(only)
  return moments.flatMap((moment): ColumnForm[] => [
    { words: [only, moment], quality: 0.95 },
    { words: [moment, only], quality: 0.9 },
    ...(form === null ? [] : [{ words: [form, moment], quality: 0.9 }]),
  ])
}
