import type { Chosen } from '../cover/item.ts'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Column } from '../index/thing.ts'
import { formStem, stem } from '../text/inflect.ts'
import { verbStem } from '../text/word-form.ts'
import { wordsOf } from '../text/words-of.ts'

/** The time column of a model that a verb names (`left` → `left_on`), by its stem. */
export function timeNamed(index: CatalogIndex, model: string, stems: readonly string[]): Column | null {
  const found = index.schema.models
    .get(model)
    ?.dimensions.find(
      (one) =>
        one.kind === 'time' &&
        wordsOf(one.name).some((word) => word.length > 3 && stems.includes(stem(word))),
    )
  return found ? { kind: 'dimension', model, name: found.name } : null
}

/** The only time column of a model whose name is a form of a word (`delivery`, `delivering` → `delivered_on`). */
export function timeNamedHere(index: CatalogIndex, model: string, text: string): Column | null {
  const said = text.toLowerCase()
  const found = (index.schema.models.get(model)?.dimensions ?? []).filter(
    (one) => one.kind === 'time' && wordsOf(one.name).some((word) => word.length > 2 && isForm(word, said)),
  )
  const [only] = found
  return only && found.length === 1 ? { kind: 'dimension', model, name: only.name } : null
}

const isForm = (word: string, said: string): boolean =>
  word === said ||
  formStem(word) === formStem(said) ||
  stem(word) === stem(said) ||
  verbStem(word) === verbStem(said)

/** Words looked at before a period. */
const NEAR = 4

/** "clients who joined in May": the words right before a place, back to what else is named, name a date of the model. */
export function isDateOf(
  index: CatalogIndex,
  model: string,
  items: readonly Chosen[],
  place: number,
): boolean {
  return timeNamed(index, model, wordsBefore(items, place).map(stem)) !== null
}

/** Words just before a place, back to "that", another period or rows that are named. */
export function wordsBefore(items: readonly Chosen[], place: number): string[] {
  const before = items.filter((item) => item.span[0] < place).slice(-NEAR)
  const cut = before.findLastIndex(
    (item) =>
      item.kind === 'period' ||
      (item.kind === 'operator' && (item.op.op === 'relative' || item.op.op === 'negate')) ||
      (item.kind === 'thing' && item.thing.kind === 'entity'),
  )
  return before.slice(cut + 1).flatMap((item) => item.text.toLowerCase().split(' '))
}
