import { flagOf } from '../index/flags.ts'
import type { Column } from '../index/thing.ts'
import { keyOf, wordsOf } from '../text/words-of.ts'
import { itemAt, pass, type Reader } from './reader.ts'

/** "emergencies", "the cancelled and the declined": the model whose rows values stand for; null where a noun follows. */
export function rowsOfValues(reader: Reader, offset: number): string | null {
  let model: string | null = null
  let end = offset
  for (let here = offset; ; here = pass(reader, end, ['and', 'or'])) {
    const item = itemAt(reader, here)
    if (item?.kind !== 'thing' || item.thing.kind !== 'value') break
    if ((model !== null && item.thing.model !== model) || namesRows(reader, item.text)) return null
    model = item.thing.model
    end = here + 1
  }
  const next = itemAt(reader, end)
  const closed = next === undefined || ['operator', 'period', 'stop', 'comma', 'filler'].includes(next.kind)
  return closed ? model : null
}

/** "care agents", a value and what parcels have as well: words that name rows may mean those. */
const namesRows = ({ index }: Reader, text: string): boolean =>
  index.phrases
    .find(keyOf(wordsOf(text)))
    .some(({ thing }) => thing.kind === 'entity' || (thing.kind === 'key' && thing.role !== undefined))

/** Whether a column says yes and no: of its two values there is nothing to count. */
export function isFlag({ index: { schema, catalog } }: Reader, column: Column): boolean {
  const dimension = schema.dimension(column)
  return dimension !== null && flagOf(dimension, column.model, catalog.values) !== null
}
